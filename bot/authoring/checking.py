"""Checks a work in every way we know: its scripts, its string tables and, if it is a book, its performance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bot.bookshelf import read_book
from bot.files import read_text
from bot.works import MANIFEST, Work, compile_work, definition_files, find, read_work
from narrative.drama.commands import COMMANDS
from narrative.drama.proof import proofread
from narrative.errors import AuthorError
from narrative.yarn.diagnostics import Diagnostic, Severity, graded
from narrative.yarn.lints.job import lint
from narrative.yarn.lints.rules import Rules
from narrative.yarn.program import Program
from narrative.yarn.strings import read_table
from narrative.yarn.translation import compare

_CODED: Final = re.compile(r"[^:]*: error (KD\d{4}): (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a work, in the order of its files and lines.

    Files are named so that they can be opened from here; `sources` are the texts of those that are scripts.
    """

    name: str
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    nodes: int = 0
    lines: int = 0


def check(named: str) -> Checked:
    """Check the script, project or book of that name; what cannot be read is a finding too."""
    try:
        with find(named) as path:
            near = path if path == Path(named) else _from_here(path)
            return _check(named, read_work(near), is_book=near.suffix != ".yarn")
    except AuthorError as error:
        return Checked(name=named, findings=(_unreadable(named, error),))


def _from_here(path: Path) -> Path:
    with suppress(ValueError):
        return path.relative_to(Path.cwd())
    return path


def _check(name: str, work: Work, *, is_book: bool) -> Checked:
    is_book = is_book and work.is_book
    compilation = compile_work(work)
    found = [*compilation.diagnostics, *lint(work.sources, _rules(work, is_book=is_book))]
    sound = not any(one.severity is Severity.ERROR for one in found)
    found += _missing_definitions(work)
    if compilation.program is not None:
        found += _check_tables(work, compilation.program)
    if is_book and sound:
        found += _proofread(work)
    return Checked(
        name=name,
        findings=tuple(sorted(_placed(graded(found, work.project.severities), work), key=_position)),
        sources={str(work.folder / file): text for file, text in work.sources.items()},
        nodes=len(compilation.program.nodes) if compilation.program else 0,
        lines=len(compilation.program.lines) if compilation.program else 0,
    )


def _rules(work: Work, *, is_book: bool) -> Rules:
    """Return what the lints must know. Our host obeys no others, and knows a book's speakers from its manifest."""
    ours = {name: command.definition for name, command in COMMANDS.items()}
    translated = work.project.localisation.keys() - {work.project.base_language}
    return Rules(
        is_book=is_book,
        start=work.project.start,
        commands=ours if is_book else {**work.definitions.commands, **ours},
        keeps_readings=is_book or bool(translated),
        characters=frozenset() if is_book else frozenset(work.project.characters),
    )


def _missing_definitions(work: Work) -> Iterator[Diagnostic]:
    for named in work.project.definitions:
        if not definition_files(work.folder, named):
            message = "the project names this file under `definitions`, and it is not there"
            yield replace(_unreadable(named, AuthorError(message)), severity=Severity.WARNING)


def _check_tables(work: Work, program: Program) -> Iterator[Diagnostic]:
    for language, entry in sorted(work.project.localisation.items()):
        if entry.strings and language != work.project.base_language:
            try:
                table = read_table(read_text(work.table(language)))
            except AuthorError as error:
                yield _unreadable(entry.strings, error)
            else:
                yield from compare(program, table.rows, file=entry.strings)


def _proofread(work: Work) -> Iterator[Diagnostic]:
    try:
        book = read_book(work.folder)
    except AuthorError as error:
        yield _unreadable(MANIFEST, error)
    else:
        yield from proofread(book)


def _unreadable(file: str, error: AuthorError) -> Diagnostic:
    """Return a finding for what was refused as a whole; some refusals have a code of their own."""
    message = "; ".join(str(error).splitlines())
    coded = _CODED.fullmatch(message)
    return Diagnostic(
        code=coded[1] if coded else "KD0200",
        severity=Severity.ERROR,
        message=coded[2] if coded else message,
        file=file,
        line=1,
        column=1,
    )


def _placed(found: tuple[Diagnostic, ...], work: Work) -> Iterator[Diagnostic]:
    """Name the files as they are found from here. The same may have been found twice."""
    for one in dict.fromkeys(found):
        yield replace(one, file=str(work.folder / one.file))


def _position(one: Diagnostic) -> tuple[str, int, int, str]:
    return one.file, one.line, one.column, one.code
