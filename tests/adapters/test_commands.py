"""Typed commands, the same on every platform."""

from __future__ import annotations

import pytest

from adapters.commands import language_of, read_text
from narrative.events import Asked, Command, Language, Misplaced, ReaderEvent, Said


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/help", Asked(command=Command.HELP)),
        ("/bantuan", Asked(command=Command.HELP)),
        ("/HELP", Asked(command=Command.HELP)),
        ("/help@kedok_bot", Asked(command=Command.HELP)),
        ("/language id", Asked(command=Command.LANGUAGE, argument="id")),
        ("/bahasa   en  ", Asked(command=Command.LANGUAGE, argument="en")),
        ("/tempo tenang\n", Asked(command=Command.PACE, argument="tenang")),
        ("/start join_1", Asked(command=Command.START, argument="join_1")),
        ("/dance", Misplaced(name="dance")),
        ("hello", Said(text="hello")),
        (" hello ", Said(text=" hello ")),
        ("go to /help now", Said(text="go to /help now")),
        ("/", Said(text="/")),
        ("// not a command", Said(text="// not a command")),
        ("", Said(text="")),
    ],
)
def test_a_typed_text_is_a_command_or_speech(text: str, event: ReaderEvent) -> None:
    assert event == read_text(text)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("id", Language.INDONESIAN),
        ("id-ID", Language.INDONESIAN),
        ("in_ID", Language.INDONESIAN),
        ("en", Language.ENGLISH),
        ("en-GB", Language.ENGLISH),
        ("fr", None),
        ("", None),
        (None, None),
    ],
)
def test_a_platform_tag_names_one_of_our_languages_or_none(
    tag: str | None, language: Language | None
) -> None:
    assert language == language_of(tag)
