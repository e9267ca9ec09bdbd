"""The words of an expression, and the source lines they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from narrative.yarn.diagnostics import Place

_SYMBOLS = "\u200d\u20e3\ufe0f\u2190-\u2bff\U0001f000-\U0001faff"
IDENTIFIER = rf"(?:[^\W\d]|[{_SYMBOLS}])(?:\w|[{_SYMBOLS}])*"
"""A name: a letter, `_` or a pictograph first, then digits too. No spaces, dots or hyphens."""


class TokenKind(Enum):
    NUMBER = auto()
    STRING = auto()
    VARIABLE = auto()
    NAME = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    kind: TokenKind
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One physical line of a file, without its line end."""

    file: str
    number: int
    text: str

    def place(self, start: int, end: int | None = None) -> Place:
        """Return where the characters from `start` up to `end` stand (one character, if no end is given)."""
        length = 1 if end is None else max(1, min(end, len(self.text)) - start)
        return Place(self.file, self.number, start + 1, length)
