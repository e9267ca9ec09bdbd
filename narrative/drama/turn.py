"""A turn: one event's whole consequence. `begin` opens a reading, `advance` takes one turn in it.

Theory of operation
-------------------
The story is at a *stage*: a choice is open, somebody listens, or it is over. A *menu* (restart, language,
pace, care) may lie over it. An event is either an act in the story, which plays it on to its next stage, or
an aside, which leaves the story where it is and only answers. Either way the turn ends with controls, so that
no reader is ever left without a way on. Every set of controls has an offer number; a press with another
number is stale and gets a kind answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from narrative.chance import Chance
from narrative.cues import Close, Cue, Notice, Retire, Wake
from narrative.drama import asides
from narrative.drama.book import Book
from narrative.drama.controls import (
    CARE,
    LANGUAGE,
    PACE,
    RESTART,
    controls,
    labels_of,
    menu_labels,
)
from narrative.drama.performance import Performance
from narrative.drama.reading import Choosing, Listening, Menu, Over, Reading, taken_back, with_way_back
from narrative.drama.words import has_words, is_silence, meant
from narrative.errors import StateError
from narrative.events import (
    Asked,
    Chose,
    Command,
    Edited,
    Language,
    Misplaced,
    Pace,
    ReaderEvent,
    Said,
    SentOther,
    WentOn,
    Woke,
)
from narrative.persona.acts import Expectation, Interpretation
from narrative.phrases import Phrase, phrase
from narrative.yarn.run.state import DialogueState

_KEPT_LENGTH = 2_000
"""Most characters of one message that are looked at; platforms send up to 20,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one event led to: the reading as it stands, what to show, and why (without the reader's words)."""

    reading: Reading
    cues: tuple[Cue, ...]
    trace: tuple[str, ...] = ()


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
    turn = _play(book, reading, lambda performance: performance.start(book.manifest.start))
    return replace(turn, reading=replace(turn.reading, back=()))


def advance(book: Book, reading: Reading, event: ReaderEvent, *, now: datetime) -> Turn:
    """Take one turn. Nothing but the arguments is read, and nothing leaves but the result."""
    if reading.book != book.id:
        message = f"this is a reading of {reading.book!r}, not of {book.id!r}"
        raise StateError(message)
    if isinstance(event, Woke):
        return _woken(book, reading, event)
    away_since, reading = reading.read_at, replace(reading, turn=reading.turn + 1, read_at=now.isoformat())
    if reading.fingerprint != book.fingerprint:
        return _moved(book, reading)
    match event:
        case Said():
            return _said(book, reading, event.text[:_KEPT_LENGTH])
        case WentOn():
            return _went_on(book, reading)
        case Chose():
            return _chose(book, reading, event)
        case Asked():
            return _asked(book, reading, event, away_since, now)
        case SentOther():
            return _aside(book, reading, asides.notice(reading, Phrase.TEXT_ONLY))
        case Edited():
            return _aside(book, reading, asides.notice(reading, Phrase.EDITED))
        case Misplaced():
            return _aside(book, reading, asides.notice(reading, Phrase.UNKNOWN_COMMAND))
        case _:
            assert_never(event)


# Speech


def _said(book: Book, reading: Reading, text: str) -> Turn:
    if not has_words(text):
        return _aside(book, reading, asides.notice(reading, Phrase.EMPTY))
    understood = _understood(book, reading, text)
    if understood.safety == "self_harm":
        return _care(book, reading, Phrase.SELF_HARM)
    if reading.menu is not None:
        return _said_to_menu(book, reading, reading.menu, text, understood)
    return _said_to_story(book, reading, text, understood)


def _said_to_menu(book: Book, reading: Reading, menu: Menu, text: str, understood: Interpretation) -> Turn:
    choice = meant(menu_labels(reading.language, menu), text)
    if choice is not None:
        return _menu_choice(book, reading, menu, choice)
    if menu.kind == CARE:
        return _care(book, reading, Phrase.SELF_HARM_WAIT)
    # Whoever goes on talking has answered the question: no.
    turn = _said_to_story(book, replace(reading, menu=None), text, understood)
    return replace(turn, cues=(Retire(offer=menu.offer), *turn.cues))


def _said_to_story(book: Book, reading: Reading, text: str, understood: Interpretation) -> Turn:
    match reading.stage:
        case Choosing(options=options):
            index = meant(labels_of(book, reading.language, options), text)
            if index is not None:
                return _take(book, reading, index, typed=not text.strip().isdigit())
            if is_silence(text) and reading.voiced:
                return _went_on(book, reading)
            key = Phrase.CHOOSE if reading.voiced else Phrase.NO_VOICE
            return _aside(book, reading, asides.notice(reading, key))
        case Listening(options=options):
            index = meant(labels_of(book, reading.language, options), text)
            if index is not None:
                return _take(book, reading, index, typed=not text.strip().isdigit())
            return _play(book, reading, lambda performance: performance.hear(text, understood))
        case Over():
            if meant((phrase(reading.language, Phrase.AGAIN),), text) is not None:
                return _restart(book, reading)
            return _aside(book, reading, asides.notice(reading, Phrase.ENDED))


def _understood(book: Book, reading: Reading, text: str) -> Interpretation:
    """Every line that the story ever suggests is understood exactly, whenever it is said."""
    act = book.suggestion(text)
    if act:
        return Interpretation(act=act, evidence=("suggestion",))
    return book.recognizer.interpret(text, _expectation(book, reading))


def _expectation(book: Book, reading: Reading) -> Expectation:
    if not isinstance(reading.stage, Listening):
        return Expectation(listener="")
    variables = DialogueState.from_plain(reading.dialogue).variables
    options = reading.stage.options
    labels = labels_of(book, reading.language, options)
    return Expectation(
        listener=reading.stage.who,
        turn=reading.speeches if reading.stage.who == reading.listener else 0,
        place=str(variables.get("$place", "")),
        asked=str(variables.get("$asked", "")),
        suggestions={label: option.act for label, option in zip(labels, options, strict=True)},
    )


def _care(book: Book, reading: Reading, key: Phrase) -> Turn:
    """Answer out of the story, plainly, and let it wait until the reader chooses to go on."""
    cue = Notice(text=phrase(reading.language, key))
    if reading.menu is not None and reading.menu.kind == CARE:
        return _aside(book, reading, (cue,))
    return _aside(book, *_with_menu(reading, CARE, (cue,)))


# Silence, presses


def _went_on(book: Book, reading: Reading) -> Turn:
    """Let the story go on without a word: at a choice the first open way is taken, in a talk she moves."""
    if reading.menu is not None:
        return _aside(book, reading, ())
    match reading.stage:
        case Choosing():
            return _take(book, reading, 0)
        case Listening():
            silence = Interpretation(act="hesitate", evidence=("silence",))
            return _play(book, reading, lambda performance: performance.hear("", silence))
        case Over():
            return _aside(book, reading, asides.notice(reading, Phrase.ENDED))


def _chose(book: Book, reading: Reading, event: Chose) -> Turn:
    menu = reading.menu
    if menu is not None and event.offer == menu.offer:
        if event.choice < len(menu_labels(reading.language, menu)):
            return _menu_choice(book, reading, menu, event.choice)
    elif menu is not None and menu.kind == CARE:
        return _care(book, reading, Phrase.SELF_HARM_WAIT)
    elif event.offer == reading.offer:
        return _press(book, reading, event.choice)
    return _aside(book, reading, asides.stale(book, reading))


def _press(book: Book, reading: Reading, choice: int) -> Turn:
    retired = () if reading.menu is None else (Retire(offer=reading.menu.offer),)
    reading = replace(reading, menu=None)
    match reading.stage:
        case Choosing(options=options) | Listening(options=options) if choice < len(options):
            turn = _take(book, reading, choice)
        case Over():
            turn = _restart(book, reading)
        case _:
            turn = _aside(book, reading, asides.stale(book, reading))
    return replace(turn, cues=(*retired, *turn.cues))


def _take(book: Book, reading: Reading, index: int, *, typed: bool = False) -> Turn:
    """Take one of the stage's options. A pressed one is echoed; what was typed stands in the chat already."""
    match reading.stage:
        case Choosing(options=options):
            option = options[index]

            def act(performance: Performance) -> None:
                performance.choose(option.index)

        case Listening(options=options):
            option = options[index]
            words = labels_of(book, reading.language, (option,))[0]
            understood = Interpretation(act=option.act, evidence=("suggestion",))

            def act(performance: Performance) -> None:
                performance.hear(words, understood)

        case Over():
            return _restart(book, reading)

    def echoed(performance: Performance) -> None:
        if not typed:
            performance.echo(option.line)
        act(performance)

    return _play(book, reading, echoed)


def _woken(book: Book, reading: Reading, event: Woke) -> Turn:
    """Nobody spoke for a while: she moves, once. A wake that comes too late, or into a menu, does nothing."""
    if (
        event.turn != reading.turn
        or reading.menu is not None
        or reading.fingerprint != book.fingerprint
        or not isinstance(reading.stage, Listening)
    ):
        return Turn(reading=reading, cues=())
    turn = _play(book, replace(reading, turn=reading.turn + 1), Performance.hear_nothing)
    return replace(turn, cues=tuple(cue for cue in turn.cues if not isinstance(cue, Wake)))


# Commands and menus


def _asked(book: Book, reading: Reading, event: Asked, away_since: str, now: datetime) -> Turn:
    match event.command:
        case Command.RESTART:
            return _aside(book, *_with_menu(reading, RESTART, asides.notice(reading, Phrase.RESTART_ASK)))
        case Command.LANGUAGE if not event.argument:
            return _aside(book, *_with_menu(reading, LANGUAGE, asides.notice(reading, Phrase.LANGUAGE_ASK)))
        case Command.PACE if not event.argument:
            return _aside(book, *_with_menu(reading, PACE, asides.pace_question(reading)))
        case Command.UNDO:
            return _undo(book, reading)
        case Command.LANGUAGE:
            return _aside(book, *asides.language(book, reading, event.argument))
        case Command.PACE:
            return _aside(book, *asides.pace(reading, event.argument))
        case Command.START:
            return _aside(book, reading, asides.welcome_back(book, reading, away_since, now))
        case _:
            return _aside(book, reading, asides.answer(book, reading, event.command))


def _menu_choice(book: Book, reading: Reading, menu: Menu, choice: int) -> Turn:
    closed = replace(reading, menu=None)
    match menu.kind:
        case "restart" if choice == 0:
            turn = _restart(book, closed)
        case "restart":
            turn = _aside(book, closed, asides.notice(closed, Phrase.RESTART_KEPT))
        case "language":
            turn = _aside(book, *asides.language(book, closed, tuple(Language)[choice].value))
        case "pace":
            turn = _aside(book, *asides.pace(closed, tuple(Pace)[choice].value))
        case _:
            turn = _aside(book, closed, asides.page(book, closed))
    return replace(turn, cues=(Retire(offer=menu.offer), *turn.cues))


def _undo(book: Book, reading: Reading) -> Turn:
    earlier = taken_back(reading)
    if earlier is None:
        return _aside(book, reading, asides.notice(reading, Phrase.UNDO_NOTHING))
    earlier = replace(earlier, offer=reading.offers + 1, offers=reading.offers + 1)
    turn = _aside(book, earlier, (*asides.notice(earlier, Phrase.UNDONE), *asides.page(book, earlier)))
    return replace(turn, cues=(*_retired(reading), *turn.cues))


def _restart(book: Book, reading: Reading) -> Turn:
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
    turn = _play(book, fresh, lambda performance: performance.start(book.manifest.start))
    return replace(turn, reading=replace(turn.reading, back=()))


def _moved(book: Book, reading: Reading) -> Turn:
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
    turn = _play(book, moved, lambda performance: performance.start(node))
    cues = (*asides.notice(reading, Phrase.BOOK_CHANGED), *turn.cues)
    return replace(turn, reading=replace(turn.reading, back=()), cues=cues)


# How every turn ends


def _play(book: Book, reading: Reading, act: Callable[[Performance], None]) -> Turn:
    """Take an act in the story: play on to the next stage."""
    performance = Performance(book, reading)
    act(performance)
    played = performance.run()
    number = reading.offers + 1
    played = with_way_back(replace(played, offer=number, offers=number, menu=None), reading)
    cues: list[Cue] = [*_retired(reading), *performance.cues, controls(book, played)]
    match played.stage:
        case Listening(patience=patience) if patience > 0:
            cues.append(Wake(turn=played.turn, seconds=patience))
        case Over():
            cues.append(Close())
        case _:
            pass
    return Turn(reading=played, cues=tuple(cues), trace=tuple(performance.trace))


def _aside(book: Book, reading: Reading, cues: tuple[Cue, ...]) -> Turn:
    """Answer from outside the story, which stays where it is."""
    shown = cues or asides.page(book, reading)
    return Turn(reading=reading, cues=(*shown, controls(book, reading)))


def _with_menu(reading: Reading, kind: str, cues: tuple[Cue, ...]) -> tuple[Reading, tuple[Cue, ...]]:
    retired = () if reading.menu is None else (Retire(offer=reading.menu.offer),)
    number = reading.offers + 1
    opened = replace(reading, menu=Menu(kind=kind, offer=number), offers=number)
    return opened, (*retired, *cues)


def _retired(reading: Reading) -> tuple[Cue, ...]:
    """Return what takes away the buttons of the stage that is being left (and of a menu over it)."""
    retired = [reading.offer] if reading.offer else []
    if reading.menu is not None:
        retired.append(reading.menu.offer)
    return tuple(Retire(offer=offer) for offer in retired)
