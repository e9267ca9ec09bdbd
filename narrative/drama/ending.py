"""How every turn ends: with something shown, and with controls, so that no reader is left without a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from narrative.cues import MASK, Close, Cue, Retire, Say, Wake
from narrative.drama import asides
from narrative.drama.book import Book
from narrative.drama.controls import controls
from narrative.drama.lines import say
from narrative.drama.misses import Miss, misses_of
from narrative.drama.performance import Performance, Spoken
from narrative.drama.reading import Listening, Menu, Over, Reading, with_way_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one event led to: the reading as it stands, what to show, and why (without the reader's words).

    `misses` are lines to keep for the author, as the reader allows it.
    """

    reading: Reading
    cues: tuple[Cue, ...]
    trace: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()


def play(book: Book, reading: Reading, act: Callable[[Performance], None]) -> Turn:
    """Take an act in the story: play on to the next stage."""
    performance = Performance(book, reading)
    act(performance)
    played = performance.run()
    number = reading.offers + 1
    played = with_way_back(replace(played, offer=number, offers=number, menu=None), reading)
    said = (_cue(book, spoken) for spoken in performance.spoken)
    cues: list[Cue] = [*retired(reading), *said, controls(book, played)]
    match played.stage:
        case Listening(patience=patience) if patience > 0:
            cues.append(Wake(turn=played.turn, seconds=patience))
        case Over():
            cues.append(Close())
        case _:
            pass
    misses = misses_of(book, played) if played.consent else ()
    return Turn(reading=played, cues=tuple(cues), trace=tuple(performance.trace), misses=misses)


def _cue(book: Book, spoken: Spoken) -> Say:
    line = say(book, spoken.language, spoken.line)
    if not spoken.by_mask:
        return line
    return replace(line, speaker=MASK, name=book.name(spoken.language, MASK), pause=0.0)


def aside(book: Book, reading: Reading, cues: tuple[Cue, ...]) -> Turn:
    """Answer from outside the story, which stays where it is; its buttons move down to the newest message."""
    shown = cues or asides.page(book, reading)
    return Turn(reading=reading, cues=(*retired(reading), *shown, controls(book, reading)))


def with_menu(
    reading: Reading, kind: str, cues: tuple[Cue, ...], acts: tuple[str, ...] = ()
) -> tuple[Reading, tuple[Cue, ...]]:
    retired = () if reading.menu is None else (Retire(offer=reading.menu.offer),)
    number = reading.offers + 1
    opened = replace(reading, menu=Menu(kind=kind, offer=number, acts=acts), offers=number)
    return opened, (*retired, *cues)


def menu_closed(turn: Turn, menu: Menu | None) -> Turn:
    """Return the turn that also takes away the buttons of the menu that lay over the stage, if one did."""
    return replace(turn, cues=(Retire(offer=menu.offer), *turn.cues)) if menu is not None else turn


def retired(reading: Reading) -> tuple[Cue, ...]:
    """Return what takes away the buttons shown so far: the stage's, and those of a menu over it."""
    retired = [reading.offer] if reading.offer else []
    if reading.menu is not None:
        retired.append(reading.menu.offer)
    return tuple(Retire(offer=offer) for offer in retired)
