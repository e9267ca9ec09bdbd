"""A book is edited while it is read: readings go on where they are, or from their checkpoint with a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.cues import Retire
from narrative.drama.editions import in_this_edition
from narrative.drama.reading import Reading, from_plain, to_plain
from narrative.drama.turn import advance
from narrative.events import Asked, Chose, Command, Language, Said, WentOn, Woke
from narrative.phrases import Phrase, phrase
from tests.narrative.drama.lamp import NOW, SCRIPT, Session, buttons, lines, make_book

NEW_NODE = "title: Cellar\n---\nIt was cold. #line:cold\n===\n"
UNDO = Asked(command=Command.UNDO)
GONE = (
    ("#line:s_me", "#line:s_i"),
    ("#line:s_love", "#line:s_dear"),
    ("listen She", "listen Her"),
    ("Loop", "Round"),
)
"""Nothing is left of the place where she listens."""


def notice(key: Phrase) -> str:
    return f"[{phrase(Language.ENGLISH, key)}]"


def edited(session: Session, *changes: tuple[str, str], more: str = "") -> Session:
    """Let the session go on with an edited book."""
    script = SCRIPT
    for old, new in changes:
        assert old in script
        script = script.replace(old, new)
    session.book = make_book(more + script)
    return session


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ((("Good [i]evening[/i].", "Good evening."),), ""),
        ((), NEW_NODE),
        ((("Loop", "Round"),), ""),
        ((("She: Who is there? #line:who", "It rained. #line:rain\nShe: Who is there? #line:who"),), ""),
        ((("<<listen She 60>>", "<<listen She 30>>"),), ""),
        ((("<<listen She 60>>", '<<set $lamp = "out">>\n<<listen She 60>>'),), ""),
        ((("Mask: I love you. <<if turns() > 0>> #suggest:love #line:s_love\n", ""),), ""),
    ],
    ids=["a text", "a node", "a node's name", "a line before", "a command's word", "a step", "a suggestion"],
)
def test_a_talk_goes_on_where_it_is(changes: tuple[tuple[str, str], ...], more: str) -> None:
    """Invariant 10."""
    session = Session(make_book())
    session.does(WentOn())

    turn = edited(session, *changes, more=more).does(Said(text="hello"))

    assert [line.replace("[i]", "").replace("[/i]", "") for line in ("She: Good evening.",)] == lines(turn)


@pytest.mark.parametrize(
    "changes",
    [
        (("She: Who", "He: Who"),),
        (("title: Start", "title: Begin"), ("<<jump Start>>", "<<jump Begin>>")),
        (("The room was dark. #pause:2 #line:dark", "It was noon. #line:noon\nHe lay there. #line:lay"),),
    ],
    ids=["elsewhere", "the node's name", "the lines before"],
)
def test_a_choice_stays_open(changes: tuple[tuple[str, str], ...]) -> None:
    """Invariant 10."""
    session = Session(make_book())

    turn = edited(session, *changes).does(Chose(offer=1, choice=0))

    assert "The lamp was lit." in lines(turn)


def test_an_option_that_is_gone_cannot_be_pressed_and_no_press_takes_another() -> None:
    """Invariants 8 and 10."""
    session = Session(make_book())
    gone = ("-> Light the lamp #line:o_lamp\n    The lamp was lit. #line:lamp\n", "")

    turn = edited(session, gone).does(Chose(offer=1, choice=0))

    assert notice(Phrase.STALE) == lines(turn)[0]
    assert ["Speak another tongue"] == buttons(turn)
    assert Retire(offer=2) == turn.cues[0]


def test_a_new_option_leaves_the_open_choice_as_it_was_shown() -> None:
    session = Session(make_book())
    more = ("-> Wait", "-> Break the lamp #line:o_break\n    It broke. #line:broke\n-> Wait")

    turn = edited(session, more).does(Chose(offer=1, choice=1))

    assert Phrase.STALE.value not in " ".join(lines(turn))
    assert "id" == turn.reading.language.value


def test_where_the_place_is_gone_the_last_checkpoint_is_taken_and_said() -> None:
    """Invariant 10."""
    session = Session(make_book())
    session.does(WentOn(), Said(text="hello"))
    turn = edited(session, *GONE).does(Said(text="hello"))

    assert [notice(Phrase.BOOK_CHANGED), "She: Who is there?"] == lines(turn)
    assert ["She: Good evening."] == lines(session.does(Said(text="hello")))


def test_where_the_checkpoint_is_gone_too_the_story_begins_again() -> None:
    session = Session(make_book())
    session.does(WentOn())
    turn = edited(session, *GONE, ("Talk", "Chat")).does(Said(text="hello"))

    assert [notice(Phrase.BOOK_CHANGED), "The room was dark."] == lines(turn)


def test_what_was_counted_and_kept_outlives_the_edit() -> None:
    session = Session(make_book())
    session.does(WentOn(), Said(text="husband?"), Said(text="hello"))

    turn = edited(session, ("Loop", "Round")).does(Said(text="husband?"))

    assert ["She: He is away. You asked 2 times."] == lines(turn)


def test_a_variable_of_another_type_begins_anew() -> None:
    session = Session(make_book())
    session.does(WentOn(), Said(text="husband?"))
    state = dict(session.last.reading.dialogue)
    spoiled = replace(
        session.last.reading, dialogue={**state, "vars": {**state["vars"], "$asked_her": "often"}}
    )

    carried = in_this_edition(make_book(SCRIPT.replace("Loop", "Round")), spoiled)

    assert carried is not None
    assert "$asked_her" not in carried.dialogue["vars"]


def test_a_turn_before_the_edit_can_be_taken_back() -> None:
    """Invariant 7."""
    session = Session(make_book())
    session.does(WentOn(), Said(text="husband?"), Said(text="hello"))
    edited(session, ("Loop", "Round"), more=NEW_NODE)

    session.does(UNDO)
    session.does(UNDO)

    assert ["She: He is away. You asked 1 times."] == lines(session.does(Said(text="husband?")))


def test_taken_back_to_a_place_that_is_gone_the_checkpoint_is_taken_and_said() -> None:
    session = Session(make_book())
    session.does(WentOn())
    edited(
        session, ("#line:o_lamp", "#line:o_1"), ("#line:o_wait", "#line:o_2"), ("#line:o_tongue", "#line:o_3")
    )

    turn = session.does(UNDO)

    assert notice(Phrase.BOOK_CHANGED) == lines(turn)[0]
    assert "Light the lamp" in buttons(turn)


def test_a_reading_that_has_ended_stays_ended() -> None:
    session = Session(make_book())
    session.does(WentOn(), Said(text="confess"))

    turn = edited(session, ("Loop", "Round")).does(Said(text="hello"))

    assert notice(Phrase.ENDED) == lines(turn)[0]


def test_she_still_moves_by_herself_after_the_edit() -> None:
    session = Session(make_book())
    turn = session.does(WentOn())
    edited(session, ("Loop", "Round"))

    woken = advance(session.book, turn.reading, Woke(turn=turn.reading.turn), now=NOW)

    assert ["She: Then I will talk."] == lines(woken)


def test_nobody_is_woken_at_a_place_that_is_gone() -> None:
    session = Session(make_book())
    turn = session.does(WentOn())
    edited(session, *GONE)

    woken = advance(session.book, turn.reading, Woke(turn=turn.reading.turn), now=NOW)

    assert (turn.reading, ()) == (woken.reading, woken.cues)


def test_a_reading_saved_before_places_had_names_goes_back_to_its_checkpoint() -> None:
    session = Session(make_book())
    session.does(WentOn())
    old = to_plain(session.last.reading)
    dialogue = {**old["dialogue"], "at": [frame[:2] for frame in old["dialogue"]["at"]]}
    program = dialogue.pop("program")
    reading: Reading = from_plain({**old, "fingerprint": program, "dialogue": dialogue})

    assert reading.program == session.book.fingerprint
    assert in_this_edition(make_book(SCRIPT.replace("Loop", "Round")), reading) is None
    assert in_this_edition(session.book, reading) == reading
