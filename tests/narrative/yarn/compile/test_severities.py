"""How bad a project wants a finding to be."""

from __future__ import annotations

from narrative.yarn.compile.job import Compilation, compile_project
from tests.narrative.yarn.compile.compiling import node

UNDECLARED = node("<<set $x = 1>>")


def graded(script: str, **severities: str) -> Compilation:
    return compile_project({"a.yarn": script}, signatures={}, severities=severities)


def found(compilation: Compilation) -> list[tuple[str, str]]:
    return [(one.code, str(one.severity)) for one in compilation.diagnostics]


def test_a_warning_may_be_silenced() -> None:
    compilation = graded(UNDECLARED, YS0003="none")
    assert [] == found(compilation)
    assert compilation.program == graded(UNDECLARED).program


def test_a_warning_may_be_mere_information() -> None:
    assert [("YS0003", "info")] == found(graded(UNDECLARED, YS0003="info"))


def test_a_warning_may_be_an_error_and_then_there_is_no_program() -> None:
    compilation = graded(UNDECLARED, YS0003="error")
    assert [("YS0003", "error")] == found(compilation)
    assert compilation.program is None


def test_information_may_be_a_warning() -> None:
    assert [("YS0010", "warning")] == found(graded(node("<<declare $x = 1>>"), YS0010="warning"))


def test_an_error_stays_one() -> None:
    for grade in ("none", "info", "warning"):
        compilation = graded(node("<<jump Nowhere>>"), YS0012=grade)
        assert [("YS0012", "error")] == found(compilation)
        assert compilation.program is None


def test_a_code_that_is_not_named_stays_as_it_is() -> None:
    assert [("YS0003", "warning")] == found(graded(UNDECLARED, YS0010="none"))
