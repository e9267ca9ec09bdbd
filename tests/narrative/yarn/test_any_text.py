"""Whatever the texts are, compiling them gives a program or says why not, at places that are in them.

`make fuzz` tries the same with many more texts.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.diagnostics import Diagnostic, Report, Severity, render, source_lines
from narrative.yarn.program import Op
from narrative.yarn.syntax.parser import parse
from tests.narrative.yarn.anything import FILES, PROJECTS
from tests.narrative.yarn.compile.compiling import SIGNATURES


@settings(deadline=None)
@given(PROJECTS, st.booleans(), st.sampled_from([2, 4]))
def test_any_project_compiles_or_says_why_not(sources: dict[str, str], infers: bool, version: int) -> None:
    compilation = compile_project(
        sources, signatures=SIGNATURES, infers_functions=infers, version=version, requires_declarations=infers
    )
    failed = any(found.severity is Severity.ERROR for found in compilation.diagnostics)
    assert failed == (compilation.program is None)
    assert _labels_lie_within(compilation)
    for found in compilation.diagnostics:
        assert _lies_within(found, sources[found.file])
        assert render(found, sources[found.file]).startswith(f"{found.file}:{found.line}:{found.column}: ")


@settings(deadline=None)
@given(PROJECTS)
def test_the_order_of_the_files_does_not_matter(sources: dict[str, str]) -> None:
    turned = dict(reversed(sources.items()))
    assert compile_project(sources, signatures=SIGNATURES) == compile_project(turned, signatures=SIGNATURES)


@settings(deadline=None)
@given(FILES)
def test_the_kind_of_line_ends_does_not_matter(text: str) -> None:
    text = text.replace("\r", "").lstrip("\ufeff")
    assert _parsed(text) == _parsed(text.replace("\n", "\r\n"))
    assert _parsed(text) == _parsed("\ufeff" + text.replace("\n", "\r"))


def _parsed(text: str) -> object:
    report = Report()
    return parse("a.yarn", text, report), report.diagnostics()


def _lies_within(found: Diagnostic, source: str) -> bool:
    lines = source_lines(source)
    if not 1 <= found.line <= len(lines):
        return False
    length = len(lines[found.line - 1])
    at_the_end = found.column == length + 1 and found.length == 1
    return at_the_end or (1 <= found.column and 1 <= found.length <= length - found.column + 1)


def _labels_lie_within(compilation: Compilation) -> bool:
    nodes = compilation.program.nodes.values() if compilation.program else ()
    return all(
        0 <= operand <= len(each.code)
        for each in nodes
        for step in each.code
        for operand in step.operands
        if step.op in (Op.JUMP, Op.JUMP_UNLESS) and isinstance(operand, int)
    )
