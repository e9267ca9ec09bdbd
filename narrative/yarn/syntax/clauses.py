"""What one line of a body turns into: whole statements, and the words that open, part and close blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from narrative.yarn.diagnostics import Place
from narrative.yarn.syntax.indentation import Mark
from narrative.yarn.syntax.tree import Case, Expression, Line, Statement


class Word(StrEnum):
    """A word that shapes a block."""

    IF = "if"
    ELSEIF = "elseif"
    ELSE = "else"
    ENDIF = "endif"
    ONCE = "once"
    ENDONCE = "endonce"
    ENUM = "enum"
    ENDENUM = "endenum"


@dataclass(frozen=True, slots=True)
class BlockWord:
    """Such a word, with its condition or, for an enum, its name."""

    word: Word
    place: Place
    condition: Expression | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """The line of an option (`->`) or of a line-group item (`=>`)."""

    symbol: str
    line: Line


Clause: TypeAlias = Mark | BlockWord | Arrow | Case | Statement
