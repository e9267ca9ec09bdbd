"""Checks what is referred to by name: that jumps lead somewhere, and that no variable needs itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from narrative.yarn.compile.declarations import Declared, is_smart
from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.compile.spelling import Spelling
from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import Declare, Jump, Variable, walk, walk_expression

DEEPEST: Final = 40  # smart variables within smart variables: keeps reading one within Python's stack


def check_targets(nodes: Sequence[NamedNode], unread: Unread, report: Report) -> None:
    """Check every jump and detour to a written name. Upstream only warns; here the story would stop there."""
    known = {node.group or node.name for node in nodes}
    spelling = Spelling(known)
    for node in nodes:
        for statement in walk(node.tree.body):
            match statement:
                case Jump(str() as target, _, place) if target not in known:
                    if not unread.has("title", target):
                        report.error("YS0012", _NOWHERE.format(target) + spelling.hint(target), place)
                case _:
                    pass


_NOWHERE = "There is no node `{0}` with anything in it to run. Write it, or mend its name here."


def check_smart_variables(declared: Declared, report: Report) -> None:
    """Check that no smart variable is computed, however far round, from itself, nor from too many others."""
    uses = {
        name: tuple(_smart_variables_in(declaration, declared))
        for name, declaration in declared.variables.items()
        if is_smart(declaration)
    }
    for name in _too_deep(uses):
        report.error(
            "KD0001",
            f"`{name}` is computed from variables that are computed from others, more than {DEEPEST} deep. "
            "Let one of them be set instead.",
            declared.variables[name].variable.place,
        )
    for name in _circling(uses):
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


def _too_deep(uses: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the names where it becomes too deep, but not what is computed from these in turn."""
    depths: dict[str, int] = {}
    for name in _depth_first(uses):
        depths[name] = 1 + max((depths.get(other, 0) for other in uses[name]), default=0)
        if depths[name] == DEEPEST + 1:
            yield name


def _circling(uses: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names that can be reached from themselves (Kosaraju's algorithm)."""
    users: dict[str, list[str]] = {name: [] for name in uses}
    for name, used in uses.items():
        for other in used:
            users[other].append(name)
    circles: dict[str, str] = {}
    for root in reversed(_depth_first(uses)):
        waiting = [root]
        while waiting:
            name = waiting.pop()
            if name not in circles:
                circles[name] = root
                waiting += users[name]
    sizes = Counter(circles.values())
    return [name for name in uses if sizes[circles[name]] > 1 or name in uses[name]]


def _depth_first(uses: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names, each after those that it uses, as far as there are no circles."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = [(name, False) for name in uses]
    while waiting:
        name, done = waiting.pop()
        if done:
            order.append(name)
        elif name not in seen:
            seen.add(name)
            waiting.append((name, True))
            waiting += [(other, False) for other in uses[name]]
    return order
