"""What the compiler finds wrong with a story, told so that its author can mend it.

Codes that begin with YS are Yarn Spinner's own; those that begin with KD are this project's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
        self.failed = False

    def error(self, code: str, message: str, place: Place) -> None:
        self.failed = True
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


def render(diagnostic: Diagnostic, source: str) -> str:
    """Return `file:line:column: error YS0005: …` with that line of `source` and a caret under it."""
    head = (
        f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}: "
        f"{diagnostic.severity} {diagnostic.code}: {diagnostic.message}"
    )
    lines = source_lines(source)
    if not 1 <= diagnostic.line <= len(lines):
        return head
    line = lines[diagnostic.line - 1]
    before = line[: diagnostic.column - 1]
    # A tab stays a tab, so that the caret stands under its character however wide tabs are shown.
    margin = "".join("\t" if character == "\t" else " " for character in before)
    return f"{head}\n    {line}\n    {margin}{'^' * max(1, diagnostic.length)}"


def source_lines(text: str) -> list[str]:
    """Split a source into its lines: without a byte-order mark, whatever kind of line ends it has."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _position(found: Diagnostic) -> tuple[str, int, int, str, str]:
    return found.file, found.line, found.column, found.code, found.message
