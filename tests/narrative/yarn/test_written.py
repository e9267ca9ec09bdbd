"""The lines of a story as they stand in its scripts."""

from __future__ import annotations

from narrative.yarn.diagnostics import Report
from narrative.yarn.written import Kind, written_lines

SCRIPT = r"""title: Start
---
She: Good evening. // low
<<wait 1>> // not a line
-> Go {$x} <<if $y>> #slow #line:go   // {1} https:
    Gone.\//
    <<if $y>>
        Far.
    <<endif>>
=> Rain
<<once>> Said after a command.
<<endonce>>
===
"""


def found(**sources: str) -> list[tuple[str, str, str, str]]:
    return [
        (written.kind, written.node.title, written.source[written.start : written.end], written.comment)
        for written in written_lines(sources, Report())
    ]


def test_every_line_is_found_with_its_comment() -> None:
    assert [
        (Kind.LINE, "Start", "She: Good evening.", "low"),
        (Kind.OPTION, "Start", "-> Go {$x} <<if $y>> #slow #line:go", "{1} https:"),
        (Kind.LINE, "Start", r"Gone.\//", ""),
        (Kind.LINE, "Start", "Far.", ""),
        (Kind.ITEM, "Start", "=> Rain", ""),
        (Kind.LINE, "Start", "Said after a command.", ""),
    ] == found(one=SCRIPT)


def test_files_come_in_the_order_of_their_names_however_their_lines_end() -> None:
    script = "\ufefftitle: {}\r\n---\r\n\tOne. \t\r\n===\r\n"
    assert [(Kind.LINE, "A", "One.", ""), (Kind.LINE, "B", "One.", "")] == found(
        b=script.format("B"), a=script.format("A")
    )


def test_what_is_wrong_is_reported_and_the_rest_found() -> None:
    report = Report()
    script = "title: Start\n---\nOne {\nTwo\n===\n"
    assert ["Two"] == [line.line.template.text for line in written_lines({"one": script}, report)]
    assert [("one", 3)] == [(found.file, found.line) for found in report.diagnostics()]
