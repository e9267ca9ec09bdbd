"""The commands a script may give."""

from __future__ import annotations

import pytest

from narrative.drama.commands import words_of
from narrative.errors import StoryFault
from narrative.events import Language, Pace, Said, WentOn
from tests.narrative.drama.lamp import SCRIPT, Session, lines, make_book


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("listen She", ["listen", "She"]),
        ("  listen   She  300 ", ["listen", "She", "300"]),
        ('note "two words" three', ["note", "two words", "three"]),
        (r'note "a \"quoted\" \\ word"', ["note", r'a "quoted" \ word']),
        ('note ""', ["note", ""]),
        ("", []),
    ],
)
def test_a_command_is_split_on_spaces_with_quotes_that_group(text: str, words: list[str]) -> None:
    assert words == words_of(text)


def playing(command: str) -> Session:
    """A session in which the script gives that command as the lamp is lit."""
    return Session(
        make_book(SCRIPT.replace("    The lamp was lit.", f"    <<{command}>>\n    The lamp was lit."))
    )


def test_a_script_may_set_the_pace() -> None:
    assert Pace.SLOW is playing("pace slow").does(WentOn()).reading.pace


def test_a_script_may_change_the_language() -> None:
    turn = playing("language id").does(WentOn())

    assert Language.INDONESIAN is turn.reading.language
    assert "Dia: Siapa di situ?" == lines(turn)[-1]


def test_a_script_may_choose_the_saliency_strategy() -> None:
    assert "first" == playing("set_saliency first").does(WentOn()).reading.dialogue["strategy"]


@pytest.mark.parametrize(
    "command", ["pace warp", "language la", "listen", "listen She soon", "pace", "set_saliency x"]
)
def test_a_command_that_cannot_be_carried_out_is_the_storys_fault(command: str) -> None:
    with pytest.raises(StoryFault):
        playing(command).does(WentOn())


def test_nothing_is_remembered_before_anything_was_said() -> None:
    session = playing("remember words").does(WentOn())

    assert not session.reading.memory.has("words")


def test_a_listener_without_patience_waits_for_ever() -> None:
    session = Session(make_book(SCRIPT.replace("<<listen She 60>>", "<<listen She>>")))

    assert "Wake" not in repr(session.does(WentOn()).cues)


def test_a_new_listener_starts_a_new_talk() -> None:
    script = SCRIPT.replace(
        "She: Good [i]evening[/i]. #line:evening", "<<listen Friend>>\n    Friend: Once. #line:x"
    )
    session = Session(make_book(script))

    first = session.does(WentOn(), Said(text="hello"))

    assert ("Friend", 0) == (first.reading.listener, first.reading.speeches)
