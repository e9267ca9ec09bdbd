"""Reads tables of what readers say, a line each, with the act that is done by saying it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, SAFETY_ACTS

HARMLESS: Final = ""
"""What stands for the act of a line that only looks dangerous."""

_COLUMNS: Final = ("text", "act", "also")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """One line of a reader's, what he does by saying it, and perhaps a second act that it does too."""

    act: str
    text: str
    language: str
    also: str = ""


def read_exemplars(tsv: str, *, language: str, file: str) -> tuple[Exemplar, ...]:
    """Return the lines of a table with the columns text, act and perhaps also, or raise AuthorError."""
    return tuple(_exemplars(tsv, language, file, ACTS))


def read_dangers(tsv: str, *, language: str, file: str) -> tuple[Exemplar, ...]:
    """Return the lines of a table of dangerous lines, and of harmless ones, whose act is empty."""
    return tuple(_exemplars(tsv, language, file, (*SAFETY_ACTS, HARMLESS)))


def _exemplars(tsv: str, language: str, file: str, acts: Sequence[str]) -> Iterator[Exemplar]:
    head, *lines = tsv.removeprefix("\ufeff").splitlines() or [""]
    if tuple(head.split("\t"))[:2] != _COLUMNS[:2]:
        message = f"{file}:1: the table must begin with a heading: {', '.join(_COLUMNS)}, with tabs between"
        raise AuthorError(message)
    for number, line in enumerate(lines, start=2):
        text, act, also, *_ = [*line.split("\t"), "", ""]
        if not text.strip():
            continue
        for named in (act, also) if also else (act,):
            if named not in acts:
                message = f"{file}:{number}: there is no act {named!r}"
                raise AuthorError(message)
        yield Exemplar(act=act, text=text, language=language, also=also)
