"""What an expression can name: the pattern of a jump's target, made by running code on patterns.

Theory of operation
-------------------
Expressions have no branches, so a node's code can be gone through once, with a stack of patterns instead of
values. A constant is the pattern of itself; an enum's variable one of its cases; a text that only constants are
stored in, one of those; `+` puts patterns together; all else can be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from narrative.yarn.program import Instruction, Op, Program
from narrative.yarn.values import format_value

ANYTHING: Final = ".*"
_DEEPEST: Final = 20  # smart variables within smart variables
_UNARY: Final = frozenset({"neg", "not"})


class Targets:
    """Reads the targets of the jumps and detours in a program's code."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._stored = _stored_constants(program)
        self._variable = lru_cache(maxsize=None)(self._variable_pattern)

    def of(self, code: Sequence[Instruction]) -> Iterator[tuple[int, str]]:
        """Yield the position of every jump and detour, with the pattern that its target matches."""
        stack: list[str] = []
        for position, step in enumerate(code):
            if step.op in (Op.GOTO_NODE, Op.DETOUR):
                name = str(step.operands[0])
                yield position, re.escape(name) if name else _pop(stack, 1)[0]
            else:
                self._run(step, stack, depth=0)

    def _run(self, step: Instruction, stack: list[str], *, depth: int) -> None:
        match step.op:
            case Op.PUSH:
                stack.append(re.escape(format_value(_value(step))))
            case Op.LOAD:
                stack.append(self._variable(str(step.operands[0]), depth))
            case Op.ONCE_SEEN:
                stack.append(ANYTHING)
            case Op.CALL:
                arguments = _pop(stack, _count(step, 1))
                stack.append(arguments[0] if step.operands[0] == "string" and arguments else ANYTHING)
            case Op.OPERATE:
                taken = _pop(stack, 1 if step.operands[0] in _UNARY else 2)
                stack.append("".join(taken) if step.operands[0] == "+" else ANYTHING)
            case Op.STORE | Op.POP | Op.JUMP_UNLESS:
                _pop(stack, 1)
            case Op.LINE | Op.COMMAND:
                _pop(stack, _count(step, 1))
            case Op.OPTION:
                _pop(stack, _count(step, 1) + bool(step.operands[3]))
            case Op.CANDIDATE:
                _pop(stack, int(bool(step.operands[3])))
            case _:
                pass

    def _variable_pattern(self, name: str, depth: int) -> str:
        variable = self._program.declarations.get(name)
        if variable is None or depth > _DEEPEST:
            return ANYTHING
        if variable.smart:
            stack: list[str] = []
            for step in variable.smart:
                self._run(step, stack, depth=depth + 1)
            return _pop(stack, 1)[0]
        if variable.type in self._program.enums:
            return _one_of(format_value(raw) for _, raw in self._program.enums[variable.type].cases)
        constants = self._stored.get(name)
        return _one_of(sorted({format_value(variable.default), *constants})) if constants else ANYTHING


def _stored_constants(program: Program) -> dict[str, set[str]]:
    """Return the constants of every variable that the story stores nothing else in."""
    stored: dict[str, set[str]] = {}
    computed: set[str] = set()
    for node in program.nodes.values():
        for before, step in pairwise(node.code):
            if step.op is Op.STORE:
                name = str(step.operands[0])
                stored.setdefault(name, set())
                if before.op is Op.PUSH:
                    stored[name].add(format_value(_value(before)))
                else:
                    computed.add(name)
    return {name: constants for name, constants in stored.items() if name not in computed}


def _one_of(texts: Iterator[str] | Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, texts))})"


def _pop(stack: list[str], count: int) -> list[str]:
    """Take so many patterns off the stack; what it lacks could be anything."""
    taken = stack[len(stack) - count :] if count else []
    del stack[len(stack) - len(taken) :]
    return [ANYTHING] * (count - len(taken)) + taken


def _value(step: Instruction) -> bool | float | str:
    return step.operands[0]


def _count(step: Instruction, operand: int) -> int:
    count = step.operands[operand]
    assert isinstance(count, int)
    return count
