"""Findings: how they are gathered and how they are shown."""

from __future__ import annotations

import pytest

from narrative.yarn.diagnostics import Diagnostic, Place, Report, Severity, render, source_lines


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
