"""What a reader asks outside the story: commands, the menus some of them open, and taking a turn back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from narrative.drama import asides
from narrative.drama.beginnings import restart
from narrative.drama.book import Book
from narrative.drama.controls import CARE, LANGUAGE, PACE, PRIVACY, RESTART
from narrative.drama.corrections import consented, corrected, meant, more, why
from narrative.drama.editions import from_checkpoint, in_this_edition
from narrative.drama.ending import Turn, aside, menu_closed, retired, with_menu
from narrative.drama.reading import Menu, Reading, taken_back
from narrative.events import Asked, Command, Language, Pace
from narrative.phrases import Phrase


def asked(book: Book, reading: Reading, event: Asked, away_since: str, now: datetime) -> Turn:
    if reading.menu is not None and reading.menu.kind == CARE and _moves(event):
        return aside(book, reading, asides.notice(reading, Phrase.SELF_HARM_WAIT))
    match event.command:
        case Command.RESTART:
            return aside(book, *with_menu(reading, RESTART, asides.notice(reading, Phrase.RESTART_ASK)))
        case Command.LANGUAGE if not event.argument:
            return aside(book, *with_menu(reading, LANGUAGE, asides.notice(reading, Phrase.LANGUAGE_ASK)))
        case Command.PACE if not event.argument:
            return aside(book, *with_menu(reading, PACE, asides.pace_question(reading)))
        case Command.UNDO:
            return _undo(book, reading)
        case Command.WHY:
            return why(book, reading)
        case Command.MEANT:
            return meant(book, reading, event.argument)
        case Command.LANGUAGE:
            return aside(book, *asides.language(book, reading, event.argument))
        case Command.PACE:
            return aside(book, *asides.pace(reading, event.argument))
        case Command.PRIVACY:
            return _privacy(book, reading, event.argument)
        case Command.START:
            return aside(book, reading, asides.welcome_back(book, reading, away_since, now))
        case _:
            return aside(book, reading, asides.answer(book, reading, event.command))


def _moves(event: Asked) -> bool:
    """Whether a command would lead away from what is open. Care is left only by choosing to go on."""
    match event.command:
        case Command.RESTART | Command.UNDO | Command.WHY | Command.MEANT:
            return True
        case Command.LANGUAGE | Command.PACE:
            return not event.argument
        case _:
            return False


def menu_choice(book: Book, reading: Reading, menu: Menu, choice: int) -> Turn:
    closed = replace(reading, menu=None)
    match menu.kind:
        case "restart" if choice == 0:
            turn = restart(book, closed)
        case "restart":
            turn = aside(book, closed, asides.notice(closed, Phrase.RESTART_KEPT))
        case "language":
            turn = aside(book, *asides.language(book, closed, tuple(Language)[choice].value))
        case "pace":
            turn = aside(book, *asides.pace(closed, tuple(Pace)[choice].value))
        case "why" | "meant":
            turn = _meaning_choice(book, closed, menu, choice)
        case "consent" if choice == 0:
            turn = consented(book, closed)
        case "privacy" if choice == 0:
            turn = aside(book, *asides.consent(closed))
        case "consent" | "privacy":
            turn = aside(book, *asides.no_consent(closed))
        case _:
            turn = aside(book, closed, asides.page(book, closed))
    return menu_closed(turn, menu)


def _meaning_choice(book: Book, reading: Reading, menu: Menu, choice: int) -> Turn:
    if choice < len(menu.acts):
        return corrected(book, reading, menu.acts[choice])
    if choice == len(menu.acts):
        return more(book, reading, menu)
    return aside(book, reading, asides.notice(reading, Phrase.MEANT_LEFT))


def _privacy(book: Book, reading: Reading, word: str) -> Turn:
    """Tell what is kept; where the reader was asked about lines she misheard, he may change his answer."""
    match asides.consent_named(word):
        case True:
            return aside(book, *asides.consent(reading))
        case False:
            return aside(book, *asides.no_consent(reading))
        case None if reading.consent is None or (reading.menu is not None and reading.menu.kind == CARE):
            return aside(book, reading, asides.privacy(reading))
        case None:
            return aside(book, *with_menu(reading, PRIVACY, asides.privacy(reading)))


def _undo(book: Book, reading: Reading) -> Turn:
    earlier = taken_back(reading)
    if earlier is None:
        return aside(book, reading, asides.notice(reading, Phrase.UNDO_NOTHING))
    here = in_this_edition(book, earlier)
    if here is None:
        return from_checkpoint(book, earlier)
    earlier = replace(here, offer=reading.offers + 1, offers=reading.offers + 1)
    turn = aside(book, earlier, (*asides.notice(earlier, Phrase.UNDONE), *asides.page(book, earlier)))
    return replace(turn, cues=(*retired(reading), *turn.cues))
