"""Checks what is referred to by name: that jumps lead somewhere, and that no variable needs itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from narrative.yarn.compile.declarations import Declared, is_smart
from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import Declare, Jump, Variable, walk, walk_expression


def check_targets(nodes: Sequence[NamedNode], unread: Unread, report: Report) -> None:
    """Check every jump and detour to a written name. Upstream only warns; here the story would stop there."""
    known = {node.group or node.name for node in nodes}
    for node in nodes:
        for statement in walk(node.tree.body):
            match statement:
                case Jump(str() as target, _, place) if target not in known:
                    if not unread.has("title", target):
                        report.error("YS0012", _NOWHERE.format(target), place)
                case _:
                    pass


_NOWHERE = "There is no node `{0}` with anything in it to run. Check the spelling, or write the node."


def check_smart_variables(declared: Declared, report: Report) -> None:
    """Check that no smart variable is computed, however far round, from itself."""
    uses = {
        name: tuple(_smart_variables_in(declaration, declared))
        for name, declaration in declared.variables.items()
        if is_smart(declaration)
    }
    for name, used in uses.items():
        if name in _reachable(used, uses):
            report.error(
                "YS0045",
                f"`{name}` is computed from itself. Break the circle with a variable that is set.",
                declared.variables[name].variable.place,
            )


def _smart_variables_in(declaration: Declare, declared: Declared) -> Iterator[str]:
    for expression in walk_expression(declaration.value):
        if isinstance(expression, Variable):
            found = declared.variables.get(expression.name)
            if found is not None and is_smart(found):
                yield expression.name


def _reachable(start: Iterable[str], uses: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += uses[name]
    return reached
