"""The lines of a body, of whatever kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from narrative.yarn.syntax.tree import Line, LineGroup, OptionGroup, Statement, walk


def lines(body: Iterable[Statement]) -> Iterator[Line]:
    """Yield every line of a body: those that are spoken, options, and line-group items."""
    for statement in walk(body):
        match statement:
            case Line():
                yield statement
            case OptionGroup(items) | LineGroup(items):
                yield from (item.line for item in items)
            case _:
                pass
