"""A work's string tables, for its translators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.files import read_exactly, write_whole
from bot.works import Work, program_of
from narrative.errors import AuthorError
from narrative.yarn.comments import comments
from narrative.yarn.diagnostics import Diagnostic
from narrative.yarn.program import Program
from narrative.yarn.strings import Table, read_table, write_table
from narrative.yarn.translation import NO_TABLE, Progress, compare, extract, progress, update


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What became of one language's table."""

    language: str
    file: Path
    written: bool
    progress: Progress


def base_table(work: Work) -> str:
    """Return the table of the language that the work is written in, as CSV."""
    program = program_of(work)
    table = extract(program, comments(program, work.sources), language=work.project.base_language)
    return write_table(table)


def update_tables(work: Work, *, prune: bool = False) -> tuple[Updated, ...]:
    """Bring the tables of all translations up to the story. A file that is up to date is not touched."""
    program = program_of(work)
    _refuse_unnamed_lines(program)
    told = comments(program, work.sources)
    return tuple(
        _write(work, language, table, update(program, table, told, language=language, prune=prune), program)
        for language, table in _tables(work)
    )


def check_tables(work: Work) -> dict[str, tuple[Diagnostic, ...]]:
    """Return what is to be mended in each language's table."""
    program = program_of(work)
    return {
        language: compare(program, table.rows, file=work.project.localisation[language].strings)
        for language, table in _tables(work)
    }


def measure_tables(work: Work) -> dict[str, Progress]:
    """Return how far each translation is."""
    program = program_of(work)
    return {language: progress(program, table.rows) for language, table in _tables(work)}


def _tables(work: Work) -> Iterator[tuple[str, Table]]:
    """Yield the table of every translation, an empty one where there is no file yet."""
    named = {language: entry for language, entry in work.project.localisation.items() if entry.strings}
    languages = sorted(named.keys() - {work.project.base_language})
    if not languages:
        message = f"{work.folder}: the project names no string table under `localisation`"
        raise AuthorError(message)
    for language in languages:
        file = work.table(language)
        yield language, read_table(read_exactly(file)) if file.exists() else NO_TABLE


def _write(work: Work, language: str, old: Table, new: Table, program: Program) -> Updated:
    file = work.table(language)
    differs = new != old or not file.exists()
    if differs:
        write_whole(file, write_table(new))
    return Updated(language=language, file=file, written=differs, progress=progress(program, new.rows))


def _refuse_unnamed_lines(program: Program) -> None:
    unnamed = [
        info
        for info in program.lines.values()
        if not info.shadows and not any(tag.startswith("line:") for tag in info.tags)
    ]
    if unnamed:
        first = unnamed[0]
        message = (
            f"{first.file}:{first.line}: {len(unnamed)} lines have no `#line:` id, so their translations "
            "would be lost with the next edit. Give them ids with `kedok tag` first."
        )
        raise AuthorError(message)
