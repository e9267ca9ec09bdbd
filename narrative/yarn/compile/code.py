"""Writes one node's instructions, with labels that may be used before they are set."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.yarn.program import Instruction, Op, Value


@dataclass(frozen=True, slots=True)
class Label:
    """A place in the code that is still to be written."""

    number: int


class Code:
    """Instructions in the making."""

    def __init__(self) -> None:
        self._steps: list[tuple[Op, tuple[Value | Label, ...], int]] = []
        self._positions: dict[Label, int] = {}
        self._labels = 0

    def emit(self, op: Op, *operands: Value | Label, at: int) -> None:
        self._steps.append((op, operands, at))

    def label(self) -> Label:
        """Return a new label; `mark` sets it."""
        self._labels += 1
        return Label(self._labels)

    def mark(self, label: Label) -> None:
        """Let the label stand for the next instruction."""
        self._positions[label] = len(self._steps)

    def instructions(self) -> tuple[Instruction, ...]:
        """Return the code, every label replaced by its position."""
        return tuple(
            Instruction(op, tuple(self._resolved(operand) for operand in operands), at)
            for op, operands, at in self._steps
        )

    def _resolved(self, operand: Value | Label) -> Value | int:
        return self._positions[operand] if isinstance(operand, Label) else operand
