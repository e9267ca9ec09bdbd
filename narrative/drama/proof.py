"""Proofreading a book in every language: what a compiler cannot know and a reader would stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.reading import Shown
from narrative.drama.tags import seconds_in, tags_of
from narrative.events import Language
from narrative.persona.acts import ACTS, DEFLECT
from narrative.yarn.definitions import words_of
from narrative.yarn.diagnostics import Diagnostic, Severity
from narrative.yarn.program import Instruction, LineInfo, Op, Value

LABEL_LENGTH: Final = 40
LINE_LENGTH: Final = 280

_HEARD: Final = frozenset({"$act", "$also"})
_UNDERSTOOD: Final = frozenset({*ACTS, DEFLECT, ""})


def proofread(book: Book) -> tuple[Diagnostic, ...]:
    """Return everything worth mending, kind by kind."""
    return (
        *_lengths(book),
        *_pauses(book),
        *_suggestions(book),
        *_speakers(book),
        *_listeners(book),
        *_acts(book),
    )


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


def _pauses(book: Book) -> Iterator[Diagnostic]:
    for line_id, line in book.program.lines.items():
        for tag in line.tags:
            name, _, value = tag.partition(":")
            if name == "pause" and seconds_in(value) is None:
                yield _warning(
                    "KD0114", f"{line_id} pauses for {value!r}, which is no number of seconds.", line
                )


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


def _listeners(book: Book) -> Iterator[Diagnostic]:
    titles = {node.group or name for name, node in book.program.nodes.items()}
    known = book.manifest.speakers.keys() | book.persona.context.keys()
    for step, file in _steps(book):
        words = words_of(str(step.operands[0])) if step.op is Op.COMMAND else []
        who = words[1] if words[:1] == ["listen"] and len(words) > 1 else ""
        if who and who not in known and not any(title.startswith(f"{who}_") for title in titles):
            message = (
                f"Nobody is called {who!r}: book.yml has no such speaker, the persona no such context, and no "
                f"node's name begins with `{who}_`."
            )
            yield _at("KD0115", Severity.WARNING, message, file, step.at)


def _acts(book: Book) -> Iterator[Diagnostic]:
    """Find acts that the script waits for in vain, because nothing is ever understood as them."""
    for code, file in _codes(book):
        for first, second, last in zip(code, code[1:], code[2:], strict=False):
            if last.op is Op.OPERATE and last.operands[0] in ("==", "!="):
                for loaded, pushed in ((first, second), (second, first)):
                    act = _compared(loaded, pushed)
                    if act not in _UNDERSTOOD:
                        yield _at(
                            "KD0113",
                            Severity.WARNING,
                            f"`{loaded.operands[0]}` is never {act!r}: no such act exists.",
                            file,
                            last.at,
                        )


def _compared(loaded: Instruction, pushed: Instruction) -> Value | int:
    if loaded.op is Op.LOAD and loaded.operands[0] in _HEARD and pushed.op is Op.PUSH:
        return pushed.operands[0]
    return ""


def _steps(book: Book) -> Iterator[tuple[Instruction, str]]:
    return ((step, node.file) for node in book.program.nodes.values() for step in node.code)


def _codes(book: Book) -> Iterator[tuple[tuple[Instruction, ...], str]]:
    """Yield all code with its file: of the nodes, and of the conditions of groups' members."""
    nodes = book.program.nodes
    members = chain.from_iterable(book.program.groups.values())
    yield from ((node.code, node.file) for node in nodes.values())
    yield from ((member.condition, nodes[member.node].file) for member in members)


def _warning(code: str, message: str, line: LineInfo) -> Diagnostic:
    return _at(code, Severity.WARNING, message, line.file, line.line)


def _error(code: str, message: str, line: LineInfo) -> Diagnostic:
    return _at(code, Severity.ERROR, message, line.file, line.line)


def _at(code: str, severity: Severity, message: str, file: str, line: int) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=message, file=file, line=line, column=1)
