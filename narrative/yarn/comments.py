"""What a translator should know of a line and cannot see in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from narrative.yarn.diagnostics import Report
from narrative.yarn.program import Program
from narrative.yarn.written import Kind, Written, written_lines

# An escape, so that it is passed over; or `{…}`, in which a text may hold a brace.
_EXPRESSION = re.compile(r'\\.|\{((?:"(?:[^"\\]|\\.)*"|[^"}])*)\}')


def comments(program: Program, sources: Mapping[str, str]) -> dict[str, str]:
    """Return, by line id, that it is a button, what its placeholders stand for, its hashtags, its author's note."""
    ids = {(info.file, info.line): line_id for line_id, info in program.lines.items()}
    told = {
        ids[written.line.place.file, written.line.place.line]: "; ".join(_parts(written))
        for written in written_lines(sources, Report())
    }
    return {line_id: comment for line_id, comment in told.items() if comment}


def _parts(written: Written) -> Iterator[str]:
    if written.kind is Kind.OPTION:
        yield "a button"
    said = written.source[written.start : written.end]
    expressions = (found[1].strip() for found in _EXPRESSION.finditer(said) if found[1] is not None)
    for number, expression in enumerate(expressions):
        yield f"{{{number}}} is {expression}"
    for tag in written.line.tags:
        if not tag.text.startswith(("line:", "shadow:")):
            yield f"#{tag.text}"
    if written.comment:
        yield written.comment
