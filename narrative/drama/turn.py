"""A turn: one event's whole consequence. `begin` opens a reading, `advance` takes one turn in it.

Theory of operation
-------------------
The story is at a *stage*: a choice is open, somebody listens, or it is over. A *menu* (restart, language,
pace, what was meant, consent, care) may lie over it. An event is either an act in the story, which plays it
on to its next stage, or an aside, which leaves the story where it is and only answers. Either way the turn
ends with controls, so that no reader is ever left without a way on. Every set of controls has an offer
number; a press with another number is stale and gets a kind answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from narrative.drama import asides
from narrative.drama.act_names import is_name
from narrative.drama.beginnings import begin
from narrative.drama.book import Book
from narrative.drama.editions import from_checkpoint, in_this_edition
from narrative.drama.ending import Turn, aside
from narrative.drama.menus import asked
from narrative.drama.moves import care, chose, edited, heeded, in_danger, said, went_on, woken
from narrative.drama.reading import Reading
from narrative.errors import StateError
from narrative.events import (
    Asked,
    Chose,
    Command,
    Edited,
    Misplaced,
    ReaderEvent,
    Said,
    SentOther,
    WentOn,
    Woke,
)
from narrative.phrases import Phrase

__all__ = ["Turn", "advance", "begin"]


def advance(book: Book, reading: Reading, event: ReaderEvent, *, now: datetime) -> Turn:
    """Take one turn. Nothing but the arguments is read, and nothing leaves but the result."""
    if reading.book != book.id:
        message = f"this is a reading of {reading.book!r}, not of {book.id!r}"
        raise StateError(message)
    here = in_this_edition(book, reading)
    if isinstance(event, Woke):
        return woken(book, here or reading, event)
    away_since, turn = reading.read_at, reading.turn + 1
    if here is None:
        moved = from_checkpoint(book, replace(reading, turn=turn, read_at=now.isoformat()))
        return heeded(book, moved, event.text if isinstance(event, Said | Edited) else "")
    reading = replace(here, turn=turn, read_at=now.isoformat())
    match event:
        case Said():
            return said(book, reading, event.text)
        case WentOn():
            return went_on(book, reading)
        case Chose():
            return chose(book, reading, event)
        case Asked(command=Command.MEANT, argument=words) if not is_name(words) and in_danger(
            book, reading, words
        ):
            return care(book, reading, Phrase.SELF_HARM)
        case Asked():
            return asked(book, reading, event, away_since, now)
        case SentOther():
            return aside(book, reading, asides.notice(reading, Phrase.TEXT_ONLY))
        case Edited():
            return edited(book, reading, event.text)
        case Misplaced():
            return aside(book, reading, asides.notice(reading, Phrase.UNKNOWN_COMMAND))
        case _:
            assert_never(event)
