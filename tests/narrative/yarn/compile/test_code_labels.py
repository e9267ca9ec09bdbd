"""Labels: places in code that are used before they are known."""

from __future__ import annotations

from narrative.yarn.compile.code import Code
from narrative.yarn.program import Instruction, Op


def test_a_label_is_replaced_by_the_position_it_was_set_at() -> None:
    code = Code()
    end, start = code.label(), code.label()
    code.mark(start)
    code.emit(Op.JUMP, end, at=1)
    code.emit(Op.STOP, at=2)
    code.mark(end)
    code.emit(Op.JUMP, start, at=3)
    assert (
        Instruction(Op.JUMP, (2,), 1),
        Instruction(Op.STOP, (), 2),
        Instruction(Op.JUMP, (0,), 3),
    ) == code.instructions()


def test_a_label_may_stand_behind_the_last_instruction() -> None:
    code = Code()
    end = code.label()
    code.emit(Op.JUMP, end, at=1)
    code.mark(end)
    assert (Instruction(Op.JUMP, (1,), 1),) == code.instructions()


def test_several_labels_may_stand_at_one_place_beside_plain_operands() -> None:
    code = Code()
    one, two = code.label(), code.label()
    code.emit(Op.OPTION, "line:a", 0, one, True, "", at=1)
    code.emit(Op.OPTION, "line:b", 2, two, False, "line:b", at=2)
    code.mark(one)
    code.mark(two)
    assert (
        Instruction(Op.OPTION, ("line:a", 0, 2, True, ""), 1),
        Instruction(Op.OPTION, ("line:b", 2, 2, False, "line:b"), 2),
    ) == code.instructions()
