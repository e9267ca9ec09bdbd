"""A program as plain data: compiled once, it can be kept as JSON and performed anywhere.

Of the format: a program is an object, and everything in it that comes in thousands is a list, in the order of
its fields. Code is one flat list, each step written as its op, its source line, how many operands it has, and
these.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from narrative.errors import StateError
from narrative.yarn.program import (
    Declaration,
    EnumType,
    Instruction,
    LineInfo,
    Member,
    Node,
    Op,
    Program,
    Value,
)

FORMAT: Final = 1
"""The version of the form. A program of another version is refused: its sources can be compiled again."""

JSON: TypeAlias = Any


def to_plain(program: Program) -> dict[str, JSON]:
    """Return the program as data for JSON, in which there is neither infinity nor NaN."""
    return {
        "format": FORMAT,
        "fingerprint": program.fingerprint,
        "nodes": [_plain_node(node) for node in program.nodes.values()],
        "groups": {
            title: [
                [member.node, member.score, _plain_code(member.condition), member.once] for member in members
            ]
            for title, members in program.groups.items()
        },
        "declarations": [_plain_declaration(one) for one in program.declarations.values()],
        "enums": {
            enum.name: [[name, _plain_value(raw)] for name, raw in enum.cases]
            for enum in program.enums.values()
        },
        "lines": {
            line_id: [line.text, list(line.tags), line.node, line.file, line.line, line.shadows]
            for line_id, line in program.lines.items()
        },
    }


def from_plain(plain: JSON) -> Program:
    """Return the program that `to_plain` wrote; raise StateError for anything else."""
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        message = f"this is not a compiled program of format {FORMAT}"
        raise StateError(message)
    try:
        return _program(plain)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"a compiled program has a wrong shape: {error!r}"
        raise StateError(message) from error


# Writing


def _plain_node(node: Node) -> list[JSON]:
    headers = [list(header) for header in node.headers]
    code, lines = _plain_code(node.code), list(node.line_ids)
    return [node.name, code, headers, node.group, node.file, node.line, node.tracked, lines]


def _plain_declaration(one: Declaration) -> list[JSON]:
    return [one.name, one.type, _plain_value(one.default), _plain_code(one.smart), one.note]


def _plain_code(code: Iterable[Instruction]) -> list[JSON]:
    flat: list[JSON] = []
    for step in code:
        flat += (int(step.op), step.at, len(step.operands))
        flat += map(_plain_value, step.operands)
    return flat


def _plain_value(value: Value | int) -> JSON:
    return {"number": str(value)} if isinstance(value, float) and not math.isfinite(value) else value


# Reading


def _program(plain: Mapping[str, JSON]) -> Program:
    nodes = [_node(*fields) for fields in plain["nodes"]]
    declarations = [_declaration(*fields) for fields in plain["declarations"]]
    return Program(
        fingerprint=plain["fingerprint"],
        nodes={node.name: node for node in nodes},
        groups={
            title: tuple(_member(*fields) for fields in members) for title, members in plain["groups"].items()
        },
        declarations={declaration.name: declaration for declaration in declarations},
        enums={
            name: EnumType(name=name, cases=tuple((case, _value(raw)) for case, raw in cases))
            for name, cases in plain["enums"].items()
        },
        lines={line_id: _line(*fields) for line_id, fields in plain["lines"].items()},
    )


def _node(  # noqa: PLR0917
    name: str,
    code: list[JSON],
    headers: list[list[str]],
    group: str,
    file: str,
    line: int,
    tracked: bool,  # noqa: FBT001
    line_ids: list[str],
) -> Node:
    return Node(
        name=name,
        code=tuple(_code(code)),
        headers=tuple((key, value) for key, value in headers),
        group=group,
        file=file,
        line=line,
        tracked=tracked,
        line_ids=tuple(line_ids),
    )


def _member(node: str, score: int, condition: list[JSON], once: str) -> Member:
    return Member(node=node, score=score, condition=tuple(_code(condition)), once=once)


def _declaration(name: str, type_: str, default: JSON, smart: list[JSON], note: str) -> Declaration:
    return Declaration(name=name, type=type_, default=_value(default), smart=tuple(_code(smart)), note=note)


def _line(text: str, tags: list[str], node: str, file: str, line: int, shadows: str) -> LineInfo:  # noqa: PLR0917
    return LineInfo(text=text, tags=tuple(tags), node=node, file=file, line=line, shadows=shadows)


_OPS: Final = {int(op): op for op in Op}  # looking one up takes a third of the time of asking the enum


def _code(flat: list[JSON]) -> Iterator[Instruction]:
    position = 0
    while position < len(flat):
        op, at, count = flat[position : position + 3]
        position += 3 + count
        yield Instruction(_OPS[op], tuple(map(_value, flat[position - count : position])), at)


def _value(plain: JSON) -> Value:
    return float(plain["number"]) if isinstance(plain, dict) else plain
