"""Lines that she misheard, as their reader lets them be kept for the author."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.drama.book import Book
from narrative.drama.reading import Reading, Speech
from narrative.drama.words import says_nothing
from narrative.events import Language
from narrative.persona.acts import DEFLECT, SAFETY_ACTS, SOME_TURN, Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A line, what it was taken as, and what its reader says he meant, if he has said so."""

    text: str
    language: Language
    taken: str
    meant: str = ""


def misses_of(book: Book, reading: Reading) -> tuple[Miss, ...]:
    """Return the last speech if she evaded it or was corrected: never a suggested line, never a dangerous one."""
    speech = reading.heard
    if (
        speech is None
        or says_nothing(speech.words)
        or book.suggestion(speech.words)
        or _is_dangerous(book, speech)
    ):
        return ()
    if speech.corrected:
        return (Miss(text=speech.words, language=speech.language, taken=speech.first, meant=speech.act),)
    if speech.act == DEFLECT:
        return (Miss(text=speech.words, language=speech.language, taken=DEFLECT),)
    return ()


def _is_dangerous(book: Book, speech: Speech) -> bool:
    """Whether anything says that it may be: what it was taken as, a sign, or only the likeliest act."""
    understood = book.recognizer.interpret(speech.words, Expectation(turn=SOME_TURN))
    likeliest = (one.act for one in understood.ranked[:1])
    taken = {speech.act, speech.first, understood.act, understood.safety, *likeliest}
    return not taken.isdisjoint(SAFETY_ACTS)
