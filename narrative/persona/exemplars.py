"""Reads tables of what readers say, a line each, with the act that is done by saying it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, SAFETY_ACTS

HARMLESS: Final = ""
"""What stands for the act of a line that only looks dangerous."""

PLACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bus_stop": "street",
        "cafe": "seated",
        "restaurant": "seated",
        "telephone": "telephone",
        "hotel": "private",
        "room": "private",
    }
)
"""What the exemplars call their scenes, and what kind of place each is."""

_NEEDED: Final = ("text", "act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """One line of a reader's, what he does by saying it, and perhaps a second act that it does too.

    `player` is who said it; `scene` and `asked` are where, and her line before, if they are known.
    """

    act: str
    text: str
    language: str
    also: str = ""
    player: str = ""
    scene: str = ""
    asked: str = ""


def read_exemplars(tsv: str, *, language: str, file: str) -> tuple[Exemplar, ...]:
    """Return the lines of a table with the columns text and act, and perhaps more, or raise AuthorError."""
    return tuple(_exemplars(tsv, language, file, ACTS))


def read_dangers(tsv: str, *, language: str, file: str) -> tuple[Exemplar, ...]:
    """Return the lines of a table of dangerous lines, and of those that only look it, whose act is empty."""
    return tuple(_exemplars(tsv, language, file, (*SAFETY_ACTS, HARMLESS)))


def _exemplars(tsv: str, language: str, file: str, acts: Sequence[str]) -> Iterator[Exemplar]:
    head, *lines = tsv.removeprefix("\ufeff").split("\n")
    columns = head.rstrip("\r").split("\t")
    if not set(_NEEDED) <= set(columns):
        message = f"{file}:1: the table must begin with a heading that has {' and '.join(_NEEDED)}, with tabs between"
        raise AuthorError(message)
    for number, line in enumerate(lines, start=2):
        row = dict(zip(columns, line.rstrip("\r").split("\t"), strict=False))
        if not row["text"].strip():
            continue
        for act in (row.get("act", ""), row.get("also") or row.get("act", "")):
            if act not in acts:
                message = f"{file}:{number}: there is no act {act!r}"
                raise AuthorError(message)
        known = {key: row.get(key, "") for key in ("also", "player", "scene", "asked")}
        yield Exemplar(text=row["text"], act=row["act"], language=language, **known)
