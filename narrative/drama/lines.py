"""From a line of the script to a line the reader sees: text in their language, speaker, emphasis."""

from __future__ import annotations

import re
from functools import lru_cache

from narrative.cues import Say, Span
from narrative.drama.book import Book
from narrative.drama.reading import Shown
from narrative.drama.tags import tags_of
from narrative.events import Language
from narrative.yarn.markup import MarkupResult, escape, parse

NARRATOR = "Narrator"

_SPANS = frozenset({"i", "b", "quote"})
_PLACEHOLDER = re.compile(r"\{(\d+)\}", re.ASCII)


def say(book: Book, language: Language, shown: Shown) -> Say:
    """Return the line as the reader sees it.

    Substitutions may hold the reader's own words, so they are escaped: they are data, never markup.
    """
    if not shown.substitutions:
        return _fixed(book, language, shown.line_id)
    return _read(book, language, shown.line_id, shown.substitutions)


def whole(book: Book, language: Language, shown: Shown) -> str:
    """Return the line's text with its speaker before it, as the script has it, in that language."""
    return _parsed(book, language, shown.line_id, shown.substitutions).text


@lru_cache(maxsize=4096)
def _fixed(book: Book, language: Language, line_id: str) -> Say:
    """Most lines never change, and every turn shows its buttons more than once."""
    return _read(book, language, line_id, ())


def _read(book: Book, language: Language, line_id: str, substitutions: tuple[str, ...]) -> Say:
    result = _parsed(book, language, line_id, substitutions)
    character = next((one for one in result.attributes if one.name == "character"), None)
    speaker = str(character.properties["name"]) if character else NARRATOR
    cut = character.length if character else 0
    spans = tuple(
        Span(kind=one.name, start=one.position - cut, length=one.length)
        for one in result.attributes
        if one.name in _SPANS and one.length
    )
    return Say(
        speaker=speaker,
        name=book.name(language, speaker),
        text=result.text[cut:],
        spans=spans,
        pause=tags_of(book.program.lines[line_id]).pause,
    )


def _parsed(book: Book, language: Language, line_id: str, substitutions: tuple[str, ...]) -> MarkupResult:
    return parse(_filled(book.text(language, line_id), substitutions), language=language.value)


def _filled(template: str, substitutions: tuple[str, ...]) -> str:
    """Fill {0}, {1}… in one pass, so that a substitution that looks like a placeholder stays as it is."""

    def value(match: re.Match[str]) -> str:
        index = int(match[1])
        return escape(substitutions[index]) if index < len(substitutions) else match[0]

    return _PLACEHOLDER.sub(value, template)
