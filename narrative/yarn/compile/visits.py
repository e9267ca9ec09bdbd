"""Finds out which nodes' visits a story can ask for: only those are counted, so that saved readings stay small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from narrative.yarn.program import Instruction, Node, Op, Program

_QUESTIONS = ("visited", "visited_count")


def tracked_nodes(program: Program) -> Mapping[str, Node]:
    """Return the nodes, each knowing whether it is tracked.

    `tracking: always` and `tracking: never` decide; else it is whether the story asks by the node's name, or by
    that of its group. Where one question puts its name together, any node may be meant.
    """
    asked = set(_asked(program))
    return {
        name: _tracked(node, "" in asked or not asked.isdisjoint((name, node.group)))
        for name, node in program.nodes.items()
    }


def _tracked(node: Node, asked: bool) -> Node:  # noqa: FBT001
    tracked = {"always": True, "never": False}.get(node.header("tracking"), asked)
    return replace(node, tracked=tracked)


def _asked(program: Program) -> Iterator[str]:
    """Yield every name that is asked for, and an empty one for each that is put together."""
    for code in _codes(program):
        for before, step in pairwise((Instruction(Op.POP), *code)):
            if step.op is Op.CALL and step.operands[0] in _QUESTIONS:
                yield str(before.operands[0]) if before.op is Op.PUSH else ""


def _codes(program: Program) -> Iterator[tuple[Instruction, ...]]:
    yield from (node.code for node in program.nodes.values())
    yield from (member.condition for members in program.groups.values() for member in members)
    yield from (declaration.smart for declaration in program.declarations.values())
