"""The buttons under a turn."""

from __future__ import annotations

from collections.abc import Sequence

from narrative.cues import Choice, Listen, Offer
from narrative.drama.act_names import act_label
from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.reading import Choosing, Listening, Menu, Option, Over, Reading
from narrative.events import Language, Pace
from narrative.phrases import PACE_PHRASES, Phrase, phrase

RESTART, LANGUAGE, PACE, CARE = "restart", "language", "pace", "care"
WHY, MEANT, CONSENT, PRIVACY = "why", "meant", "consent", "privacy"
"""The kinds of menu. Care lies over the story after talk of self-harm, until the reader chooses to go on. Why and
meant offer acts, where she was sure of what was said and where she was not. Consent is asked about a line that
was just corrected, privacy about those to come."""

LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.INDONESIAN: "Bahasa Indonesia"}


def controls(book: Book, reading: Reading) -> Offer | Listen:
    """Return what the reader can press now: the open menu's choices, or else the stage's."""
    if reading.menu is not None:
        labels = menu_labels(reading.language, reading.menu)
        return Offer(offer=reading.menu.offer, choices=tuple(Choice(label=label) for label in labels))
    match reading.stage:
        case Choosing(options=options):
            return Offer(offer=reading.offer, choices=_choices(book, reading.language, options))
        case Listening(options=options):
            return Listen(offer=reading.offer, choices=_choices(book, reading.language, options))
        case Over():
            again = Choice(label=phrase(reading.language, Phrase.AGAIN))
            return Offer(offer=reading.offer, choices=(again,))


def menu_labels(language: Language, menu: Menu) -> tuple[str, ...]:
    """Return the words on a menu's buttons, in order."""
    match menu.kind:
        case "restart":
            return (phrase(language, Phrase.RESTART_YES), phrase(language, Phrase.RESTART_NO))
        case "language":
            return tuple(LANGUAGE_NAMES.values())
        case "pace":
            return tuple(phrase(language, PACE_PHRASES[pace]).capitalize() for pace in Pace)
        case "why" | "meant":
            acts = (act_label(language, act) for act in menu.acts)
            leave = Phrase.WHY_RIGHT if menu.kind == WHY else Phrase.MEANT_LEAVE
            return (*acts, phrase(language, Phrase.MEANT_ELSE), phrase(language, leave))
        case "consent" | "privacy":
            return (phrase(language, Phrase.CONSENT_YES), phrase(language, Phrase.CONSENT_NO))
        case _:
            return (phrase(language, Phrase.SELF_HARM_GO_ON),)


def labels_of(book: Book, language: Language, options: Sequence[Option]) -> tuple[str, ...]:
    """Return the words on the options' buttons, in order."""
    return tuple(say(book, language, option.line).text for option in options)


def _choices(book: Book, language: Language, options: Sequence[Option]) -> tuple[Choice, ...]:
    return tuple(Choice(label=label) for label in labels_of(book, language, options))
