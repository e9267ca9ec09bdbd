"""Checks that the markup of every line can be read."""

from __future__ import annotations

from narrative.yarn.compile.strings import LineTable
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.markup import MarkupError, parse_strictly
from narrative.yarn.strings import placeholders


def check_markup(lines: LineTable, report: Report) -> None:
    """Warn of each line with wrong markup: it would be shown as it is written.

    A line with expressions is left alone, since they may be part of its markup.
    """
    for place, line_id in lines.ids.items():
        text = lines.infos[line_id].text
        if not placeholders(text):
            _check(text, place, report)


def _check(text: str, place: Place, report: Report) -> None:
    try:
        parse_strictly(text)
    except MarkupError as error:
        report.warning(
            "YS0063", f"This line's markup cannot be read, so it will be shown as written: {error}.", place
        )
