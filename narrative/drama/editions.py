"""A reading whose book was edited since: it goes on at its own place, or else from its last checkpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from narrative.drama import asides
from narrative.drama.book import Book
from narrative.drama.ending import Turn, play
from narrative.drama.reading import (
    Choosing,
    Listening,
    Option,
    Over,
    Reading,
    Shown,
    Stage,
    options_of,
    with_same_way_back,
)
from narrative.phrases import Phrase
from narrative.yarn.run.migration import relocated, remembered
from narrative.yarn.run.state import DialogueState
from narrative.yarn.strings import placeholders


def in_this_edition(book: Book, reading: Reading) -> Reading | None:
    """Return the reading at its own place in the book as it is now, or None if that place is gone."""
    if reading.program == book.fingerprint:
        return reading
    state = relocated(DialogueState.from_plain(reading.dialogue), book.program)
    if state is None:
        return None
    stage = _stage(book, reading.stage, state)
    if len(options_of(stage)) < len(options_of(reading.stage)):
        # The buttons in the chat have other numbers now: a press on them must count as stale.
        number = reading.offers + 1
        reading = replace(reading, offer=number, offers=number)
    carried = replace(
        reading,
        stage=stage,
        page=tuple(_still_there(book, reading.page)),
        recap=_recap(book, reading),
        checkpoint=reading.checkpoint if reading.checkpoint in book.program.nodes else "",
        dialogue=state.to_plain(),
    )
    return with_same_way_back(carried, reading)


def from_checkpoint(book: Book, reading: Reading) -> Turn:
    """Go on from the last checkpoint, with all that is remembered, and say so."""
    state = remembered(DialogueState.from_plain(reading.dialogue), book.program)
    node = reading.checkpoint if reading.checkpoint in book.program.nodes else book.manifest.start
    moved = replace(
        reading, dialogue=state.to_plain(), recap=_recap(book, reading), page=(), menu=None, back=()
    )
    turn = play(book, moved, lambda performance: performance.start(node))
    cues = (*asides.notice(reading, Phrase.BOOK_CHANGED), *turn.cues)
    return replace(turn, reading=replace(turn.reading, back=()), cues=cues)


def _stage(book: Book, stage: Stage, state: DialogueState) -> Stage:
    match stage:
        case Choosing(options=options):
            places = {option.line_id: index for index, option in enumerate(state.options)}
            kept = [option for option in options if option.line.line_id in places]
            return Choosing(
                options=tuple(replace(option, index=places[option.line.line_id]) for option in kept)
            )
        case Listening(options=options):
            return replace(stage, options=tuple(_known(book, options)))
        case Over():
            return stage


def _known(book: Book, options: Iterable[Option]) -> Iterable[Option]:
    return (option for option in options if list(_still_there(book, (option.line,))))


def _still_there(book: Book, lines: Iterable[Shown]) -> Iterable[Shown]:
    """Yield the lines that can still be shown with what was put into them."""
    known = book.program.lines
    for shown in lines:
        line = known.get(shown.line_id)
        if line is not None and len(placeholders(line.text)) <= len(shown.substitutions):
            yield shown


def _recap(book: Book, reading: Reading) -> tuple[str, ...]:
    return tuple(line for line in reading.recap if line in book.program.lines)
