"""Makes the node groups: their members in order, each with its condition and how particular that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from narrative.yarn.compile.expressions import ExpressionWriter
from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.compile.scores import score
from narrative.yarn.program import Member


def make_groups(
    nodes: Iterable[NamedNode], expressions: ExpressionWriter
) -> Mapping[str, tuple[Member, ...]]:
    """Return the members of every group by its title."""
    groups: dict[str, tuple[Member, ...]] = {}
    for node in nodes:
        if node.group:
            groups[node.group] = (*groups.get(node.group, ()), _member(node, expressions))
    return groups


def _member(node: NamedNode, expressions: ExpressionWriter) -> Member:
    when = node.tree.when
    once = node.name if any(condition.once for condition in when) else ""
    wanted = [condition.expression for condition in when if condition.expression is not None]
    return Member(
        node=node.name,
        score=score(when),
        condition=expressions.condition(wanted, once, node.tree.place.line),
        once=once,
    )
