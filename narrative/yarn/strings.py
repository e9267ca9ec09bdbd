"""String tables: the CSV files that hold a story's lines for translators, one row a line.

A table is read by the names of its columns, however they are ordered, and written as it was found: with the same
delimiter, line ends and byte-order mark, and with the columns that are not ours.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from narrative.errors import AuthorError

COLUMNS: Final = ("language", "id", "text", "file", "node", "lineNumber", "lock", "comment")
"""The columns of the base language's table, which are upstream's."""
TRANSLATION_COLUMNS: Final = (*COLUMNS[:2], "original", "text", "status", *COLUMNS[3:])
"""Those of a translation: beside its text, what it translates and how it stands with that."""

_NEEDED: Final = frozenset({"id", "text"})
_DELIMITERS: Final = ",;\t"  # spreadsheets in many countries, Indonesia among them, write semicolons

_PLACEHOLDER = re.compile(r"\{([0-9]{1,4})\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line in one language.

    `lock` tells which base text it translates; `extra` are the cells of the columns that are not ours; `number`
    is the row's first line in its file, or 0.
    """

    id: str
    text: str
    language: str = ""
    original: str = ""
    status: str = ""
    file: str = ""
    node: str = ""
    line: str = ""
    lock: str = ""
    comment: str = ""
    extra: tuple[str, ...] = ()
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A whole table, and how its file is written."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    mark: str = ""
    delimiter: str = ","
    line_end: str = "\n"


def read_rows(csv_text: str) -> tuple[Row, ...]:
    """Return the rows of a table; raise AuthorError if it is none."""
    return read_table(csv_text).rows


def read_table(csv_text: str) -> Table:
    """Read a table; raise AuthorError if it is none."""
    plain = csv_text.removeprefix("\ufeff")
    first = plain.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    (_, header), *records = _records(plain, delimiter) or [(1, [])]
    if not set(header) >= _NEEDED:
        message = "The string table has no header with the columns `id` and `text`."
        raise AuthorError(message)
    width = max(len(cells) for cells in [header, *(cells for _, cells in records)])
    columns = (*header, *[""] * (width - len(header)))
    return Table(
        columns=columns,
        rows=tuple(_row(columns, cells, number) for number, cells in records),
        mark="\ufeff" if plain != csv_text else "",
        delimiter=delimiter,
        line_end="\r\n" if first.endswith("\r") else "\n",
    )


def write_table(table: Table) -> str:
    """Return a table as CSV."""
    records = [table.columns, *(tuple(_cells(table.columns, row)) for row in table.rows)]
    lines = (table.delimiter.join(_quoted(cell) for cell in record) for record in records)
    return table.mark + "".join(line + table.line_end for line in lines)


def lock(text: str) -> str:
    """Return what a row keeps of the base text it translates."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def placeholders(text: str) -> frozenset[int]:
    """Return which expressions a text shows: the n of every {n}."""
    return frozenset(int(number) for number in _PLACEHOLDER.findall(text))


def _records(plain: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the cells of every row that has any, each with the number of its first line."""
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    number = 1
    try:
        for cells in reader:
            if any(cells):
                records.append((number, cells))
            number = reader.line_num + 1
    except csv.Error as error:
        message = f"The string table cannot be read at line {reader.line_num}: {error}"
        raise AuthorError(message) from error
    return records


def _row(columns: Sequence[str], cells: Sequence[str], number: int) -> Row:
    ours: dict[str, str] = {}
    extra: list[str] = []
    for column, cell in zip_longest(columns, cells, fillvalue=""):
        if column in TRANSLATION_COLUMNS and column not in ours:
            ours[column] = cell
        else:  # not ours, without a heading, or a second one of that name
            extra.append(cell)
    return Row(
        id=ours["id"],
        text=ours["text"],
        language=ours.get("language", ""),
        original=ours.get("original", ""),
        status=ours.get("status", ""),
        file=ours.get("file", ""),
        node=ours.get("node", ""),
        line=ours.get("lineNumber", ""),
        lock=ours.get("lock", ""),
        comment=ours.get("comment", ""),
        extra=tuple(extra),
        number=number,
    )


def _cells(columns: Sequence[str], row: Row) -> Iterator[str]:
    """Yield a row's cells in the order of the columns: the reverse of `_row`."""
    ours = {
        "language": row.language,
        "id": row.id,
        "original": row.original,
        "text": row.text,
        "status": row.status,
        "file": row.file,
        "node": row.node,
        "lineNumber": row.line,
        "lock": row.lock,
        "comment": row.comment,
    }
    extra = iter(row.extra)
    for column in columns:
        yield ours.pop(column) if column in ours else next(extra, "")


def _quoted(cell: str) -> str:
    # By hand, as the module csv leaves some cells with a lone carriage return unquoted.
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',;\t"\r\n') else cell
