"""A program goes through JSON and comes back the same; anything else is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import StateError
from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.compiled import FORMAT, from_plain, to_plain
from narrative.yarn.program import Declaration, Instruction, Node, Op, Program

SCRIPTS = sorted(Path(__file__).parent.glob("*/*.yarn"))


def sent(program: Program) -> Program:
    return from_plain(json.loads(json.dumps(to_plain(program), allow_nan=False)))


def compiled(script: Path) -> Program | None:
    source = {script.name: script.read_bytes().decode("utf-8-sig")}
    signatures = upstream.DECLARED.signatures()
    return compile_project(source, signatures=signatures, infers_functions=True).program


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_program_comes_back_the_same(script: Path) -> None:
    if program := compiled(script):
        assert program == sent(program)


def test_numbers_that_json_does_not_know_come_back_too() -> None:
    code = (Instruction(Op.PUSH, (float("inf"),), 1), Instruction(Op.PUSH, (float("-inf"),), 2))
    default = Declaration(name="$x", type="number", default=float("inf"))
    program = Program(nodes={"N": Node(name="N", code=code)}, declarations={"$x": default})
    assert program == sent(program)


def test_a_program_of_another_format_is_refused() -> None:
    plain = to_plain(Program(nodes={}))
    with pytest.raises(StateError, match=f"not a compiled program of format {FORMAT}"):
        from_plain({**plain, "format": FORMAT + 1})


PLAIN = to_plain(
    Program(nodes={"N": Node(name="N", code=(Instruction(Op.LINE, ("line:a", 0), 3),), line_ids=("line:a",))})
)


@pytest.mark.parametrize("key", sorted(PLAIN.keys() - {"format"}))
def test_a_program_that_lacks_a_part_is_refused(key: str) -> None:
    with pytest.raises(StateError, match="wrong shape"):
        from_plain({name: part for name, part in PLAIN.items() if name != key})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@given(anything)
def test_anything_else_is_refused(plain: Any) -> None:
    with pytest.raises(StateError):
        from_plain(plain)


@given(st.sampled_from(sorted(PLAIN.keys() - {"format", "fingerprint"})), anything)
def test_whatever_stands_in_a_part_is_read_or_refused(key: str, part: Any) -> None:
    try:
        from_plain({**PLAIN, key: part})
    except StateError as refused:
        assert "wrong shape" in str(refused)  # noqa: PT017
