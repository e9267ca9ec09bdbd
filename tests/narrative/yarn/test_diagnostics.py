"""Findings: how they are gathered and how they are shown."""

from __future__ import annotations

import pytest

from narrative.yarn.diagnostics import Diagnostic, Place, Report, Severity, graded, render, source_lines


def finding(**changes: object) -> Diagnostic:
    plain = {
        "code": "YS0005",
        "severity": Severity.ERROR,
        "message": "Expected a text.",
        "file": "a.yarn",
        "line": 2,
        "column": 5,
        "length": 3,
    }
    return Diagnostic(**{**plain, **changes})  # type: ignore[arg-type]


def test_a_finding_is_shown_with_its_line_and_a_caret() -> None:
    assert ("a.yarn:2:5: error YS0005: Expected a text.\n    one two three\n        ^^^") == render(
        finding(), "zero\none two three\nfour"
    )


def test_a_tab_before_it_stays_a_tab_below() -> None:
    shown = render(finding(column=3, length=1), "zero\n\tx yes")
    assert "    \tx yes\n    \t ^" == shown.split("\n", 1)[1]


@pytest.mark.parametrize(
    ("expected", "line", "column", "length"),
    [
        ("    ^", "one", 1, 1),
        ("         ^^", "晩上 { x", 4, 2),
        ("    ^^^^", "晩上", 1, 2),
        ("       ^", "🙂 x", 3, 1),
        ("    ^^", "🙂 x", 1, 1),
        ("     ^", "e\u0301x", 3, 1),
        ("    \t   ^", "\t晩 x", 4, 1),
        ("       ^", "one", 4, 1),
        ("    ^", "\u0301", 1, 1),
    ],
)
def test_the_caret_stands_under_its_character(expected: str, line: str, column: int, length: int) -> None:
    """Wide characters take two columns of a terminal, and combining ones none."""
    shown = render(finding(line=1, column=column, length=length), line).split("\n")
    assert expected == shown[2]


def test_what_would_move_the_cursor_is_shown_as_a_sign() -> None:
    shown = render(finding(line=1, column=1, length=1, message="`\x1b` is odd."), "\x1b[2J\x00\ud800")
    assert "a.yarn:1:1: error YS0005: `\ufffd` is odd.\n    \ufffd[2J\ufffd\ufffd\n    ^" == shown


def test_a_grade_changes_what_is_no_error() -> None:
    bad, mild = finding(), finding(code="YS0003", severity=Severity.WARNING)
    assert (bad,) == graded([bad, mild], {"YS0003": "none", "YS0005": "none"})
    assert (bad, finding(code="YS0003", severity=Severity.ERROR)) == graded([bad, mild], {"YS0003": "error"})


def test_the_byte_order_mark_takes_no_column() -> None:
    assert "    one\n    ^" == render(finding(line=1, column=1, length=1), "\ufeffone").split("\n", 1)[1]


@pytest.mark.parametrize("line", [0, 4])
def test_a_line_that_is_not_there_is_left_out(line: int) -> None:
    shown = render(finding(line=line, severity=Severity.WARNING), "a\nb\nc")
    assert f"a.yarn:{line}:5: warning YS0005: Expected a text." == shown


def test_a_report_sorts_its_findings_and_tells_each_once() -> None:
    report = Report()
    report.warning("YS0003", "late", Place("b.yarn", 1, 1))
    report.info("YS0010", "middle", Place("a.yarn", 9, 4))
    report.info("YS0010", "early", Place("a.yarn", 9, 2))
    report.info("YS0010", "early", Place("a.yarn", 9, 2))
    assert ["early", "middle", "late"] == [found.message for found in report.diagnostics()]
    assert 0 == report.errors


def test_only_an_error_fails_a_report() -> None:
    report = Report()
    report.error("YS0005", "wrong", Place("a.yarn", 2, 5, 3))
    assert 1 == report.errors
    assert (finding(message="wrong"),) == report.diagnostics()


@pytest.mark.parametrize("source", ["a\nb\n", "a\r\nb\r\n", "a\rb\r", "\ufeffa\nb\n"])
def test_any_line_end_ends_a_line(source: str) -> None:
    assert ["a", "b", ""] == source_lines(source)
