"""What a text does by being said at this point of a reading."""

from __future__ import annotations

from narrative.drama.book import Book
from narrative.drama.controls import labels_of
from narrative.drama.lines import say
from narrative.drama.reading import Listening, Option, Reading
from narrative.drama.words import meant
from narrative.persona.acts import Expectation, Interpretation
from narrative.yarn.run.state import DialogueState


def heard(book: Book, reading: Reading, text: str) -> tuple[str, Interpretation]:
    """Return the words that reach whoever listens, and what they do; a suggested line may be meant by them."""
    if isinstance(reading.stage, Listening):
        options = reading.stage.options
        index = meant(labels_of(book, reading.language, options), text)
        if index is not None:
            return pressed(book, reading, options[index])
    return text, interpret(book, reading, text)


def pressed(book: Book, reading: Reading, option: Option) -> tuple[str, Interpretation]:
    """Return the words of a suggested line, and what its author says they do."""
    words = labels_of(book, reading.language, (option,))[0]
    return words, with_act(interpret(book, reading, words), option.act, why="suggestion")


def interpret(book: Book, reading: Reading, text: str) -> Interpretation:
    """Every line that the story ever suggests does what its author says, whenever it is said."""
    understood = book.recognizer.interpret(text, _expectation(book, reading))
    act = book.suggestion(text)
    return with_act(understood, act, why="suggestion") if act else understood


def likely_acts(book: Book, reading: Reading, text: str) -> tuple[str, ...]:
    """Return the acts that a text may be, whoever wrote it, the likeliest first."""
    return tuple(one.act for one in book.recognizer.interpret(text, _expectation(book, reading)).ranked)


def with_act(understood: Interpretation, act: str, *, why: str) -> Interpretation:
    """Return the interpretation with an act that is known; only the slots were left to find."""
    return Interpretation(act=act, slots=understood.slots, evidence=(why,))


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
        before=_before(book, reading, reading.stage.who),
        suggestions={label: option.act for label, option in zip(labels, options, strict=True)},
    )


def _before(book: Book, reading: Reading, listener: str) -> str:
    """Return what the listener said last, if it was the last thing said."""
    if not reading.page:
        return ""
    last = say(book, reading.language, reading.page[-1])
    return last.text if last.speaker == listener else ""
