"""Follows a node's code without running it: what can be reached, and behind which choice it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrative.yarn.program import Instruction, Op

_GATHERED = {Op.SHOW_OPTIONS: Op.OPTION, Op.SELECT: Op.CANDIDATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The positions that can be reached, and whether the node's end is one of them."""

    reached: frozenset[int]
    runs_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What happens from position `first` up to `end` if the option or item with that line is chosen."""

    first: int
    end: int
    line_id: str


def follow(code: Sequence[Instruction]) -> Flow:
    """Return what can be reached from the beginning."""
    reached: set[int] = set()
    waiting = [0]
    while waiting:
        position = waiting.pop()
        if position not in reached:
            reached.add(position)
            if position < len(code):
                waiting.extend(_next(code, position))
    return Flow(reached=frozenset(reached - {len(code)}), runs_out=len(code) in reached)


def bodies(code: Sequence[Instruction]) -> tuple[Body, ...]:
    """Return the bodies of all options and items, each before those within it."""
    return tuple(body for position in range(len(code)) for body in _bodies_of(code, position))


def _next(code: Sequence[Instruction], position: int) -> Iterator[int]:
    step = code[position]
    match step.op:
        case Op.GOTO_NODE | Op.RETURN | Op.STOP:
            return
        case Op.JUMP:
            yield _label(step, 0)
        case Op.JUMP_UNLESS:
            yield _label(step, 0)
            yield position + 1
        case Op.SHOW_OPTIONS | Op.SELECT:
            choices = _choices(code, position)
            yield from (_label(choice, 2) for choice in choices)
            # Without a condition one of them can always be chosen.
            if all(choice.operands[3] for choice in choices):
                yield position + 1
        case _:
            yield position + 1


def _choices(code: Sequence[Instruction], position: int) -> list[Instruction]:
    """Return the options or candidates that have been gathered when they are shown or selected from."""
    before = next((at for at in range(position - 1, -1, -1) if code[at].op in _GATHERED), -1)
    return [step for step in code[before + 1 : position] if step.op is _GATHERED[code[position].op]]


def _bodies_of(code: Sequence[Instruction], position: int) -> Iterator[Body]:
    if code[position].op not in _GATHERED:
        return
    choices = _choices(code, position)
    # Behind the choosing stands the jump over all bodies, which follow one another.
    ends = [*(_label(choice, 2) for choice in choices[1:]), _label(code[position + 1], 0)]
    for choice, end in zip(choices, ends, strict=True):
        yield Body(first=_label(choice, 2), end=end, line_id=str(choice.operands[0]))


def _label(step: Instruction, operand: int) -> int:
    label = step.operands[operand]
    assert isinstance(label, int)
    return label
