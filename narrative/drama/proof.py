"""Proofreading a book in every language: what a compiler cannot know and a reader would stumble over."""

from __future__ import annotations

from collections.abc import Iterator

from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.reading import Shown
from narrative.drama.tags import tags_of
from narrative.events import Language
from narrative.persona.acts import ACTS
from narrative.yarn.diagnostics import Diagnostic, Severity
from narrative.yarn.program import LineInfo, Op
from narrative.yarn.translation import compare

LABEL_LENGTH = 40
LINE_LENGTH = 280


def proofread(book: Book) -> tuple[Diagnostic, ...]:
    """Return everything worth mending, in story order."""
    return (*_translations(book), *_lengths(book), *_suggestions(book), *_speakers(book))


def _translations(book: Book) -> Iterator[Diagnostic]:
    for table in book.tables.values():
        yield from compare(book.program, table)


def _lengths(book: Book) -> Iterator[Diagnostic]:
    labels = _labels(book)
    for line_id, line in book.program.lines.items():
        limit = LABEL_LENGTH if line_id in labels else LINE_LENGTH
        for language in Language:
            length = len(say(book, language, Shown(line_id=line_id)).text)
            if length > limit:
                kind = "a button's label" if line_id in labels else "a line"
                yield _warning(
                    "KD0110",
                    f"{line_id} has {length} characters in {language.value}: {kind} may have {limit}.",
                    line,
                )


def _labels(book: Book) -> frozenset[str]:
    options = {
        str(step.operands[0])
        for node in book.program.nodes.values()
        for step in node.code
        if step.op is Op.OPTION
    }
    suggestions = {line_id for line_id, line in book.program.lines.items() if tags_of(line).suggests}
    return frozenset(options | suggestions)


def _suggestions(book: Book) -> Iterator[Diagnostic]:
    for line_id, line in book.program.lines.items():
        act = tags_of(line).suggests
        if act and act not in ACTS:
            yield _error("KD0111", f"{line_id} suggests the act {act!r}, which does not exist.", line)


def _speakers(book: Book) -> Iterator[Diagnostic]:
    known = book.manifest.speakers
    for line_id, line in book.program.lines.items():
        for language in Language:
            speaker = say(book, language, Shown(line_id=line_id)).speaker
            if speaker not in known:
                yield _error(
                    "KD0112",
                    f"{line_id} is spoken by {speaker!r} in {language.value}, whom book.yml does not know; "
                    "a colon in prose is written \\:",
                    line,
                )


def _warning(code: str, message: str, line: LineInfo) -> Diagnostic:
    return _found(code, Severity.WARNING, message, line)


def _error(code: str, message: str, line: LineInfo) -> Diagnostic:
    return _found(code, Severity.ERROR, message, line)


def _found(code: str, severity: Severity, message: str, line: LineInfo) -> Diagnostic:
    return Diagnostic(
        code=code, severity=severity, message=message, file=line.file, line=line.line, column=1, length=1
    )
