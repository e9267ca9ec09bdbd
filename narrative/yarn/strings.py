"""String tables: the CSV files that hold a story's lines for translators, one row a line.

A table may lag behind its story: a row keeps in `lock` what the base text was when it was translated, so a
later change of that text shows. Extra columns are left alone, and rows are written in story order.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import Diagnostic, Place, Report
from narrative.yarn.program import LineInfo, Program

COLUMNS: Final = ("language", "id", "text", "file", "node", "lineNumber", "lock", "comment")
_NEEDED: Final = frozenset({"id", "text"})

_PLACEHOLDER = re.compile(r"\{([0-9]{1,4})\}")
_MARKER = re.compile(r"(?<!\\)\[\s*(/?)\s*([\w|]*)")
_SPEAKER = re.compile(r"((?:[^:\\\[]|\\.)+):")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line in one language. `number` is the row's first line in its file, or 0."""

    id: str
    text: str
    language: str = ""
    file: str = ""
    node: str = ""
    line: str = ""
    lock: str = ""
    comment: str = ""
    number: int = 0


def read_table(csv_text: str) -> Mapping[str, str]:
    """Return the texts by line id. A row without a text says nothing: the base text stands in for it."""
    return {row.id: row.text for row in read_rows(csv_text) if row.text}


def read_rows(csv_text: str) -> tuple[Row, ...]:
    """Return the rows of a table; raise AuthorError if it is none."""
    reader = csv.reader(io.StringIO(csv_text.removeprefix("\ufeff"), newline=""))
    try:
        header = next(reader, [])
        _check_header(header)
        table: list[Row] = []
        number = reader.line_num + 1
        for fields in reader:
            if fields:
                table.append(_row_of(dict(zip(header, fields, strict=False)), number))
            number = reader.line_num + 1
    except csv.Error as error:
        message = f"The string table cannot be read at line {reader.line_num}: {error}"
        raise AuthorError(message) from error
    return tuple(table)


def rows(program: Program, *, language: str, known: Sequence[Row] = ()) -> tuple[Row, ...]:
    """Return a row for every line of the story, with the texts, locks and comments that are known so far."""
    by_id = {row.id: row for row in known}
    return tuple(
        _row(line_id, info, language, by_id.get(line_id))
        for line_id, info in program.lines.items()
        if not info.shadows
    )


def write_table(table: Iterable[Row]) -> str:
    """Return the rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table:
        writer.writerow((row.language, row.id, row.text, row.file, row.node, row.line, row.lock, row.comment))
    return out.getvalue()


def lock(text: str) -> str:
    """Return what a row keeps of the base text it translates."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def placeholders(text: str) -> frozenset[int]:
    """Return which expressions a text shows: the n of every {n}."""
    return frozenset(int(number) for number in _PLACEHOLDER.findall(text))


def compare(program: Program, table: Sequence[Row], *, file: str = "strings.csv") -> tuple[Diagnostic, ...]:
    """Say where a table does not fit the story: what it lacks, has too much, has stale or has broken."""
    report = Report()
    lines = {line_id: info for line_id, info in program.lines.items() if not info.shadows}
    _compare_rows(table, lines, file, report)
    translated = {row.id for row in table if row.text}
    for line_id, info in lines.items():
        if line_id not in translated:
            place = Place(info.file, info.line, 1)
            report.warning("KD0021", f"`{line_id}` is not translated in {file}: {info.text}", place)
    return report.diagnostics()


def _check_header(header: Sequence[str]) -> None:
    if not set(header) >= _NEEDED:
        message = "The string table has no header with the columns `id` and `text`."
        raise AuthorError(message)


def _row_of(cells: Mapping[str, str], number: int) -> Row:
    return Row(
        id=cells.get("id", ""),
        text=cells.get("text", ""),
        language=cells.get("language", ""),
        file=cells.get("file", ""),
        node=cells.get("node", ""),
        line=cells.get("lineNumber", ""),
        lock=cells.get("lock", ""),
        comment=cells.get("comment", ""),
        number=number,
    )


def _row(line_id: str, info: LineInfo, language: str, known: Row | None) -> Row:
    translated = known is not None and known.text != ""
    return Row(
        id=line_id,
        text=known.text if known else "",
        language=language,
        file=info.file,
        node=info.node,
        line=str(info.line),
        # The lock of a translation tells of the text that was translated, which may be an older one.
        lock=known.lock if known and translated else lock(info.text),
        comment=known.comment if known else "",
    )


def _compare_rows(table: Sequence[Row], lines: Mapping[str, LineInfo], file: str, report: Report) -> None:
    seen: set[str] = set()
    for row in table:
        place = Place(file, max(1, row.number), 1)
        if row.id in seen:
            report.error("KD0027", f"`{row.id}` has more than one row. Keep one.", place)
        elif row.id not in lines:
            report.warning("KD0022", f"The story has no line `{row.id}`. Take the row out.", place)
        elif row.text:
            _compare_texts(row, lines[row.id].text, place, report)
        seen.add(row.id)


def _compare_texts(row: Row, base: str, place: Place, report: Report) -> None:
    if row.lock and row.lock != lock(base):
        report.warning(
            "KD0023", f"`{row.id}` has changed since it was translated. It now reads: {base}", place
        )
    if placeholders(row.text) != placeholders(base):
        report.error(
            "KD0024", f"`{row.id}` must show {_listed(placeholders(base))}, as the story does.", place
        )
    if _markers(row.text) != _markers(base):
        report.error("KD0025", f"`{row.id}` does not have the same markup as in the story: {base}", place)
    if _speaker(row.text) != _speaker(base):
        report.error(
            "KD0026",
            f"`{row.id}` must begin with the speaker's id as in the story: {_speaker(base)!r}.",
            place,
        )


def _listed(numbers: frozenset[int]) -> str:
    return ", ".join(f"{{{number}}}" for number in sorted(numbers)) or "no placeholder"


def _markers(text: str) -> Counter[tuple[str, ...]]:
    return Counter(_MARKER.findall(text))


def _speaker(text: str) -> str:
    found = _SPEAKER.match(text)
    return found.group(1) if found else ""
