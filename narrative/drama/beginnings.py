"""Ways into the story: a new reading, the same one over again, and one whose story was edited under it."""

from __future__ import annotations

from dataclasses import replace

from narrative.chance import Chance
from narrative.drama import asides
from narrative.drama.book import Book
from narrative.drama.ending import Turn, play
from narrative.drama.reading import Over, Reading
from narrative.events import Language, Pace
from narrative.phrases import Phrase
from narrative.yarn.run.state import DialogueState


def begin(book: Book, *, language: Language, pace: Pace, seed: int) -> Turn:
    """Open a new reading and play it to its first stage. The same seed gives the same reading."""
    reading = Reading(
        book=book.id,
        fingerprint=book.fingerprint,
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
            fingerprint=book.fingerprint,
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


def moved(book: Book, reading: Reading) -> Turn:
    """The story was edited under this reading: go back to its last checkpoint and say so."""
    old = DialogueState.from_plain(reading.dialogue)
    known = {name: value for name, value in old.variables.items() if name in book.program.declarations}
    state = DialogueState(
        chance=old.chance,
        strategy=old.strategy,
        variables=known,
        once=old.once,
        visits=old.visits,
        views=old.views,
    )
    node = reading.checkpoint if reading.checkpoint in book.program.nodes else book.manifest.start
    recap = tuple(line for line in reading.recap if line in book.program.lines)
    moved = replace(
        reading,
        fingerprint=book.fingerprint,
        dialogue=state.to_plain(),
        recap=recap,
        page=(),
        menu=None,
        back=(),
    )
    turn = play(book, moved, lambda performance: performance.start(node))
    cues = (*asides.notice(reading, Phrase.BOOK_CHANGED), *turn.cues)
    return replace(turn, reading=replace(turn.reading, back=()), cues=cues)
