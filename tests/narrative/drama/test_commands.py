"""The commands a script may give."""

from __future__ import annotations

import re

import pytest

from narrative.drama.commands import COMMANDS
from narrative.errors import StoryFault
from narrative.events import Language, Pace, Said, WentOn
from tests.narrative.drama.lamp import SCRIPT, Session, lines, make_book


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
    ("command", "fault"),
    [
        ("pace warp", "`pace` is one of instant, brisk, calm, slow, not `warp`"),
        ("language la", "`code` is one of en, id, not `la`"),
        ("listen", "`listen` needs `who`"),
        ("listen She soon", "`seconds` is a number, and `soon` is none"),
        ("listen She 1 2", "`listen` takes `who`, `seconds`, and no more"),
        ("dance", "there is no such command"),
        ("{$said}", "there is no such command"),
        ("set_saliency x", "there is no saliency strategy 'x'"),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_the_storys_fault(command: str, fault: str) -> None:
    with pytest.raises(StoryFault, match=re.escape(fault)):
        playing(command).does(WentOn())


def test_every_command_is_known_by_its_name_and_documented() -> None:
    assert [] == [
        name
        for name, command in COMMANDS.items()
        if name != command.definition.name or not command.definition.documentation
    ]


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
