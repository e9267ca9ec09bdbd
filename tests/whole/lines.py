"""Whose a shown row is: every row that a reader of one language can be shown, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from narrative.cues import LETTER, MASK
from narrative.drama.book import Book
from narrative.drama.controls import LANGUAGE_NAMES
from narrative.drama.lines import say
from narrative.drama.reading import Shown
from narrative.events import Language
from narrative.phrases import PHRASES, Phrase

_SLOT = "\ue000"
_SLOTS = (_SLOT,) * 4


def rows(messages: Iterable[str]) -> list[str]:
    """Return the rows of some messages, without empty ones."""
    return [row.strip() for text in messages for row in text.split("\n") if row.strip()]


class Lines:
    """What can be shown in one language."""

    def __init__(self, book: Book, language: Language) -> None:
        said = [say(book, language, Shown(line_id=line, substitutions=_SLOTS)) for line in book.program.lines]
        names = {names[language] for names in book.manifest.speakers.values()}
        echo = f"{book.name(language, MASK)}: {_SLOT}"
        phrases = [re.sub(r"\{\w+\}", _SLOT, text) for text in PHRASES[language].values()]
        about = [words[language] for words in (book.manifest.title, book.manifest.about, book.manifest.notes)]
        tail = [f"{text} {PHRASES[language][Phrase.RECAP_LAST]}" for text in phrases]
        outside = rows((*phrases, *tail, *about, *LANGUAGE_NAMES.values()))
        self._hers = _patterns(line.text for line in said if line.speaker in {"She", LETTER})
        self._all = _patterns([line.text for line in said] + outside + [echo, *filter(None, names)])

    def strangers(self, shown: Iterable[str]) -> list[str]:
        """Return the rows that this language does not have."""
        return [row for row in rows(shown) if not self._all.fullmatch(row)]

    def hers(self, shown: Iterable[str]) -> list[str]:
        """Return her rows, in order."""
        return [row for row in rows(shown) if self._hers.fullmatch(row)]


def repeated(said: Sequence[str]) -> list[str]:
    """Return what was said more than once."""
    return sorted({row for row in said if said.count(row) > 1})


def _patterns(texts: Iterable[str]) -> re.Pattern[str]:
    known = {re.escape(text.strip()).replace(_SLOT, ".*") for text in texts if text.strip(f" {_SLOT}")}
    return re.compile("|".join(f"(?:{one})" for one in sorted(known)))
