"""The compiled story: plain data that the compiler writes and the machine reads.

Theory of operation
-------------------
A `Node` is a flat list of `Instruction`s. The machine keeps a stack of values for expressions, a stack of
(node, position) frames for detours, and a list of options or candidates that are being gathered.

Each instruction's operands are listed beside its `Op`. "pops" and "pushes" speak of the value stack, topmost
last. A *label* is an index into the same node's instructions.

Interpolation: the n expressions of a text are pushed in order; the instruction pops all n of them, formats
each (`values.format_value`) and hands them on as `substitutions`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeAlias

Value: TypeAlias = bool | float | str
"""A Yarn value. Numbers are always `float`, rounded to 32 bits where the language shows it; an enum's value
is its raw value (a float or a str)."""


class Op(IntEnum):
    """What one instruction does. Numbers are part of the saved format: never reuse one."""

    PUSH = 1  # value -- pushes it
    LOAD = 2  # variable name ("$x") -- pushes its value (a smart variable is evaluated)
    STORE = 3  # variable name -- pops a value into the variable
    POP = 4  # -- pops and drops
    CALL = 5  # function name, argument count -- pops the arguments, pushes the result
    OPERATE = (
        6  # operator -- pops one (neg, not) or two operands, pushes: + - * / % == != < <= > >= and or xor
    )
    JUMP = 7  # label
    JUMP_UNLESS = 8  # label -- pops a Bool, jumps if it is false
    LINE = 9  # line id, substitution count
    COMMAND = 10  # text with {0}, {1}… placeholders, substitution count
    OPTION = 11  # line id, substitution count, label of its body, has condition, once key or ""
    #   -- pops the condition first if there is one (pushed last), then the substitutions
    SHOW_OPTIONS = (
        12  # delivers the gathered options; on selection goes to the label, on "none" falls through
    )
    GOTO_NODE = 13  # node name, or "" to pop it -- `jump`: clears the frames
    DETOUR = 14  # node name, or "" to pop it
    RETURN = 15  # -- back to the caller, or stop if there is none
    STOP = 16
    CANDIDATE = (
        17  # content id, score, label, has condition, once key or "" -- pops the condition if there is one
    )
    SELECT = 18  # lets the strategy choose among the gathered candidates; goes to its label, or falls through
    ONCE_SEEN = 19  # once key -- pushes whether it is spent
    ONCE_SPEND = 20  # once key -- marks it spent


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step. `at` is the 1-based source line, for messages."""

    op: Op
    operands: tuple[Value | int, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node's code. A member of a group has its unique name (`Title.Subtitle`) and `group` = the title."""

    name: str
    code: tuple[Instruction, ...]
    headers: tuple[tuple[str, str], ...] = ()
    group: str = ""
    file: str = ""
    line: int = 0
    tracked: bool = True
    line_ids: tuple[str, ...] = ()  # the lines and options it may run

    def header(self, key: str) -> str:
        """Return the first header with that key, or an empty string."""
        return next((value for name, value in self.headers if name == key), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A node group's member. `condition` is code that pushes one Bool (empty: always)."""

    node: str
    score: int
    condition: tuple[Instruction, ...] = ()
    once: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A variable. A smart one has `smart`, code that pushes its value; its `default` only tells the type."""

    name: str
    type: str  # "number", "string", "bool" or the enum's name
    default: Value
    smart: tuple[Instruction, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumType:
    """An enum: its cases in order, with their raw values."""

    name: str
    cases: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInfo:
    """A line: its base text (with {0}… and markup), its hashtags without `#`, and where it stands."""

    text: str
    tags: tuple[str, ...] = ()
    node: str = ""
    file: str = ""
    line: int = 0
    shadows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A whole compiled project. Its `fingerprint` tells it from any other that does otherwise."""

    nodes: Mapping[str, Node]
    groups: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    enums: Mapping[str, EnumType] = field(default_factory=dict)
    lines: Mapping[str, LineInfo] = field(default_factory=dict)  # base language, by line id, in story order
    fingerprint: str = ""


def fingerprint(program: Program) -> str:
    """Return a hash of all but the texts: programs that share it can share saved states."""
    return hashlib.blake2b(_canonical(program).encode(), digest_size=8).hexdigest()


def _canonical(program: Program) -> str:
    def code(instructions: tuple[Instruction, ...]) -> list[Any]:
        return [[int(step.op), *step.operands] for step in instructions]

    plain = {
        "nodes": {name: [code(node.code), node.group] for name, node in program.nodes.items()},
        "groups": {
            title: [[member.node, member.score, code(member.condition), member.once] for member in members]
            for title, members in program.groups.items()
        },
        "declarations": {
            name: [variable.type, variable.default, code(variable.smart)]
            for name, variable in program.declarations.items()
        },
    }
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)
