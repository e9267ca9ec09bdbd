"""Warns of what can never run, because the block is left before it.

Upstream looks for this only when asked to. Here it always does: a line that the reader never sees is hardly
ever meant, and a project that means it can silence the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import (
    Declare,
    EnumDeclaration,
    Jump,
    Return,
    Statement,
    Stop,
    blocks,
    place_of,
    walk,
)


def check_reach(nodes: Iterable[NamedNode], report: Report) -> None:
    """Warn of the first statement after a jump, a return or a stop, in every block of every node."""
    for node in nodes:
        for block in _blocks(node.tree.body):
            _check_block(block, report)


def _blocks(body: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    yield body
    for statement in walk(body):
        yield from blocks(statement)


def _check_block(block: Sequence[Statement], report: Report) -> None:
    left = ""
    for statement in block:
        if left and not isinstance(statement, Declare | EnumDeclaration):  # these count wherever they stand
            report.warning(
                "YS0008",
                f"This never runs, because of the `<<{left}>>` above it. Take it out, or move it up.",
                place_of(statement),
            )
            break
        left = left or _leaving(statement)


def _leaving(statement: Statement) -> str:
    match statement:
        case Jump(detour=False):
            return "jump"
        case Return():
            return "return"
        case Stop():
            return "stop"
        case _:
            return ""
