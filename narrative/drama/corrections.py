"""How the reader was taken, and what he meant instead.

Theory of operation. A reading remembers its last speech and what that was taken as. What else it might have
been is not kept: the turn is taken back, out of sight, and the same words are understood again from there. A
correction really takes the turn back, and takes it again with the act that the reader names, as though it had
been understood so at first; to undo it then leads to before the speech. The first time, the reader is asked
whether such lines may be kept for the author.
"""

from __future__ import annotations

from dataclasses import replace

from narrative.cues import Cue, Notice
from narrative.drama import asides
from narrative.drama.act_names import OFFERED, act_name, acts_named
from narrative.drama.book import Book
from narrative.drama.controls import CONSENT, MEANT, WHY, controls
from narrative.drama.editions import from_checkpoint, in_this_edition
from narrative.drama.ending import Turn, aside, menu_closed, play, with_menu
from narrative.drama.hearing import interpret, likely_acts, with_act
from narrative.drama.misses import misses_of
from narrative.drama.reading import Listening, Menu, Reading, Speech, taken_back
from narrative.drama.words import says_nothing
from narrative.persona.acts import DEFLECT
from narrative.phrases import Phrase, phrase

_LIKELIEST = 3
_MORE = 6
_QUOTED = 80


def why(book: Book, reading: Reading) -> Turn:
    """Tell how the last speech was taken, and offer what else it might have been."""
    speech = _last_speech(reading)
    if speech is None or says_nothing(speech.words):
        return aside(book, reading, _nothing_to_tell(reading, speech))
    kind = MEANT if speech.act == DEFLECT else WHY
    told = f"{_how(reading, speech)}\n\n{phrase(reading.language, Phrase.WHY_ELSE)}"
    return aside(
        book, *with_menu(reading, kind, (Notice(text=told),), _others(book, reading, speech)[:_LIKELIEST])
    )


def meant(book: Book, reading: Reading, words: str) -> Turn:
    """Take the last speech again as the act that the words name, or ask which one he meant."""
    speech = _last_speech(reading)
    if speech is None or says_nothing(speech.words):
        return aside(book, reading, _nothing_to_tell(reading, speech))
    if not words:
        return _asks(book, reading, speech, Phrase.MEANT_ASK)
    named = acts_named(reading.language, words)
    if len(named) == 1:
        turn = corrected(book, replace(reading, menu=None), named[0])
        return menu_closed(turn, reading.menu)
    if 1 < len(named) <= _MORE:
        return _asks(book, reading, speech, Phrase.MEANT_SEVERAL, named)
    return _asks(book, reading, speech, Phrase.MEANT_UNKNOWN)


def more(book: Book, reading: Reading, menu: Menu) -> Turn:
    """Offer the acts that are less likely than those of the menu, and after the last ones the first again."""
    speech = reading.heard
    assert speech is not None
    others = _others(book, reading, speech)
    shown = others.index(menu.acts[-1]) + 1 if menu.acts[-1] in others else 0
    acts = others[shown : shown + _MORE] or others[:_MORE]
    return aside(book, *with_menu(reading, menu.kind, asides.notice(reading, Phrase.MEANT_MORE), acts))


def corrected(book: Book, reading: Reading, act: str) -> Turn:
    """Take the last speech again, as though it had been understood as that act at first."""
    speech, earlier = reading.heard, taken_back(reading)
    assert speech is not None
    assert earlier is not None
    if act == speech.act:
        return aside(book, reading, asides.notice(reading, Phrase.MEANT_ALREADY))
    here = in_this_edition(book, earlier)
    if here is None:
        return from_checkpoint(book, earlier)
    heard = interpret(book, here, speech.words)
    # What was dangerous to say is not quoted in a letter, whatever was meant by it.
    understood = replace(with_act(heard, act, why="corrected"), safety=heard.safety)
    turn = play(book, here, lambda performance: performance.hear(speech.words, understood, corrects=speech))
    again = phrase(reading.language, Phrase.MEANT_DONE, act=act_name(reading.language, act))
    return _asking_consent(book, replace(turn, cues=(Notice(text=again), *turn.cues)))


def consented(book: Book, reading: Reading) -> Turn:
    """Remember that lines she misheard may be kept, beginning with the one that was just corrected."""
    turn = aside(book, *asides.consent(reading))
    return replace(turn, misses=misses_of(book, reading))


def _asking_consent(book: Book, turn: Turn) -> Turn:
    """Ask once; until the reader says yes, it is no."""
    if turn.reading.consent is not None or not misses_of(book, turn.reading):
        return turn
    asked = replace(turn.reading, consent=False)
    reading, cues = with_menu(asked, CONSENT, asides.notice(asked, Phrase.CONSENT_ASK))
    return replace(turn, reading=reading, cues=(*turn.cues, *cues, controls(book, reading)))


def _last_speech(reading: Reading) -> Speech | None:
    """Return the last speech, if the turn in which it was said can still be taken back."""
    return reading.heard if reading.back else None


def _nothing_to_tell(reading: Reading, speech: Speech | None) -> tuple[Cue, ...]:
    return asides.notice(reading, Phrase.WHY_NOTHING if speech is None else Phrase.WHY_SILENCE)


def _asks(book: Book, reading: Reading, speech: Speech, key: Phrase, acts: tuple[str, ...] = ()) -> Turn:
    cues = (Notice(text=phrase(reading.language, key, words=_shortened(speech.words))),)
    offered = acts or _others(book, reading, speech)[:_LIKELIEST]
    return aside(book, *with_menu(reading, MEANT, cues, offered))


def _how(reading: Reading, speech: Speech) -> str:
    """Return how a speech was taken, in plain words."""
    earlier = taken_back(reading)
    to_her = earlier is not None and isinstance(earlier.stage, Listening) and earlier.stage.who == "She"
    words, language = _shortened(speech.words), reading.language
    if speech.act == DEFLECT:
        key = Phrase.WHY_UNSURE if to_her else Phrase.WHY_UNSURE_ALONE
        return phrase(language, key, words=words)
    act = act_name(language, speech.act)
    if speech.corrected:
        return phrase(language, Phrase.WHY_CORRECTED, words=words, act=act)
    if speech.also:
        act = phrase(language, Phrase.WHY_BOTH, act=act, also=act_name(language, speech.also))
    key = Phrase.WHY_TOOK if to_her else Phrase.WHY_TOOK_ALONE
    return phrase(language, key, words=words, act=act)


def _others(book: Book, reading: Reading, speech: Speech) -> tuple[str, ...]:
    """Return every other act that a reader may have meant, the likeliest first."""
    earlier = taken_back(reading)
    here = in_this_edition(book, earlier) if earlier is not None else None
    likely = likely_acts(book, here or reading, speech.words)
    known = dict.fromkeys((*likely, *OFFERED))
    return tuple(act for act in known if act in OFFERED and act != speech.act)


def _shortened(words: str) -> str:
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
