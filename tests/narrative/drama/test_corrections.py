"""How the reader was taken, and the same turn taken again as he meant it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.cues import Close, Listen, Offer, Retire
from narrative.drama.act_names import OFFERED, act_label, act_name
from narrative.drama.reading import Over, Reading, Speech, from_plain, to_plain
from narrative.drama.turn import Turn
from narrative.events import Asked, Chose, Command, Language, ReaderEvent, Said, WentOn, Woke
from narrative.persona.acts import Expectation, Interpretation
from narrative.persona.memory import Memory
from narrative.phrases import Phrase, phrase
from tests.narrative.drama.lamp import SCRIPT, Literal, Session, buttons, lines, make_book

EN, ID = Language.ENGLISH, Language.INDONESIAN
ELSE, RIGHT, LEAVE = (phrase(EN, key) for key in (Phrase.MEANT_ELSE, Phrase.WHY_RIGHT, Phrase.MEANT_LEAVE))


def notice(key: Phrase, language: Language = EN, **slots: str) -> str:
    return f"[{phrase(language, key, **slots)}]"


def told(key: Phrase, language: Language = EN, **slots: str) -> str:
    """What /why says: how it was taken, and what can be done about it."""
    return f"[{phrase(language, key, **slots)}\n\n{phrase(language, Phrase.WHY_ELSE)}]"


def labels(acts: Iterable[str], language: Language = EN) -> list[str]:
    return [act_label(language, act) for act in acts]


def press(session: Session, label: str) -> Turn:
    """Press the button with that label."""
    offer = next(cue for cue in reversed(session.last.cues) if isinstance(cue, Offer | Listen))
    at = [choice.label for choice in offer.choices].index(label)
    return session.does(Chose(offer=offer.offer, choice=at))


def story(reading: Reading) -> tuple[object, ...]:
    """A reading's state, but for the turns in which things were kept."""
    memory: Memory = reading.memory
    kept = [(one.kind, one.words) for one in memory.quotations]
    return reading.stage, reading.page, reading.dialogue, reading.speeches, reading.listener, kept


# How was I taken?


def test_a_reader_is_told_how_she_took_him_and_what_else_it_may_have_been(session: Session) -> None:
    session.does(WentOn(), Said(text="hello you"))

    turn = session.asks(Command.WHY)

    assert [told(Phrase.WHY_TOOK, words="hello you", act="a greeting")] == lines(turn)
    assert [*labels(("love", "joke", "insult")), ELSE, RIGHT] == buttons(turn)
    assert Retire(offer=3) in turn.cues


def test_a_reader_is_told_so_in_indonesian() -> None:
    session = Session(make_book(), language=ID)
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.WHY)

    assert [told(Phrase.WHY_TOOK, ID, words="hello", act="sapaan")] == lines(turn)
    assert [*labels(("love", "joke", "insult"), ID), "Yang lain…", "Sudah benar"] == buttons(turn)


def test_a_second_act_is_told_too(session: Session) -> None:
    session.does(WentOn(), Said(text="husband away, and the third stair?"))

    both = phrase(EN, Phrase.WHY_BOTH, act=act_name(EN, "ask_husband"), also=act_name(EN, "slip"))
    assert [told(Phrase.WHY_TOOK, words="husband away, and the third stair?", act=both)] == lines(
        session.asks(Command.WHY)
    )


def test_a_reader_is_told_that_she_was_not_sure(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))

    turn = session.asks(Command.WHY)

    assert [told(Phrase.WHY_UNSURE, words="blorp")] == lines(turn)
    assert [*labels(("love", "joke", "greet")), ELSE, LEAVE] == buttons(turn)


def test_where_she_does_not_listen_nobody_is_named() -> None:
    session = Session(make_book(SCRIPT.replace("<<listen She 60>>", "<<listen Mirror>>")))
    session.does(WentOn(), Said(text="hello"))
    assert [told(Phrase.WHY_TOOK_ALONE, words="hello", act="a greeting")] == lines(session.asks(Command.WHY))

    session.does(Said(text="blorp"))
    assert [told(Phrase.WHY_UNSURE_ALONE, words="blorp")] == lines(session.asks(Command.WHY))


def test_danger_is_told_with_care_and_not_offered(session: Session) -> None:
    session.does(WentOn(), Said(text="gun"))

    turn = session.asks(Command.WHY)

    assert [told(Phrase.WHY_TOOK, words="gun", act="something that could harm somebody")] == lines(turn)
    assert [*labels(("love", "joke", "greet")), ELSE, RIGHT] == buttons(turn)


def test_long_words_are_quoted_in_part(session: Session) -> None:
    session.does(WentOn(), Said(text="hello " + "and so on " * 40))

    (line,) = lines(session.asks(Command.WHY))

    assert f"“{('hello ' + 'and so on ' * 8)[:79].rstrip()}…”\n" in line


def test_a_readers_braces_are_quoted_as_they_are(session: Session) -> None:
    session.does(WentOn(), Said(text="{act} [b]x"))

    assert [told(Phrase.WHY_UNSURE, words="{act} [b]x")] == lines(session.asks(Command.WHY))


@pytest.mark.parametrize("events", [(), (WentOn(),), (WentOn(), Said(text="hello"), Woke(turn=2))])
@pytest.mark.parametrize("command", [Command.WHY, Command.MEANT])
def test_where_the_last_turn_was_no_speech_there_is_a_kind_word(
    session: Session, events: tuple[ReaderEvent, ...], command: Command
) -> None:
    session.does(*events)

    assert [notice(Phrase.WHY_NOTHING)] == lines(session.asks(command))
    assert session.last.reading.menu is None


@pytest.mark.parametrize("silence", [WentOn(), Said(text="…")])
@pytest.mark.parametrize("command", [Command.WHY, Command.MEANT])
def test_a_silence_is_nothing_to_correct(session: Session, silence: ReaderEvent, command: Command) -> None:
    session.does(WentOn(), silence)

    assert [notice(Phrase.WHY_SILENCE)] == lines(session.asks(command))


def test_asking_changes_nothing_and_right_is_right(session: Session) -> None:
    before = session.does(WentOn(), Said(text="hello")).reading
    session.asks(Command.WHY)

    turn = press(session, RIGHT)

    assert [notice(Phrase.MEANT_LEFT)] == lines(turn)
    assert story(before) == story(turn.reading)
    assert before.back == turn.reading.back
    assert ["Only me.", "I love you."] == buttons(turn)


def test_something_else_leads_to_every_act_and_round_again(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.WHY)
    shown = buttons(session.last)[:-2]
    while len(shown) < len(OFFERED) - 1:
        turn = press(session, ELSE)
        assert [notice(Phrase.MEANT_MORE)] == lines(turn)
        assert [ELSE, RIGHT] == buttons(turn)[-2:]
        assert 1 <= len(buttons(turn)[:-2]) <= 6
        shown += buttons(turn)[:-2]

    assert sorted(labels(act for act in OFFERED if act != "greet")) == sorted(shown)
    assert labels(("love", "joke", "insult")) == buttons(press(session, ELSE))[:3]


# I meant something else


def test_a_press_takes_the_turn_again_as_he_meant_it(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT)

    turn = press(session, "A greeting")

    assert [notice(Phrase.MEANT_DONE, act="a greeting"), "She: Good evening."] == lines(turn)[:2]
    assert "understood greet from corrected" == turn.trace[0]
    assert {Retire(offer=3), Retire(offer=4)} <= set(turn.cues)


class Deaf(Literal):
    """Follows nothing at all."""

    acts: ClassVar[dict[str, str]] = {}


@pytest.mark.parametrize("words", ["hello", "love", "husband", "confess"])
def test_everything_is_as_if_it_had_been_understood_so_at_first(words: str) -> None:
    """State, memory, counters and the ways back."""
    understood, corrected = Session(make_book()), Session(make_book(recognizer=Deaf()))
    understood.does(WentOn(), WentOn(), Said(text=words))

    corrected.does(WentOn(), WentOn(), Said(text=words))
    corrected.asks(Command.MEANT, "joke")
    corrected.asks(Command.MEANT, Literal.acts[words])

    assert story(understood.last.reading) == story(corrected.last.reading)
    assert story(understood.asks(Command.UNDO).reading) == story(corrected.asks(Command.UNDO).reading)


def test_what_was_remembered_of_the_mistake_is_forgotten(session: Session) -> None:
    session.does(WentOn(), Said(text="love? of course not"))
    assert session.last.reading.memory.has("tender")

    turn = session.asks(Command.MEANT, "disagree")

    assert not turn.reading.memory.has("tender")
    assert turn.reading.memory.has("words")
    assert 0 == turn.reading.dialogue["vars"].get("$tenderness", 0)


def test_undo_after_a_correction_goes_back_before_the_speech(session: Session) -> None:
    before = session.does(WentOn(), Said(text="hello")).reading
    session.does(Said(text="blorp"))
    session.asks(Command.MEANT, "love")

    turn = session.asks(Command.UNDO)

    assert [notice(Phrase.UNDONE), "She: Good evening."] == lines(turn)
    assert story(before) == story(turn.reading)
    assert before.heard == turn.reading.heard


def test_after_undo_the_speech_before_can_be_corrected(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"), Said(text="hello"))
    session.asks(Command.UNDO)

    assert "She: Good evening." in lines(session.asks(Command.MEANT, "a greeting"))


def test_a_corrected_speech_is_told_as_such_and_may_be_corrected_again(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "joke")

    assert [told(Phrase.WHY_CORRECTED, words="blorp", act="a joke")] == lines(session.asks(Command.WHY))
    again = session.asks(Command.MEANT, "husband")
    assert Speech(words="blorp", language=EN, act="ask_husband", first="other") == again.reading.heard
    assert "She: He is away. You asked 1 times." in lines(again)


def test_a_correction_that_is_taken_back_leaves_no_trace(session: Session) -> None:
    taken = session.does(WentOn(), Said(text="hello")).reading
    session.asks(Command.MEANT, "joke")

    turn = session.asks(Command.MEANT, "greeting")

    assert story(taken) == story(turn.reading)
    assert taken.heard is not None
    assert not taken.heard.corrected
    assert told(Phrase.WHY_TOOK, words="hello", act="a greeting") == lines(session.asks(Command.WHY))[0]


def test_a_pressed_line_can_be_corrected_too(session: Session) -> None:
    session.does(WentOn(), Chose(offer=2, choice=0))

    assert "She: He is away. You asked 1 times." in lines(session.asks(Command.MEANT, "husband"))


def test_a_name_given_in_the_words_is_still_found(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp I am Toru"))

    assert "Toru" == session.asks(Command.MEANT, "introduce").reading.dialogue["vars"]["$given_name"]


def test_what_was_dangerous_to_say_is_not_quoted_whatever_was_meant(session: Session) -> None:
    session.does(WentOn(), Said(text="naked"))

    turn = session.asks(Command.MEANT, "love")

    assert "love" == turn.reading.dialogue["vars"]["$act"]
    assert not turn.reading.memory.has("tender")


def test_the_end_is_no_bar(session: Session) -> None:
    session.does(WentOn(), Said(text="confess"))

    turn = session.asks(Command.MEANT, "greeting")

    assert "She: Good evening." in lines(turn)
    assert not isinstance(turn.reading.stage, Over)


def test_a_correction_may_lead_to_the_end(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))

    turn = session.asks(Command.MEANT, "confession")

    assert Over() == turn.reading.stage
    assert Close() in turn.cues


def test_meant_alone_asks_which(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.MEANT)

    assert [notice(Phrase.MEANT_ASK, words="hello")] == lines(turn)
    assert [*labels(("love", "joke", "insult")), ELSE, LEAVE] == buttons(turn)


def test_meant_with_a_word_that_fits_two_acts_asks_which_of_them(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.MEANT, "a joke about work")

    assert [notice(Phrase.MEANT_SEVERAL, words="hello")] == lines(turn)
    assert [*labels(("talk_work", "joke")), ELSE, LEAVE] == buttons(turn)


@pytest.mark.parametrize("word", ["zorro", "threat", "self harm"])
def test_meant_with_a_word_that_is_no_act_says_so(session: Session, word: str) -> None:
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.MEANT, word)

    assert [notice(Phrase.MEANT_UNKNOWN, words="hello")] == lines(turn)
    assert [*labels(("love", "joke", "insult")), ELSE, LEAVE] == buttons(turn)


def test_meaning_what_was_understood_changes_nothing(session: Session) -> None:
    before = session.does(WentOn(), Said(text="hello")).reading

    turn = session.asks(Command.MEANT, "a greeting")

    assert [notice(Phrase.MEANT_ALREADY)] == lines(turn)
    assert story(before) == story(turn.reading)


def test_danger_is_heard_in_what_he_says_he_meant(session: Session) -> None:
    """Invariant 19."""
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.MEANT, "die, I meant")

    assert [notice(Phrase.SELF_HARM)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)
    assert "die" not in repr(turn.reading)


@pytest.mark.parametrize("command", [Command.LANGUAGE, Command.PACE, Command.START, Command.PRIVACY])
def test_what_other_commands_are_given_is_no_speech(session: Session, command: Command) -> None:
    session.does(WentOn())

    assert notice(Phrase.SELF_HARM) not in lines(session.asks(command, "die"))


def test_the_name_of_an_act_is_no_danger() -> None:
    class Alarmed(Literal):
        def interpret(self, text: str, expecting: Expectation) -> Interpretation:
            understood = super().interpret(text, expecting)
            return replace(understood, safety="self_harm") if "again" in text else understood

    session = Session(make_book(recognizer=Alarmed()))
    session.does(WentOn(), Said(text="hello"))

    assert notice(Phrase.SELF_HARM) not in lines(session.asks(Command.MEANT, act_name(EN, "meet_again")))
    assert [notice(Phrase.SELF_HARM)] == lines(session.asks(Command.MEANT, "never again"))


# Among menus, languages and editions


def test_the_menus_button_may_be_typed_and_other_words_are_speech(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.WHY)
    assert "She: Good evening." in lines(session.does(Said(text="a greeting")))

    session.asks(Command.WHY)
    assert ["She: He is away. You asked 1 times."] == lines(session.does(Said(text="husband?")))
    assert session.last.reading.menu is None


def test_an_older_menus_button_is_stale(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.WHY)
    session.asks(Command.MEANT)

    assert notice(Phrase.STALE) == lines(session.does(Chose(offer=4, choice=0)))[0]


def test_a_button_of_a_corrected_turn_is_stale(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.MEANT, "greeting")

    assert notice(Phrase.STALE) == lines(session.does(Chose(offer=3, choice=0)))[0]


def test_why_in_the_middle_of_a_menu_takes_its_place(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.PACE)

    turn = session.asks(Command.WHY)

    assert Retire(offer=4) in turn.cues
    assert [*labels(("love", "joke", "insult")), ELSE, RIGHT] == buttons(turn)


def test_meant_in_the_middle_of_a_menu_closes_it(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.asks(Command.PACE)

    turn = session.asks(Command.MEANT, "greeting")

    assert Retire(offer=4) in turn.cues
    assert "She: Good evening." in lines(turn)


def test_after_a_change_of_language_the_answer_comes_in_the_new_one(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.LANGUAGE, "id")

    turn = session.asks(Command.MEANT, "kemarahan")

    assert [notice(Phrase.MEANT_DONE, ID, act="kemarahan"), "Dia: Katamu “hello”."] == lines(turn)[:2]
    assert Speech(words="hello", language=EN, act="anger", first="greet") == turn.reading.heard


def test_the_buttons_of_an_open_menu_follow_the_language(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.WHY)

    turn = session.asks(Command.LANGUAGE, "id")

    assert [*labels(("love", "joke", "insult"), ID), "Yang lain…", "Sudah benar"] == buttons(turn)


def test_a_mended_story_is_no_bar(session: Session) -> None:
    session.does(WentOn(), Said(text="blorp"))
    session.book = make_book(SCRIPT.replace("Good [i]evening[/i].", "Good night."))

    assert "She: Good night." in lines(session.asks(Command.MEANT, "greeting"))


def test_where_the_place_of_the_speech_is_gone_the_scene_begins_again(session: Session) -> None:
    session.does(WentOn(), Said(text="confess"))
    session.book = make_book(SCRIPT.replace("line:s_", "line:t_").replace("Loop", "Round"))

    assert [*labels(("love", "joke", "greet")), ELSE, RIGHT] == buttons(session.asks(Command.WHY))
    assert [notice(Phrase.BOOK_CHANGED), "She: Who is there?"] == lines(
        session.asks(Command.MEANT, "greeting")
    )
    assert session.last.reading.heard is None


# As it is kept


def test_a_reading_of_an_earlier_version_has_heard_nothing(session: Session) -> None:
    reading = session.does(WentOn(), Said(text="hello")).reading
    earlier = {key: value for key, value in to_plain(reading).items() if key != "heard"}

    assert replace(reading, heard=None) == from_plain(earlier)


def test_a_turn_of_an_earlier_version_can_still_be_taken_back(session: Session) -> None:
    """Its patch knows nothing of what was heard."""
    before = session.does(WentOn()).reading
    reading = session.does(Said(text="hello")).reading
    patch = {key: value for key, value in reading.back[-1].items() if key != "heard"}
    session.last = replace(
        session.last, reading=replace(reading, heard=None, back=(*reading.back[:-1], patch))
    )
    session.does(Said(text="blorp"))
    session.asks(Command.UNDO)

    turn = session.asks(Command.UNDO)

    assert story(before) == story(turn.reading)
    assert turn.reading.heard is None


def test_only_what_understanding_reads_is_kept_of_a_long_speech(session: Session) -> None:
    reading = session.does(WentOn(), Said(text="hello " + "x" * 5_000)).reading

    assert reading.heard is not None
    assert 300 == len(reading.heard.words)


@given(
    st.lists(
        st.sampled_from(("say", "why", "meant", "else", "undo", "press", "wait", "language")), max_size=12
    )
)
def test_whatever_is_done_in_whatever_order_there_is_a_way_on(deeds: list[str]) -> None:
    """And what comes is always whole: nothing is ever an error."""
    session = Session(make_book())
    session.does(WentOn())
    events: dict[str, ReaderEvent] = {
        "say": Said(text="blorp"),
        "why": Asked(command=Command.WHY),
        "meant": Asked(command=Command.MEANT, argument="greeting"),
        "undo": Asked(command=Command.UNDO),
        "wait": WentOn(),
        "language": Asked(command=Command.LANGUAGE, argument="id"),
    }
    for deed in deeds:
        menu = session.last.reading.menu
        offer = menu.offer if menu else session.last.reading.offer
        else_button = len(menu.acts) if menu else 0
        pressed = Chose(offer=offer, choice=0 if deed == "press" else else_button)
        turn = session.does(events.get(deed, pressed))

        assert isinstance(turn.cues[-1], Offer | Listen) or any(isinstance(cue, Listen) for cue in turn.cues)
        assert turn.reading == from_plain(to_plain(turn.reading))
