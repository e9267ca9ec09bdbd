"""Lints of circles: nodes that jump round for ever, with nothing on the way that waits or leads out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import (
    Command,
    Jump,
    NodeTree,
    OptionGroup,
    Return,
    Statement,
    Stop,
    walk,
)


def check_circles(nodes: Iterable[NodeTree], report: Report) -> None:
    """Warn of every circle once, at the jump of the node that comes first in the story."""
    onward = {
        node.title: jump for node in nodes if not node.when and (jump := _onward(node.body)) is not None
    }
    told: set[str] = set()
    for title, jump in onward.items():
        circle = _circle(title, onward)
        if circle and title not in told:
            told.update(circle)
            way = " → ".join(f"`{name}`" for name in (*circle, title))
            report.warning(
                "YS0015",
                f"{way} goes round for ever: nothing on the way waits for the reader or leads out.",
                jump.place,
            )


def _onward(body: Iterable[Statement]) -> Jump | None:
    """Return the jump to a written name that a node always makes, if nothing before it can stop or lead away."""
    for statement in body:
        if isinstance(statement, Jump) and not statement.detour:
            return statement if isinstance(statement.target, str) else None
        if any(isinstance(one, Jump | Return | Stop | OptionGroup | Command) for one in walk([statement])):
            return None
    return None


def _circle(title: str, onward: Mapping[str, Jump]) -> tuple[str, ...]:
    """Return the way from a node back to itself, or nothing if its way ends elsewhere."""
    way = [title]
    while True:
        target = str(onward[way[-1]].target)
        if target == title:
            return tuple(way)
        if target not in onward or target in way:
            return ()
        way.append(target)
