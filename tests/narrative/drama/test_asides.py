"""Commands: words from outside the story, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from narrative.cues import Retire
from narrative.events import Chose, Command, Language, Pace, Said, WentOn
from narrative.phrases import Phrase, phrase
from tests.narrative.drama.lamp import SCRIPT, Session, buttons, lines, make_book

EN, ID = Language.ENGLISH, Language.INDONESIAN


def notice(key: Phrase, language: Language = EN, **slots: str) -> str:
    return f"[{phrase(language, key, **slots)}]"


@pytest.mark.parametrize("language", Language)
def test_help_speaks_of_where_the_reader_stands(language: Language) -> None:
    session = Session(make_book(), language=language)

    assert [notice(Phrase.HELP, language), notice(Phrase.HELP_CHOICE, language)] == lines(
        session.asks(Command.HELP)
    )
    session.does(WentOn())
    assert [notice(Phrase.HELP, language), notice(Phrase.HELP_TALK, language)] == lines(
        session.asks(Command.HELP)
    )


def test_a_command_never_moves_the_story(session: Session) -> None:
    session.does(WentOn())
    before = session.last.reading

    for command in (
        Command.HELP,
        Command.RECAP,
        Command.CONTENT,
        Command.PRIVACY,
        Command.ABOUT,
        Command.START,
    ):
        turn = session.asks(command)

        assert before.stage == turn.reading.stage
        assert before.dialogue == turn.reading.dialogue
        assert ["Only me."] == buttons(turn)


def test_the_recap_tells_the_scenes_what_is_open_and_the_last_lines(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))

    assert [
        "[Where we were:\nYou lay in the dark.\nYou spoke with her.\n\nIt is your turn to speak. "
        "The last thing you heard:]",
        "She: Good evening.",
    ] == lines(session.asks(Command.RECAP))


def test_start_in_the_middle_of_a_reading_shows_the_open_page(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))

    assert [notice(Phrase.ALREADY_HERE), "She: Good evening."] == lines(session.asks(Command.START))


def test_start_after_a_long_time_away_tells_what_happened(session: Session) -> None:
    session.does(WentOn())
    session.now += timedelta(days=3)

    assert lines(session.asks(Command.START))[0].startswith("[Where we were:")


def test_the_language_changes_at_once_and_the_page_is_shown_in_it(session: Session) -> None:
    session.does(WentOn())

    turn = session.asks(Command.LANGUAGE, "id")

    assert [notice(Phrase.LANGUAGE_SET, ID), "The lamp was lit.", "Dia: Siapa di situ?"] == lines(turn)
    assert ["Cuma aku."] == buttons(turn)
    assert ID is turn.reading.language


@pytest.mark.parametrize(
    ("word", "language"), [("en", EN), ("English", EN), ("INGGRIS", EN), ("indonesia", ID)]
)
def test_a_language_is_known_by_its_names(session: Session, word: str, language: Language) -> None:
    assert language is session.asks(Command.LANGUAGE, word).reading.language


def test_an_unknown_language_is_answered_with_the_ones_there_are(session: Session) -> None:
    assert [notice(Phrase.LANGUAGE_UNKNOWN)] == lines(session.asks(Command.LANGUAGE, "latin"))


def test_language_without_a_name_asks_which(session: Session) -> None:
    turn = session.asks(Command.LANGUAGE)

    assert ["English", "Bahasa Indonesia"] == buttons(turn)
    chosen = session.does(Chose(offer=2, choice=1))
    assert Retire(offer=2) == chosen.cues[0]
    assert [notice(Phrase.LANGUAGE_SET, ID), "Kamar itu gelap."] == lines(chosen)


@pytest.mark.parametrize(
    ("word", "pace"), [("slow", Pace.SLOW), ("Lambat", Pace.SLOW), ("seketika", Pace.INSTANT)]
)
def test_a_pace_is_known_by_its_names_in_both_languages(session: Session, word: str, pace: Pace) -> None:
    turn = session.asks(Command.PACE, word)

    assert pace is turn.reading.pace
    assert [notice(Phrase.PACE_SET, pace=pace.value)] == lines(turn)


def test_pace_without_a_word_asks_which_and_tells_the_present_one(session: Session) -> None:
    turn = session.asks(Command.PACE)

    assert [notice(Phrase.PACE_ASK, pace="calm")] == lines(turn)
    assert ["Instant", "Brisk", "Calm", "Slow"] == buttons(turn)
    assert Pace.SLOW is session.does(Said(text="slow")).reading.pace


def test_an_unknown_pace_is_answered_with_the_ones_there_are(session: Session) -> None:
    assert [notice(Phrase.PACE_UNKNOWN)] == lines(session.asks(Command.PACE, "warp"))


def test_restart_asks_first(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))

    turn = session.asks(Command.RESTART)

    assert [notice(Phrase.RESTART_ASK)] == lines(turn)
    assert [phrase(EN, Phrase.RESTART_YES), phrase(EN, Phrase.RESTART_NO)] == buttons(turn)


def test_a_confirmed_restart_begins_again_and_forgets(session: Session) -> None:
    session.does(WentOn(), Said(text="I counted the steps"))
    session.asks(Command.RESTART)

    turn = session.does(Said(text="begin again"))

    assert ["The room was dark."] == lines(turn)
    assert "counted" not in repr(turn.reading)
    assert [notice(Phrase.UNDO_NOTHING)] == lines(session.asks(Command.UNDO))


def test_a_declined_restart_keeps_the_place(session: Session) -> None:
    session.does(WentOn())
    session.asks(Command.RESTART)

    turn = session.does(Chose(offer=3, choice=1))

    assert [notice(Phrase.RESTART_KEPT)] == lines(turn)
    assert ["Only me."] == buttons(turn)


def test_going_on_talking_is_an_answer_to_a_menu(session: Session) -> None:
    session.does(WentOn())
    session.asks(Command.RESTART)

    turn = session.does(Said(text="hello"))

    assert ["She: Good evening."] == lines(turn)
    assert {Retire(offer=2), Retire(offer=3)} <= set(turn.cues)
    assert turn.reading.menu is None


def test_letting_a_question_pass_is_an_answer_too(session: Session) -> None:
    session.does(WentOn())
    session.asks(Command.RESTART)

    turn = session.does(WentOn())

    assert Retire(offer=3) == turn.cues[0]
    assert ["The lamp was lit.", "She: Who is there?"] == lines(turn)
    assert ["Only me."] == buttons(turn)


def test_help_at_the_mirror_speaks_of_nobody_else() -> None:
    session = Session(make_book(SCRIPT.replace("<<listen She 60>>", "<<listen Mirror>>")))
    session.does(WentOn())

    assert notice(Phrase.HELP_ALONE) == lines(session.asks(Command.HELP))[-1]


def test_an_answer_from_outside_takes_the_buttons_down_with_it(session: Session) -> None:
    turn = session.asks(Command.PRIVACY)

    assert Retire(offer=1) == turn.cues[0]
    assert 1 == turn.cues[-1].offer


@pytest.mark.parametrize(
    "command",
    [Command.RESTART, Command.UNDO, Command.WHY, Command.MEANT, Command.LANGUAGE, Command.PACE],
)
def test_no_command_leads_away_from_care(session: Session, command: Command) -> None:
    session.does(WentOn(), Said(text="die"))

    turn = session.asks(command)

    assert [notice(Phrase.SELF_HARM_WAIT)] == lines(turn)
    assert [phrase(EN, Phrase.SELF_HARM_GO_ON)] == buttons(turn)


def test_the_stages_own_buttons_still_work_under_a_menu(session: Session) -> None:
    session.does(WentOn())
    session.asks(Command.PACE)

    turn = session.does(Chose(offer=2, choice=0))

    assert ["You: Only me.", "She: Good evening."] == lines(turn)
    assert Retire(offer=3) in turn.cues


def test_a_second_menu_takes_the_first_ones_place(session: Session) -> None:
    session.asks(Command.PACE)

    turn = session.asks(Command.LANGUAGE)

    assert {Retire(offer=1), Retire(offer=2)} <= set(turn.cues)
    assert notice(Phrase.STALE) == lines(session.does(Chose(offer=2, choice=0)))[0]


def test_undo_takes_the_turn_back_with_all_it_did(session: Session) -> None:
    before = session.does(WentOn(), Said(text="hello")).reading
    session.does(Said(text="husband at home?"))

    turn = session.asks(Command.UNDO)

    assert [notice(Phrase.UNDONE), "She: Good evening."] == lines(turn)
    assert before.dialogue == turn.reading.dialogue
    assert before.memory == turn.reading.memory
    assert before.stage == turn.reading.stage
    assert before.speeches == turn.reading.speeches


def test_after_undo_the_turn_can_be_taken_otherwise(session: Session) -> None:
    session.does(WentOn(), Said(text="husband at home?"))
    session.asks(Command.UNDO)

    assert ["She: He is away. You asked 1 times."] == lines(session.does(Said(text="husband?")))


def test_several_turns_can_be_taken_back_in_a_row(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"), Said(text="hello"))
    for _ in range(3):
        session.asks(Command.UNDO)

    assert "The room was dark." == lines(session.last)[-1]
    assert [notice(Phrase.UNDO_NOTHING)] == lines(session.asks(Command.UNDO))


def test_undo_keeps_the_readers_language_and_pace(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.LANGUAGE, "id")
    session.asks(Command.PACE, "slow")

    reading = session.asks(Command.UNDO).reading

    assert (ID, Pace.SLOW) == (reading.language, reading.pace)


def test_buttons_from_before_an_undo_are_stale(session: Session) -> None:
    session.does(WentOn(), Said(text="hello"))
    session.asks(Command.UNDO)

    assert notice(Phrase.STALE) == lines(session.does(Chose(offer=2, choice=0)))[0]


@pytest.mark.parametrize("language", Language)
def test_content_and_about_tell_the_books_own_words(language: Language) -> None:
    session = Session(make_book(), language=language)
    manifest = session.book.manifest

    assert manifest.notes[language] in lines(session.asks(Command.CONTENT))[0]
    assert manifest.title[language] in lines(session.asks(Command.ABOUT))[0]
    assert [notice(Phrase.PRIVACY, language)] == lines(session.asks(Command.PRIVACY))
