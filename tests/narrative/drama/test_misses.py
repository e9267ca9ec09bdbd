"""What is kept of a reader's words for the author: nothing, unless he says yes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.drama.misses import Miss
from narrative.drama.reading import from_plain, to_plain
from narrative.drama.turn import Turn
from narrative.events import Asked, Chose, Command, Language, ReaderEvent, Said, WentOn
from narrative.persona.acts import ScoredAct
from narrative.phrases import Phrase, phrase
from tests.narrative.drama.lamp import Literal, Session, buttons, lines, make_book

EN, ID = Language.ENGLISH, Language.INDONESIAN
CHOICES = [phrase(EN, Phrase.CONSENT_YES), phrase(EN, Phrase.CONSENT_NO)]


def notice(key: Phrase, language: Language = EN) -> str:
    return f"[{phrase(language, key)}]"


def answered(session: Session, choice: int) -> Turn:
    menu = session.last.reading.menu
    assert menu is not None
    return session.does(Chose(offer=menu.offer, choice=choice))


@pytest.fixture
def consenting(session: Session) -> Session:
    """A reader who has said beforehand that such lines may be kept."""
    session.does(WentOn(), Asked(command=Command.PRIVACY, argument="yes"))
    return session


def miss(text: str, taken: str, meant: str = "", language: Language = EN) -> Miss:
    return Miss(text=text, language=language, taken=taken, meant=meant)


# The question


def test_the_first_correction_asks_and_keeps_nothing(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))

    turn = session.asks(Command.MEANT, "greeting")

    assert ["She: Good evening.", notice(Phrase.CONSENT_ASK)] == lines(turn)[1:]
    assert CHOICES == buttons(turn)
    assert () == turn.misses
    assert turn.reading.consent is False


def test_yes_keeps_the_line_that_was_corrected(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")

    turn = answered(session, 0)

    assert [notice(Phrase.CONSENT_GIVEN)] == lines(turn)
    assert (miss("blorp", "other", "greet"),) == turn.misses
    assert turn.reading.consent is True
    assert ["Only me.", "I love you."] == buttons(turn)


def test_no_keeps_nothing_ever(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")

    turn = answered(session, 1)
    assert [notice(Phrase.CONSENT_REFUSED)] == lines(turn)

    for event in (Said(text="zorp"), Asked(command=Command.MEANT, argument="joke"), Said(text="blip")):
        assert () == session.does(event).misses


def test_the_question_is_asked_once(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")
    session.does(Said(text="blip"))

    turn = session.asks(Command.MEANT, "greeting")

    assert notice(Phrase.CONSENT_ASK) not in lines(turn)
    assert () == turn.misses


def test_the_question_is_asked_in_indonesian() -> None:
    session = Session(make_book(), language=ID)
    session.does(WentOn(), Said(text="blorp"))

    turn = session.asks(Command.MEANT, "sapaan")

    assert notice(Phrase.CONSENT_ASK, ID) == lines(turn)[-1]
    assert ["Ya, boleh disimpan", "Tidak, jangan disimpan"] == buttons(turn)


def test_whoever_goes_on_talking_has_not_said_yes(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")

    assert () == session.does(Said(text="yes")).misses
    assert session.last.reading.consent is False


def test_the_words_of_the_buttons_may_be_typed(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")

    assert 1 == len(session.does(Said(text="yes, keep such lines")).misses)


# What is kept


def test_with_consent_an_evaded_line_is_kept_without_a_meaning(consenting: Session) -> None:
    assert (miss("blorp", "other"),) == consenting.does(Said(text="blorp")).misses


def test_with_consent_a_corrected_line_is_kept_with_it(consenting: Session) -> None:
    consenting.does(Said(text="hello there"))

    turn = consenting.asks(Command.MEANT, "joke")

    assert (miss("hello there", "greet", "joke"),) == turn.misses
    assert notice(Phrase.CONSENT_ASK) not in lines(turn)


def test_the_line_is_in_the_language_it_was_said_in(consenting: Session) -> None:
    consenting.does(Said(text="hello"), Asked(command=Command.LANGUAGE, argument="id"))

    assert (miss("hello", "greet", "joke"),) == consenting.asks(Command.MEANT, "gurauan").misses


def test_a_correction_that_is_taken_back_is_no_miss(consenting: Session) -> None:
    consenting.does(Said(text="hello"), Asked(command=Command.MEANT, argument="joke"))

    assert () == consenting.asks(Command.MEANT, "greeting").misses


@pytest.mark.parametrize("said", [Said(text="hello"), Said(text="…"), WentOn(), Said(text="I love you.")])
def test_what_was_understood_or_not_said_is_not_kept(consenting: Session, said: ReaderEvent) -> None:
    consenting.does(said)

    assert () == consenting.last.misses


def test_a_suggested_line_is_not_the_readers(consenting: Session) -> None:
    consenting.does(Chose(offer=consenting.last.reading.offer, choice=0))

    assert () == consenting.asks(Command.MEANT, "joke").misses


@pytest.mark.parametrize("words", ["gun in my pocket", "naked"])
def test_a_line_with_danger_in_it_is_never_kept(consenting: Session, words: str) -> None:
    consenting.does(Said(text=words))

    assert () == consenting.last.misses
    assert () == consenting.asks(Command.MEANT, "joke").misses


def test_nobody_is_asked_about_a_line_with_danger_in_it(session: Session) -> None:
    session.does(WentOn(), Said(text="gun"))

    turn = session.asks(Command.MEANT, "joke")

    assert (None, None) == (turn.reading.consent, turn.reading.menu)


def test_a_line_that_may_only_be_dangerous_is_not_kept_either() -> None:
    class Wary(Literal):
        ranked = (ScoredAct(act="self_harm", score=0.3), *Literal.ranked)

    session = Session(make_book(recognizer=Wary()))
    session.does(WentOn(), Asked(command=Command.PRIVACY, argument="yes"), Said(text="blorp"))

    assert () == session.last.misses


# Changing one's mind


def test_privacy_asks_nobody_who_was_not_asked_before(session: Session) -> None:
    turn = session.asks(Command.PRIVACY)

    assert [notice(Phrase.PRIVACY)] == lines(turn)
    assert turn.reading.menu is None


def test_privacy_lets_a_reader_take_his_yes_back(consenting: Session) -> None:
    asked = consenting.asks(Command.PRIVACY)
    assert [notice(Phrase.PRIVACY), notice(Phrase.PRIVACY_KEPT)] == lines(asked)
    assert CHOICES == buttons(asked)

    answered(consenting, 1)
    assert () == consenting.does(Said(text="blorp")).misses
    assert notice(Phrase.PRIVACY_NOT_KEPT) == lines(consenting.asks(Command.PRIVACY))[-1]


@pytest.mark.parametrize(
    ("word", "consent"), [("yes", True), ("YA", True), ("no", False), ("tidak", False), ("perhaps", None)]
)
def test_privacy_takes_a_word(session: Session, word: str, consent: bool | None) -> None:
    assert consent is session.asks(Command.PRIVACY, word).reading.consent


@pytest.mark.parametrize("corrected", [False, True])
def test_a_later_yes_is_for_later_lines(session: Session, corrected: bool) -> None:
    session.does(WentOn(), Said(text="blorp"), Asked(command=Command.PRIVACY, argument="no"))
    if corrected:
        session.asks(Command.MEANT, "greeting")

    session.asks(Command.PRIVACY)
    turn = answered(session, 0)

    assert [notice(Phrase.CONSENT_GIVEN)] == lines(turn)
    assert (True, ()) == (turn.reading.consent, turn.misses)
    assert () == session.asks(Command.PRIVACY, "yes").misses


def test_care_is_not_left_for_a_question_of_privacy(consenting: Session) -> None:
    consenting.does(Said(text="die"))

    turn = consenting.asks(Command.PRIVACY)

    assert [notice(Phrase.PRIVACY), notice(Phrase.PRIVACY_KEPT)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)


def test_the_answer_outlives_undo_and_restart(consenting: Session) -> None:
    consenting.does(Said(text="hello"), Asked(command=Command.UNDO))
    assert consenting.last.reading.consent is True

    consenting.asks(Command.RESTART)
    assert answered(consenting, 0).reading.consent is True


@pytest.mark.parametrize("consent", [None, False, True])
def test_the_answer_is_saved(session: Session, consent: bool | None) -> None:
    reading = replace(session.last.reading, consent=consent)

    assert reading == from_plain(to_plain(reading))


@given(
    st.lists(
        st.sampled_from(
            (
                Said(text="blorp"),
                Said(text="hello"),
                Asked(command=Command.WHY),
                Asked(command=Command.MEANT, argument="joke"),
                Asked(command=Command.UNDO),
                Asked(command=Command.PRIVACY, argument="no"),
                WentOn(),
            )
        ),
        max_size=10,
    )
)
def test_whatever_a_reader_does_nothing_is_kept_before_he_says_yes(events: list[ReaderEvent]) -> None:
    session = Session(make_book())
    session.does(WentOn())

    assert {()} == {session.does(event).misses for event in (WentOn(), *events)}
