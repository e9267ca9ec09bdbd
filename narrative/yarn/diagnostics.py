"""What the compiler finds wrong with a story, told so that its author can mend it.

Codes that begin with YS are Yarn Spinner's own; those that begin with KD are this project's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How bad it is. Any error means that there is no program."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one source line. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        """Say where it is, within a message."""
        return f"line {self.line} of {self.file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: what was open, what was expected, and how to mend it."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int
    column: int
    length: int = 1


class LineError(Exception):
    """One line cannot be understood further. Raised and caught within the compiler, never beyond it."""

    def __init__(self, code: str, message: str, place: Place) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place


class Report:
    """Gathers the findings of all passes over the whole project."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}
        self.errors = 0

    def error(self, code: str, message: str, place: Place) -> None:
        self.errors += 1
        self._add(Severity.ERROR, code, message, place)

    def warning(self, code: str, message: str, place: Place) -> None:
        self._add(Severity.WARNING, code, message, place)

    def info(self, code: str, message: str, place: Place) -> None:
        self._add(Severity.INFO, code, message, place)

    def line_error(self, error: LineError) -> None:
        self.error(error.code, error.message, error.place)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return every finding once, in the order of the sources."""
        return tuple(sorted(self._found, key=_position))

    def _add(self, severity: Severity, code: str, message: str, place: Place) -> None:
        finding = Diagnostic(
            code=code,
            severity=severity,
            message=message,
            file=place.file,
            line=place.line,
            column=place.column,
            length=place.length,
        )
        self._found[finding] = None


GRADES: Final = ("none", *Severity)
"""What a project may want of a code: how bad it is, or that it is not told at all."""


def graded(found: Iterable[Diagnostic], severities: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return findings as a project wants them: each code of `severities` in its grade, or not at all.

    An error stays one: without it the story would not become right, only the author would not hear of it.
    """
    return tuple(_graded(found, severities))


def _graded(found: Iterable[Diagnostic], severities: Mapping[str, str]) -> Iterator[Diagnostic]:
    for finding in found:
        grade = severities.get(finding.code, finding.severity)
        if finding.severity is Severity.ERROR:
            yield finding
        elif grade != "none":
            yield replace(finding, severity=Severity(grade))


def render(diagnostic: Diagnostic, source: str) -> str:
    """Return `file:line:column: error YS0005: …` with that line of `source` and a caret under it."""
    head = (
        f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}: "
        f"{diagnostic.severity} {diagnostic.code}: {_printable(diagnostic.message)}"
    )
    lines = source_lines(source)
    if not 1 <= diagnostic.line <= len(lines):
        return head
    line, start = lines[diagnostic.line - 1], diagnostic.column - 1
    # A tab stays a tab, so that the caret stands under its character however wide tabs are shown.
    margin = "".join("\t" if character == "\t" else " " * _width(character) for character in line[:start])
    carets = "^" * max(1, sum(map(_width, line[start : start + diagnostic.length])))
    return f"{head}\n    {_printable(line)}\n    {margin}{carets}"


def explain(page: str, code: str) -> str | None:
    """Return the entry of a code in the page `diagnostics.md`, or nothing if it has none."""
    found = re.search(rf"^## {re.escape(code)} — .*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0].strip() if found else None


def _width(character: str) -> int:
    """Return how many columns a terminal gives a character."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _printable(text: str) -> str:
    """Return the text with a sign for each character that would move or break what is printed."""
    return "".join(
        "\ufffd" if character != "\t" and unicodedata.category(character) in ("Cc", "Cs") else character
        for character in text
    )


def source_lines(text: str) -> list[str]:
    """Split a source into its lines: without a byte-order mark, whatever kind of line ends it has."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _position(found: Diagnostic) -> tuple[str, int, int, str, str]:
    return found.file, found.line, found.column, found.code, found.message
