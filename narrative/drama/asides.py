"""Words from outside the story: answers to commands, and the page shown again. None moves the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from narrative.cues import Cue, Notice
from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.reading import Choosing, Listening, Over, Reading, Shown
from narrative.events import Command, Language, Pace
from narrative.phrases import PACE_PHRASES, PHRASES, Phrase, phrase

_LONG_AWAY = timedelta(hours=12)

_LANGUAGES: Mapping[str, Language] = {
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "inggris": Language.ENGLISH,
    "id": Language.INDONESIAN,
    "indonesian": Language.INDONESIAN,
    "indonesia": Language.INDONESIAN,
    "bahasa indonesia": Language.INDONESIAN,
}

_PACES: Mapping[str, Pace] = {
    name: pace
    for pace in Pace
    for name in (pace.value, *(words[PACE_PHRASES[pace]] for words in PHRASES.values()))
}

_CONSENTS: Mapping[str, bool] = {"yes": True, "ya": True, "no": False, "tidak": False}


def notice(reading: Reading, key: Phrase) -> tuple[Cue, ...]:
    """Return one phrase, in the reader's language."""
    return (Notice(text=phrase(reading.language, key)),)


def page(book: Book, reading: Reading) -> tuple[Cue, ...]:
    """Return the last lines again, without their pauses."""
    return tuple(replace(say(book, reading.language, shown), pause=0.0) for shown in reading.page)


def stale(book: Book, reading: Reading) -> tuple[Cue, ...]:
    """Return a kind answer to a button of a page that has been turned, and the page that is open."""
    return (*notice(reading, Phrase.STALE), *page(book, reading))


def answer(book: Book, reading: Reading, command: Command) -> tuple[Cue, ...]:
    """Return the answer to a command that only asks."""
    words, language = book.manifest, reading.language
    match command:
        case Command.HELP:
            return _help(reading)
        case Command.RECAP:
            return recap(book, reading)
        case Command.CONTENT:
            return (Notice(text=phrase(language, Phrase.CONTENT, notes=words.notes[language])),)
        case Command.ABOUT:
            title, about = words.title[language], words.about[language]
            return (Notice(text=phrase(language, Phrase.ABOUT, title=title, about=about)),)
        case _:
            return notice(reading, Phrase.HELP)


def welcome_back(book: Book, reading: Reading, away_since: str, now: datetime) -> tuple[Cue, ...]:
    """Return the open page, and after a long time away also what has happened so far."""
    if away_since and now - datetime.fromisoformat(away_since) >= _LONG_AWAY:
        return recap(book, reading)
    here = Phrase.ENDED if isinstance(reading.stage, Over) else Phrase.ALREADY_HERE
    return (*notice(reading, here), *page(book, reading))


def recap(book: Book, reading: Reading) -> tuple[Cue, ...]:
    """Return the scenes so far, what is open, and the last lines heard."""
    told = [say(book, reading.language, Shown(line_id=line)).text for line in reading.recap]
    happened = (
        [phrase(reading.language, Phrase.RECAP), *told]
        if told
        else [phrase(reading.language, Phrase.RECAP_NOTHING)]
    )
    match reading.stage:
        case Choosing():
            opened = Phrase.RECAP_CHOICE
        case Listening():
            opened = Phrase.RECAP_TALK
        case Over():
            opened = Phrase.RECAP_ENDED
    last = page(book, reading)
    head = "\n".join(happened)
    tail = phrase(reading.language, opened)
    if not last:
        return (Notice(text=f"{head}\n\n{tail}"),)
    heard = phrase(reading.language, Phrase.RECAP_LAST)
    return (Notice(text=f"{head}\n\n{tail} {heard}"), *last)


def language(book: Book, reading: Reading, argument: str) -> tuple[Reading, tuple[Cue, ...]]:
    """Change the language, and show the open page again in it."""
    chosen = _LANGUAGES.get(argument.casefold())
    if chosen is None:
        return reading, notice(reading, Phrase.LANGUAGE_UNKNOWN)
    changed = replace(reading, language=chosen)
    return changed, (*notice(changed, Phrase.LANGUAGE_SET), *page(book, changed))


def pace_question(reading: Reading) -> tuple[Cue, ...]:
    """Return the question which pace is wished, with the one that is set."""
    return (Notice(text=phrase(reading.language, Phrase.PACE_ASK, pace=_pace_name(reading))),)


def pace(reading: Reading, argument: str) -> tuple[Reading, tuple[Cue, ...]]:
    """Change the pace."""
    chosen = _PACES.get(argument.casefold())
    if chosen is None:
        return reading, notice(reading, Phrase.PACE_UNKNOWN)
    changed = replace(reading, pace=chosen)
    return changed, (Notice(text=phrase(changed.language, Phrase.PACE_SET, pace=_pace_name(changed))),)


def consent_named(word: str) -> bool | None:
    """Return whether a word says yes or no, or None if it says neither."""
    return _CONSENTS.get(word.casefold())


def consent(reading: Reading) -> tuple[Reading, tuple[Cue, ...]]:
    """Let lines that she misheard be kept for the author from now on."""
    return replace(reading, consent=True), notice(reading, Phrase.CONSENT_GIVEN)


def no_consent(reading: Reading) -> tuple[Reading, tuple[Cue, ...]]:
    """Keep no lines for the author from now on."""
    return replace(reading, consent=False), notice(reading, Phrase.CONSENT_REFUSED)


def privacy(reading: Reading) -> tuple[Cue, ...]:
    """Return what is kept, and what the reader has said about lines she misheard, if he was asked."""
    told = notice(reading, Phrase.PRIVACY)
    if reading.consent is None:
        return told
    return (*told, *notice(reading, Phrase.PRIVACY_KEPT if reading.consent else Phrase.PRIVACY_NOT_KEPT))


def _pace_name(reading: Reading) -> str:
    return phrase(reading.language, PACE_PHRASES[reading.pace])


def _help(reading: Reading) -> tuple[Cue, ...]:
    match reading.stage:
        case Choosing():
            here = Phrase.HELP_CHOICE
        case Listening(who="She"):
            here = Phrase.HELP_TALK
        case Listening():
            here = Phrase.HELP_ALONE
        case Over():
            here = Phrase.HELP_ENDED
    return (*notice(reading, Phrase.HELP), *notice(reading, here))
