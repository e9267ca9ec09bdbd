"""What the bot needs of a story, and a book as such a story; a reading crosses as the text it is kept as."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from narrative.cues import Cue, Listen, Offer
from narrative.drama.book import Book
from narrative.drama.controls import controls
from narrative.drama.editions import in_this_edition
from narrative.drama.misses import Miss
from narrative.drama.moves import heeded
from narrative.drama.reading import Reading, from_plain, to_plain
from narrative.drama.turn import Turn, advance, begin
from narrative.errors import StateError
from narrative.events import Language, Pace, ReaderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one event led to: the reading as it stands now, in the form it is kept in, and what to show.

    `misses` are lines to keep for the author.
    """

    state: str
    language: Language
    pace: Pace
    turn: int
    cues: tuple[Cue, ...]
    misses: tuple[Miss, ...] = ()


class Story(Protocol):
    """Raises StateError for a state that this version cannot read, and anything at all when it is broken."""

    def begin(self, *, language: Language, pace: Pace, seed: int, said: str = "") -> Told:
        """Open a reading and play it to its first stop. `said` opened it, and is heard only for danger."""
        ...

    def advance(self, state: str, event: ReaderEvent, *, now: datetime) -> Told:
        """Take one turn."""
        ...

    def controls(self, state: str) -> Offer | Listen:
        """Return what the reader can do where the reading stands."""
        ...


class BookStory:
    """A compiled book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def begin(self, *, language: Language, pace: Pace, seed: int, said: str = "") -> Told:
        """Open a reading and play it to its first stop. `said` opened it, and is heard only for danger."""
        opened = begin(self._book, language=language, pace=pace, seed=seed)
        return _told(heeded(self._book, opened, said))

    def advance(self, state: str, event: ReaderEvent, *, now: datetime) -> Told:
        """Take one turn."""
        return _told(advance(self._book, _reading(state), event, now=now))

    def controls(self, state: str) -> Offer | Listen:
        """Return what the reader can do where the reading stands."""
        reading = _reading(state)
        here = in_this_edition(self._book, reading)
        return controls(self._book, here) if here else Listen(offer=reading.offer)


def _told(turn: Turn) -> Told:
    return Told(
        state=json.dumps(to_plain(turn.reading), ensure_ascii=False, separators=(",", ":")),
        language=turn.reading.language,
        pace=turn.reading.pace,
        turn=turn.reading.turn,
        cues=turn.cues,
        misses=turn.misses,
    )


def _reading(state: str) -> Reading:
    try:
        plain = json.loads(state)
    except ValueError:
        plain = None
    if not isinstance(plain, dict):
        message = "this reading is not a JSON object"
        raise StateError(message)
    return from_plain(plain)
