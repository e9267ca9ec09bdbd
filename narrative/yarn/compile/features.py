"""Checks that a project uses nothing that came into the language after the version it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from narrative.yarn.compile.declarations import is_smart
from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.compile.once import lines_of
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.syntax.tree import (
    Declare,
    EnumDeclaration,
    LineGroup,
    Once,
    Statement,
    place_of,
    walk,
)

NEWEST: Final = 4
_THREE: Final = 3


def check_features(nodes: Iterable[NamedNode], version: int, report: Report) -> None:
    """Report what a project of an older `version` cannot use. Version 4 brought nothing to the language."""
    if version >= _THREE:
        return
    for node in nodes:
        for what, place in _used(node):
            report.error(
                "YS0036",
                f"The project has version {version}, and {what} came with version {_THREE}. "
                f'Write `"projectFileVersion": {NEWEST}` into the project file.',
                place,
            )


def _used(node: NamedNode) -> Iterator[tuple[str, Place]]:
    yield from (("`once`", condition.place) for condition in node.tree.when if condition.once)
    for statement in walk(node.tree.body):
        if what := _feature(statement):
            yield what, place_of(statement)
    for line in lines_of(node.tree.body):
        if line.condition and line.condition.once:
            yield "`once`", line.condition.place


def _feature(statement: Statement) -> str:
    match statement:
        case EnumDeclaration():
            return "`enum`"
        case Once():
            return "`once`"
        case LineGroup():
            return "the line group (`=>`)"
        case Declare() if is_smart(statement):
            return "the smart variable"
        case _:
            return ""
