"""Keeps the string tables of a story's translations up to the story, and tells how they stand.

Theory of operation
-------------------
A row of a translation shows its translator two texts: `original`, which the story says now, and `text`. Its
`lock` tells which original the text was made for; the row is stale when that is not the one the story has now.

A translator confirms a stale row by taking the word "stale" out of `status`: the text then holds for the
original that stood beside it, and if the story has changed yet again meanwhile, the row is stale again. So a
table may be out with its translator for weeks, and nothing is confirmed that nobody has seen.

No text is ever changed or dropped, unless the author asks to have those of gone lines pruned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from narrative.yarn.diagnostics import Diagnostic, Place, Report
from narrative.yarn.program import LineInfo, Program
from narrative.yarn.strings import COLUMNS, TRANSLATION_COLUMNS, Row, Table, lock, placeholders

NO_TABLE: Final = Table(columns=TRANSLATION_COLUMNS)

_MARKER = re.compile(r"(?<!\\)\[\s*(/?)\s*([\w|]*)")
_SPEAKER = re.compile(r"((?:[^:\\\[]|\\.)+):")
_NO_WORDS = re.compile(r"(?<!\\)\[[^\]]*\]|\{[0-9]+\}")


class Status(StrEnum):
    """How a row stands with the story. Any other word in its cell is the translator's own."""

    DONE = ""
    NEW = "new"
    STALE = "stale"
    GONE = "gone"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a translation is, in lines and in words of the base language."""

    lines: int
    translated: int
    stale: int
    missing: int
    words: int
    words_translated: int

    @property
    def percent(self) -> float:
        """How many of a hundred lines are translated; 99.9 at most while one is not."""
        if self.translated == self.lines:
            return 100.0
        return min(99.9, 100 * self.translated / self.lines)


def extract(program: Program, comments: Mapping[str, str], *, language: str) -> Table:
    """Return the table of the base language. `comments` tells translators of a line, by its id."""
    rows = (
        replace(
            _placed(Row(id=line_id, text=info.text), info),
            language=language,
            comment=comments.get(line_id, ""),
        )
        for line_id, info in _lines(program).items()
    )
    return Table(columns=COLUMNS, rows=tuple(rows))


def update(
    program: Program, table: Table, comments: Mapping[str, str], *, language: str, prune: bool = False
) -> Table:
    """Return a translation's table brought up to the story, in the story's order.

    New lines come in without a text. Gone ones that hold a translator's work stay at the end until they come
    back, or go if they are to be pruned.
    """
    lines = _lines(program)
    known: dict[str, list[Row]] = {line_id: [] for line_id in lines}
    gone = []
    for row in table.rows:
        if row.id in lines:
            known[row.id].append(row)
        elif not prune and (row.text or any(row.extra)):
            gone.append(replace(row, status=Status.GONE, lock=_fitting(row)))
    rows = [
        replace(row, language=language, comment=row.comment or comments.get(line_id, ""))
        for line_id, info in lines.items()
        for row in _rows(line_id, info, known[line_id])
    ]
    return replace(table, columns=_columns(table.columns), rows=(*rows, *gone))


def status_of(row: Row, base: str) -> Status:
    """Return how a row stands with the text that the story has now."""
    if not row.text:
        return Status.NEW
    return Status.DONE if _fitting(row) in {"", lock(base)} else Status.STALE


def progress(program: Program, rows: Sequence[Row]) -> Progress:
    """Count what is done and what is to do."""
    lines = _lines(program)
    stands = dict.fromkeys(lines, Status.NEW) | {
        row.id: status_of(row, lines[row.id].text) for row in rows if row.id in lines and row.text
    }
    words = {line_id: _count_words(info.text) for line_id, info in lines.items()}
    counts = Counter(stands.values())
    return Progress(
        lines=len(lines),
        translated=counts[Status.DONE],
        stale=counts[Status.STALE],
        missing=counts[Status.NEW],
        words=sum(words.values()),
        words_translated=sum(words[line_id] for line_id, status in stands.items() if status is Status.DONE),
    )


def compare(program: Program, table: Sequence[Row], *, file: str = "strings.csv") -> tuple[Diagnostic, ...]:
    """Say where a table does not fit the story: what it lacks, has too much, has stale or has broken."""
    report = Report()
    lines = _lines(program)
    _compare_rows(table, lines, file, report)
    translated = {row.id for row in table if row.text}
    for line_id, info in lines.items():
        if line_id not in translated:
            place = Place(info.file, info.line, 1)
            report.warning("KD0021", f"`{line_id}` is not translated in {file}: {info.text}", place)
    return report.diagnostics()


def _lines(program: Program) -> dict[str, LineInfo]:
    return {line_id: info for line_id, info in program.lines.items() if not info.shadows}


def _columns(found: Sequence[str]) -> tuple[str, ...]:
    """Return the columns as they were found, with those that lack put where they usually stand."""
    columns = list(found)
    for before, column in pairwise(("", *TRANSLATION_COLUMNS)):
        if column not in columns:
            columns.insert(columns.index(before) + 1 if before else 0, column)
    return tuple(columns)


def _placed(row: Row, info: LineInfo) -> Row:
    return replace(row, file=info.file, node=info.node, line=str(info.line), lock=lock(info.text))


def _rows(line_id: str, info: LineInfo, known: Sequence[Row]) -> Iterator[Row]:
    """Yield a line's row, and after it the rows too many that hold another text for it."""
    first = next((row for row in known if row.text), known[0] if known else Row(id=line_id, text=""))
    yield _updated(first, info)
    for row in known:
        if row is not first and (row.text or any(row.extra)):
            yield replace(_updated(row, info), status=Status.DOUBLE)


def _updated(row: Row, info: LineInfo) -> Row:
    status = status_of(row, info.text)
    updated = replace(_placed(row, info), original=info.text, status=_shown(status, row.status))
    return replace(updated, lock=_fitting(row)) if status is Status.STALE else updated


def _shown(status: Status, word: str) -> str:
    """Return what to write of a status: a translator's own word stands, except on a stale row."""
    own = "" if _mark(word) else word
    return status if status is Status.STALE else own or status


def _mark(word: str) -> Status:
    """Return which mark of ours a status cell bears, if any."""
    plain = word.strip().lower()
    return next((status for status in Status if status == plain), Status.DONE)


def _fitting(row: Row) -> str:
    """Return the lock of the base text that a row's text holds for, or nothing if nobody has noted it."""
    confirmed = _mark(row.status) not in {Status.STALE, Status.GONE, Status.DOUBLE}
    if row.original and (confirmed or not row.lock):
        return lock(row.original)
    return row.lock


def _compare_rows(table: Sequence[Row], lines: Mapping[str, LineInfo], file: str, report: Report) -> None:
    seen: set[str] = set()
    for row in table:
        place = Place(file, max(1, row.number), 1)
        if row.id not in lines:
            _gone(row, place, report)
        elif row.id in seen:
            report.error("KD0027", f"`{row.id}` has more than one row. Keep one.", place)
        elif row.text:
            _compare_texts(row, lines[row.id].text, place, report)
        seen.add(row.id)


def _gone(row: Row, place: Place, report: Report) -> None:
    if _mark(row.status) is Status.GONE:
        report.info("KD0022", f"The story has no line `{row.id}` any more. Its translation is kept.", place)
    else:
        report.warning("KD0022", f"The story has no line `{row.id}`. Take the row out.", place)


def _compare_texts(row: Row, base: str, place: Place, report: Report) -> None:
    if status_of(row, base) is Status.STALE:
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


def _count_words(text: str) -> int:
    spoken = text.removeprefix(f"{_speaker(text)}:")
    return len(_NO_WORDS.sub("", spoken).split())


def _listed(numbers: frozenset[int]) -> str:
    return ", ".join(f"{{{number}}}" for number in sorted(numbers)) or "no placeholder"


def _markers(text: str) -> Counter[tuple[str, ...]]:
    return Counter(_MARKER.findall(text))


def _speaker(text: str) -> str:
    found = _SPEAKER.match(text)
    return found.group(1) if found else ""
