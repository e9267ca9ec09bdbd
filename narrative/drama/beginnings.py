"""Ways into the story: a new reading, and the same one over again."""

from __future__ import annotations

from dataclasses import replace

from narrative.chance import Chance
from narrative.drama.book import Book
from narrative.drama.ending import Turn, play
from narrative.drama.reading import Over, Reading
from narrative.events import Language, Pace
from narrative.yarn.run.state import DialogueState


def opened(book: Book, *, language: Language, pace: Pace, seed: int) -> Reading:
    """Return a reading in which nothing has been played yet. The same seed gives the same reading."""
    state = DialogueState.fresh(seed=seed, strategy=book.manifest.saliency)
    return Reading(book=book.id, language=language, pace=pace, stage=Over(), dialogue=state.to_plain())


def begin(book: Book, *, language: Language, pace: Pace, seed: int) -> Turn:
    """Open a new reading and play it to its first stage."""
    return _played(book, opened(book, language=language, pace=pace, seed=seed))


def restart(book: Book, reading: Reading) -> Turn:
    """Begin anew in the same conversation: language, pace, consent and all numbering go on, the rest is gone."""
    seed = Chance(DialogueState.from_plain(reading.dialogue).chance).bits()
    fresh = replace(
        opened(book, language=reading.language, pace=reading.pace, seed=seed),
        turn=reading.turn,
        offer=reading.offer,
        offers=reading.offers,
        read_at=reading.read_at,
        consent=reading.consent,
    )
    return _played(book, fresh)


def _played(book: Book, reading: Reading) -> Turn:
    """Play to the first stage, from which there is no way back."""
    turn = play(book, reading, lambda performance: performance.start(book.manifest.start))
    return replace(turn, reading=replace(turn.reading, back=()))
