"""What a reader does in the story: says something, presses a button, or leaves it to go on by itself."""

from __future__ import annotations

from dataclasses import replace

from narrative.cues import Notice, Wake
from narrative.drama import asides
from narrative.drama.beginnings import restart
from narrative.drama.book import Book
from narrative.drama.controls import CARE, labels_of, menu_labels
from narrative.drama.ending import Turn, aside, menu_closed, play, with_menu
from narrative.drama.hearing import interpret, pressed
from narrative.drama.menus import menu_choice
from narrative.drama.performance import Performance
from narrative.drama.reading import Choosing, Listening, Menu, Over, Reading
from narrative.drama.words import has_words, is_silence, meant
from narrative.events import Chose, Woke
from narrative.persona.acts import Interpretation
from narrative.phrases import Phrase, phrase


def said(book: Book, reading: Reading, text: str) -> Turn:
    """Hear free text: safety first, then a menu that waits for an answer, then the story."""
    if not has_words(text):
        return aside(book, reading, asides.notice(reading, Phrase.EMPTY))
    understood = interpret(book, reading, text)
    if understood.safety == "self_harm":
        return care(book, reading, Phrase.SELF_HARM)
    if reading.menu is not None:
        return _said_to_menu(book, reading, reading.menu, text, understood)
    return _said_to_story(book, reading, text, understood)


def edited(book: Book, reading: Reading, text: str) -> Turn:
    """What was said is said; but danger is heard wherever it is written."""
    if in_danger(book, reading, text):
        return care(book, reading, Phrase.SELF_HARM)
    return aside(book, reading, asides.notice(reading, Phrase.EDITED))


def in_danger(book: Book, reading: Reading, text: str) -> bool:
    """Return whether a text, wherever it is written, speaks of self-harm."""
    return interpret(book, reading, text).safety == "self_harm"


def heeded(book: Book, turn: Turn, text: str) -> Turn:
    """Return a turn that passed over what was said, with the answer to danger in it."""
    if not in_danger(book, turn.reading, text):
        return turn
    cared = care(book, turn.reading, Phrase.SELF_HARM)
    return replace(cared, cues=(*turn.cues, *cared.cues))


def _said_to_menu(book: Book, reading: Reading, menu: Menu, text: str, understood: Interpretation) -> Turn:
    choice = meant(menu_labels(reading.language, menu), text)
    if choice is not None:
        return menu_choice(book, reading, menu, choice)
    if menu.kind == CARE:
        return care(book, reading, Phrase.SELF_HARM_WAIT)
    # Whoever goes on talking has answered the question: no.
    turn = _said_to_story(book, replace(reading, menu=None), text, understood)
    return menu_closed(turn, menu)


def _said_to_story(book: Book, reading: Reading, text: str, understood: Interpretation) -> Turn:
    match reading.stage:
        case Choosing(options=options):
            index = meant(labels_of(book, reading.language, options), text)
            if index is not None:
                return _take(book, reading, index, typed=not text.strip().isdigit())
            if is_silence(text) and reading.voiced:
                return went_on(book, reading)
            key = Phrase.CHOOSE if reading.voiced else Phrase.NO_VOICE
            return aside(book, reading, asides.notice(reading, key))
        case Listening(options=options):
            index = meant(labels_of(book, reading.language, options), text)
            if index is not None:
                return _take(book, reading, index, typed=not text.strip().isdigit())
            return play(book, reading, lambda performance: performance.hear(text, understood))
        case Over():
            if meant((phrase(reading.language, Phrase.AGAIN),), text) is not None:
                return restart(book, reading)
            return aside(book, reading, asides.notice(reading, Phrase.ENDED))


def care(book: Book, reading: Reading, key: Phrase) -> Turn:
    """Answer out of the story, plainly, and let it wait until the reader chooses to go on."""
    cue = Notice(text=phrase(reading.language, key))
    if reading.menu is not None and reading.menu.kind == CARE:
        return aside(book, reading, (cue,))
    return aside(book, *with_menu(reading, CARE, (cue,)))


def went_on(book: Book, reading: Reading) -> Turn:
    """Let the story go on without a word: at a choice the first open way is taken, in a talk she moves."""
    if reading.menu is not None:
        return _passed_over(book, reading, reading.menu)
    match reading.stage:
        case Choosing():
            return _take(book, reading, 0)
        case Listening():
            silence = Interpretation(act="hesitate", evidence=("silence",))
            return play(book, reading, lambda performance: performance.hear("", silence))
        case Over():
            return aside(book, reading, asides.notice(reading, Phrase.ENDED))


def _passed_over(book: Book, reading: Reading, menu: Menu) -> Turn:
    """Whoever lets a question from outside the story pass has said no to it; care waits for its own answer."""
    if menu.kind == CARE:
        return care(book, reading, Phrase.SELF_HARM_WAIT)
    turn = aside(book, replace(reading, menu=None), ())
    return menu_closed(turn, menu)


def chose(book: Book, reading: Reading, event: Chose) -> Turn:
    """Follow a press: on the menu's buttons, on the stage's, or on buttons of a page that has been turned."""
    menu = reading.menu
    if menu is not None and event.offer == menu.offer:
        if event.choice < len(menu_labels(reading.language, menu)):
            return menu_choice(book, reading, menu, event.choice)
    elif menu is not None and menu.kind == CARE:
        return care(book, reading, Phrase.SELF_HARM_WAIT)
    elif event.offer == reading.offer:
        return _press(book, reading, event.choice)
    return aside(book, reading, asides.stale(book, reading))


def _press(book: Book, reading: Reading, choice: int) -> Turn:
    menu, reading = reading.menu, replace(reading, menu=None)
    match reading.stage:
        case Choosing(options=options) | Listening(options=options) if choice < len(options):
            turn = _take(book, reading, choice)
        case Over():
            turn = restart(book, reading)
        case _:
            turn = aside(book, reading, asides.stale(book, reading))
    return menu_closed(turn, menu)


def _take(book: Book, reading: Reading, index: int, *, typed: bool = False) -> Turn:
    """Take one of the stage's options. A pressed one is echoed; what was typed stands in the chat already."""
    match reading.stage:
        case Choosing(options=options):
            option = options[index]

            def act(performance: Performance) -> None:
                performance.choose(option.index)

        case Listening(options=options):
            option = options[index]
            words, understood = pressed(book, reading, option)

            def act(performance: Performance) -> None:
                performance.hear(words, understood)

        case Over():
            return restart(book, reading)

    def echoed(performance: Performance) -> None:
        if not typed:
            performance.echo(option.line)
        act(performance)

    return play(book, reading, echoed)


def woken(book: Book, reading: Reading, event: Woke) -> Turn:
    """Nobody spoke for a while: she moves, once. A wake that comes too late, or into a menu, does nothing."""
    if (
        event.turn != reading.turn
        or reading.menu is not None
        or reading.program != book.fingerprint
        or not isinstance(reading.stage, Listening)
    ):
        return Turn(reading=reading, cues=())
    turn = play(book, replace(reading, turn=reading.turn + 1), Performance.hear_nothing)
    return replace(turn, cues=tuple(cue for cue in turn.cues if not isinstance(cue, Wake)))
