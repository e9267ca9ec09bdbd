"""Checks that the markup of every line can be read."""

from __future__ import annotations

import re

from narrative.yarn.compile.strings import LineTable
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.markup import MarkupError, parse_strictly
from narrative.yarn.strings import placeholders

_CHOOSING = re.compile(r"(?<!\\)\[\s*(?:select|plural|ordinal)\b")


def check_markup(lines: LineTable, report: Report) -> None:
    """Warn of each line with wrong markup: it would be shown as it is written."""
    for place, line_id in lines.ids.items():
        _check(lines.infos[line_id].text, place, report)


def _check(text: str, place: Place, report: Report) -> None:
    try:
        # What stands in for {0} is not known yet, so neither is what a `[select]` with it would choose.
        parse_strictly(_CHOOSING.sub("[choosing", text) if placeholders(text) else text)
    except MarkupError as error:
        report.warning(
            "YS0063",
            f"This line's markup cannot be read: {error}. The line will be shown as it is written. "
            r"For a plain bracket write `\[`.",
            place,
        )
