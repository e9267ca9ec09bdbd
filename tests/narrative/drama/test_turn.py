"""Taking turns: stages, presses, silence, and the way every turn ends."""

from __future__ import annotations

from narrative.cues import Choice, Close, Listen, Offer, Retire, Say, Span, Wake
from narrative.drama.reading import Listening, Over
from narrative.events import Chose, Edited, Language, Misplaced, Said, SentOther, WentOn, Woke
from narrative.persona.acts import Expectation
from narrative.phrases import Phrase, phrase
from tests.narrative.drama.lamp import SCRIPT, Literal, Session, buttons, lines, make_book

EN = Language.ENGLISH


def notice(key: Phrase) -> str:
    return f"[{phrase(EN, key)}]"


def test_a_reading_begins_with_its_first_lines_and_its_first_choice(session: Session) -> None:
    assert (
        Say(speaker="Narrator", name="", text="The room was dark.", pause=2.0),
        Offer(
            offer=1,
            choices=(
                Choice(label="Light the lamp"),
                Choice(label="Speak another tongue"),
            ),
        ),
    ) == session.last.cues


def test_a_pressed_choice_is_echoed_and_its_buttons_are_retired(session: Session) -> None:
    turn = session.does(Chose(offer=1, choice=0))

    assert Retire(offer=1) == turn.cues[0]
    assert ["You: Light the lamp", "The lamp was lit.", "She: Who is there?"] == lines(turn)


def test_a_typed_choice_is_taken_by_its_words_without_an_echo(session: Session) -> None:
    assert ["The lamp was lit.", "She: Who is there?"] == lines(session.does(Said(text="light the LAMP!")))


def test_a_typed_number_takes_a_choice_and_shows_which(session: Session) -> None:
    assert ["You: Light the lamp", "The lamp was lit.", "She: Who is there?"] == lines(
        session.does(Said(text="1"))
    )


def test_letting_the_story_go_on_takes_the_first_open_choice(session: Session) -> None:
    assert ["You: Light the lamp", "The lamp was lit.", "She: Who is there?"] == lines(session.does(WentOn()))


def test_dots_at_the_first_choices_do_not_choose(session: Session) -> None:
    """The card with the content notes must be answered, not passed over."""
    assert [notice(Phrase.NO_VOICE)] == lines(session.does(Said(text=" … ")))


def test_a_closed_way_is_not_offered_and_its_number_means_the_next_one(session: Session) -> None:
    turn = session.does(Said(text="2"))

    assert ["You: Speak another tongue", "Kamar itu gelap."] == lines(turn)
    assert ["Nyalakan lampu", "Tunggu", "Speak another tongue"] == buttons(turn)


def test_before_the_mask_has_a_mouth_speech_is_answered_kindly(session: Session) -> None:
    assert [notice(Phrase.NO_VOICE)] == lines(session.does(Said(text="hello there")))


def test_a_listener_hears_free_text(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="hello"))

    assert (
        Retire(offer=2),
        Say(speaker="She", name="She", text="Good evening.", spans=(Span(kind="i", start=5, length=7),)),
        Listen(offer=3, choices=(Choice(label="Only me."), Choice(label="I love you."))),
        Wake(turn=2, seconds=60.0),
    ) == turn.cues


def test_a_readers_words_are_data_never_markup_or_template() -> None:
    text = "[b]x[/b] {0} {1} \\[i] *bold* <b> @everyone"
    session = Session(make_book())

    turn = session.does(WentOn(), Said(text=text))

    assert [f"She: You said “{text}”."] == lines(turn)
    assert (Span(kind="quote", start=10, length=len(text)),) == turn.cues[1].spans  # type: ignore[union-attr]


def test_the_listener_is_told_what_to_expect() -> None:
    listener = Literal()
    session = Session(make_book(recognizer=listener))
    session.does(WentOn(), Said(text="hello"), Said(text="hello again"))

    assert [
        Expectation(listener="She", turn=0, before="Who is there?", suggestions={"Only me.": "greet"}),
        Expectation(
            listener="She",
            turn=1,
            before="Good evening.",
            suggestions={"Only me.": "greet", "I love you.": "love"},
        ),
    ] == listener.expected


def test_a_pressed_suggestion_keeps_the_name_it_gives() -> None:
    session = Session(make_book(SCRIPT.replace("Mask: Only me.", "Mask: I am Only me.")))

    turn = session.does(WentOn(), Chose(offer=2, choice=0))

    assert "Only" == turn.reading.dialogue["vars"]["$given_name"]


def test_a_pressed_suggestion_is_said_and_understood_exactly(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="hello"), Chose(offer=3, choice=1))

    assert ["You: I love you.", "She: You said “I love you.”."] == lines(turn)


def test_of_two_close_acts_the_reply_that_fits_both_is_preferred() -> None:
    """A second act is worth a condition, and what has more of them is more relevant."""
    group = """
title: She_ask_husband
when: always
---
She: He is away. #line:he_is_away
===
title: She_ask_husband
when: $also == "slip"
---
She: He is away, and you know our stair. #line:our_stair
===
title: She_ask_husband
when: $also == "joke"
---
She: He is away. That is not funny. #line:not_funny
===
"""
    script = SCRIPT.replace(
        "She: He is away. You asked {$asked_her} times. #line:away", "<<detour She_ask_husband>>"
    )
    for seed in range(8):
        session = Session(make_book(script + group), seed=seed)
        assert ["She: He is away."] == lines(session.does(WentOn(), Said(text="husband at home?")))
        assert ["She: He is away, and you know our stair."] == lines(
            session.does(Said(text="husband, third stair"))
        )


def test_a_line_suggested_at_another_time_is_understood_exactly_too(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="I LOVE you"))

    assert "understood love from suggestion" == turn.trace[0]


def test_a_typed_suggestion_is_not_echoed(session: Session) -> None:
    assert ["She: Good evening."] == lines(session.does(WentOn(), Said(text="only me")))


def test_silence_in_a_talk_lets_her_move(session: Session) -> None:
    assert ["She: Then I will talk."] == lines(session.does(WentOn(), WentOn()))


def test_after_a_while_of_silence_she_moves_once_and_asks_for_no_other_wake(session: Session) -> None:
    session.does(WentOn())

    turn = session.does(Woke(turn=1))

    assert ["She: Then I will talk."] == lines(turn)
    assert not any(isinstance(cue, Wake) for cue in turn.cues)
    assert 0 == turn.reading.speeches


def test_a_wake_that_comes_after_another_turn_does_nothing(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    before = session.last.reading

    turn = session.does(Woke(turn=1))

    assert () == turn.cues
    assert before == turn.reading


def test_a_stale_button_gets_a_kind_answer_and_the_open_page(session: Session) -> None:
    session.does(WentOn())

    turn = session.does(Chose(offer=1, choice=0))

    assert [notice(Phrase.STALE), "The lamp was lit.", "She: Who is there?"] == lines(turn)
    assert ["Only me."] == buttons(turn)


def test_a_button_that_was_never_there_is_stale(session: Session) -> None:
    assert notice(Phrase.STALE) == lines(session.does(Chose(offer=1, choice=9)))[0]


def test_what_is_not_text_gets_an_answer_and_changes_nothing(session: Session) -> None:
    stage = session.last.reading.stage

    assert [notice(Phrase.TEXT_ONLY)] == lines(session.does(SentOther(kind="photo")))
    assert [notice(Phrase.EDITED)] == lines(session.does(Edited(text="no")))
    assert [notice(Phrase.UNKNOWN_COMMAND)] == lines(session.does(Misplaced(name="dance")))
    assert [notice(Phrase.EMPTY)] == lines(session.does(Said(text="\u200b\u200f \n")))
    assert stage == session.last.reading.stage


def test_a_very_long_speech_is_heard(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="hello " + "x" * 20_000))

    assert ["She: Good evening."] == lines(turn)


def test_the_letter_quotes_the_readers_own_words(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="I counted the steps to your door"), Said(text="confess"))

    assert ["She: I have kept this: “I counted the steps to your door”"] == lines(turn)


def test_at_the_end_the_reading_closes_and_another_is_offered(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="confess"))

    assert Over() == turn.reading.stage
    assert Close() in turn.cues
    assert [phrase(EN, Phrase.AGAIN)] == buttons(turn)


def test_speech_after_the_end_is_answered(session: Session) -> None:
    assert [notice(Phrase.ENDED)] == lines(session.does(WentOn(), Said(text="confess"), Said(text="hello?")))


def test_another_reading_begins_at_the_press_of_a_button(session: Session) -> None:
    ended = session.does(WentOn(), Said(text="confess")).reading

    turn = session.does(Chose(offer=ended.offer, choice=0))

    assert ["The room was dark."] == lines(turn)
    assert turn.reading.offer > ended.offer
    assert not turn.reading.memory.has("words")


def test_the_same_seed_and_events_give_the_same_reading() -> None:
    events = (WentOn(), Said(text="hello"), WentOn(), Said(text="love you"), Said(text="confess"))

    one, other = Session(make_book(), seed=7), Session(make_book(), seed=7)

    assert one.does(*events) == other.does(*events)
    assert one.cues == other.cues


def test_talk_of_self_harm_is_answered_out_of_the_story_which_waits(session: Session) -> None:
    stage = session.does(WentOn()).reading.stage

    turn = session.does(Said(text="die, I want to"))

    assert [notice(Phrase.SELF_HARM)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)
    assert stage == turn.reading.stage
    assert [notice(Phrase.SELF_HARM_WAIT)] == lines(session.does(Said(text="hello")))
    assert [notice(Phrase.SELF_HARM_WAIT)] == lines(session.does(Chose(offer=2, choice=0)))


def test_danger_is_heard_in_an_edited_message(session: Session) -> None:
    """Invariant 19."""
    turn = session.does(WentOn(), Edited(text="die"))

    assert [notice(Phrase.SELF_HARM)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)


def test_danger_is_heard_although_the_story_was_edited(session: Session) -> None:
    """Invariant 19."""
    session.does(WentOn())
    session.book = make_book(SCRIPT.replace("line:s_", "line:t_").replace("Loop", "Round"))

    turn = session.does(Said(text="die"))

    assert [notice(Phrase.BOOK_CHANGED), "She: Who is there?", notice(Phrase.SELF_HARM)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)


def test_the_story_goes_on_after_care_when_the_reader_chooses(session: Session) -> None:
    session.does(WentOn(), Said(text="die"))

    turn = session.does(Chose(offer=3, choice=0))

    assert Retire(offer=3) == turn.cues[0]
    assert ["The lamp was lit.", "She: Who is there?"] == lines(turn)
    assert ["Only me."] == buttons(turn)
    assert isinstance(turn.reading.stage, Listening)


def test_care_waits_through_silence_too(session: Session) -> None:
    session.does(WentOn(), Said(text="die"))

    turn = session.does(WentOn())

    assert [notice(Phrase.SELF_HARM_WAIT)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)


def test_nothing_is_kept_of_talk_of_self_harm(session: Session) -> None:
    turn = session.does(WentOn(), Said(text="die soon"))

    assert "die soon" not in repr(turn.reading)


def test_a_mended_text_moves_nobody() -> None:
    session = Session(make_book())
    session.does(WentOn())
    session.book = make_book(SCRIPT.replace("Good [i]evening[/i].", "Good night."))

    assert ["She: Good night."] == lines(session.does(Said(text="hello")))
