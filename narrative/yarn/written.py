"""The lines of a story as they stand in its scripts, before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrative.yarn.diagnostics import Report, source_lines
from narrative.yarn.syntax.parser import parse
from narrative.yarn.syntax.tree import Line, LineGroup, NodeTree, OptionGroup, Statement, blocks


class Kind(StrEnum):
    """What a line is: said in its turn, offered to choose, or one of a group to choose from."""

    LINE = "line"
    OPTION = "option"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One line. In `source` it goes from `start` to `end`; only a comment may follow."""

    kind: Kind
    node: NodeTree
    line: Line
    source: str
    start: int
    end: int

    @property
    def comment(self) -> str:
        """What the author says of it behind `//`."""
        return self.source[self.end :].strip().lstrip("/").strip()


def written_lines(sources: Mapping[str, str], report: Report) -> Iterator[Written]:
    """Yield every line of the files, in the order in which the compiler takes them."""
    for file, text in sorted(sources.items()):
        physical = source_lines(text)
        for node in parse(file, text, report):
            for kind, line in _lines(node.body):
                yield _written(kind, node, line, physical[line.place.line - 1])


def _lines(body: Sequence[Statement]) -> Iterator[tuple[Kind, Line]]:
    for statement in body:
        match statement:
            case Line():
                yield Kind.LINE, statement
            case OptionGroup(items) | LineGroup(items):
                kind = Kind.OPTION if isinstance(statement, OptionGroup) else Kind.ITEM
                for item in items:
                    yield kind, item.line
                    yield from _lines(item.body)
            case _:
                for block in blocks(statement):
                    yield from _lines(block)


def _written(kind: Kind, node: NodeTree, line: Line, source: str) -> Written:
    start = line.place.column - 1
    end = len(source[: start + line.place.length].rstrip())
    return Written(kind=kind, node=node, line=line, source=source, start=start, end=end)
