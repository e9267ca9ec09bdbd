"""Ways into the story: a new reading, and the same one over again."""

from __future__ import annotations

from dataclasses import replace

from narrative.chance import Chance
from narrative.drama.book import Book
from narrative.drama.ending import Turn, play
from narrative.drama.reading import Over, Reading
from narrative.events import Language, Pace
from narrative.yarn.run.state import DialogueState


def begin(book: Book, *, language: Language, pace: Pace, seed: int) -> Turn:
    """Open a new reading and play it to its first stage. The same seed gives the same reading."""
    reading = Reading(
        book=book.id,
        language=language,
        pace=pace,
        stage=Over(),
        dialogue=DialogueState.fresh(seed=seed).to_plain(),
    )
    turn = play(book, reading, lambda performance: performance.start(book.manifest.start))
    return replace(turn, reading=replace(turn.reading, back=()))


def restart(book: Book, reading: Reading) -> Turn:
    """Begin anew in the same conversation: language, pace and all numbering go on, the rest is gone."""
    state = DialogueState.from_plain(reading.dialogue)
    seed = Chance(state.chance).bits()
    fresh = replace(
        Reading(
            book=book.id,
            language=reading.language,
            pace=reading.pace,
            stage=Over(),
            dialogue=DialogueState.fresh(seed=seed).to_plain(),
        ),
        turn=reading.turn,
        offer=reading.offer,
        offers=reading.offers,
        read_at=reading.read_at,
    )
    turn = play(book, fresh, lambda performance: performance.start(book.manifest.start))
    return replace(turn, reading=replace(turn.reading, back=()))
