"""A work's string tables, for its translators."""

from __future__ import annotations

from pathlib import Path

from bot.bookshelf import read_book
from bot.works import read_work
from narrative.yarn.strings import rows, write_table


def update_tables(folder: Path) -> tuple[Path, ...]:
    """Bring the string tables of the book in that folder up to its story, and return their files.

    New lines come in without a text, gone ones go, all stand in story order; no translation is changed.
    """
    work, book = read_work(folder), read_book(folder)
    files = []
    for language, table in book.tables.items():
        file = work.table(language)
        file.write_text(write_table(rows(book.program, language=language, known=table)), encoding="utf-8")
        files.append(file)
    return tuple(files)
