"""The words around the story: both languages say the same things, with the same slots."""

from __future__ import annotations

import re
import string

import pytest

from narrative.events import Command, Language, Pace
from narrative.phrases import COMMAND_DESCRIPTIONS, COMMAND_NAMES, PACE_PHRASES, PHRASES, Phrase, phrase


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", Language)
def test_every_phrase_is_said_in_every_language(language: Language) -> None:
    assert set(Phrase) == set(PHRASES[language])


@pytest.mark.parametrize("key", Phrase)
def test_both_languages_fill_the_same_slots(key: Phrase) -> None:
    assert slots(PHRASES[Language.ENGLISH][key]) == slots(PHRASES[Language.INDONESIAN][key])


@pytest.mark.parametrize("key", Phrase)
def test_no_indonesian_phrase_is_left_in_english(key: Phrase) -> None:
    assert PHRASES[Language.ENGLISH][key] != PHRASES[Language.INDONESIAN][key]


def test_a_slot_takes_braces_as_they_are() -> None:
    assert "Your reading is here: {pace}" == phrase(Language.ENGLISH, Phrase.DISCORD_STARTED, place="{pace}")


@pytest.mark.parametrize("language", Language)
def test_command_names_fit_every_platform(language: Language) -> None:
    names = COMMAND_NAMES[language]

    assert set(Command) == set(names)
    assert all(re.fullmatch(r"[a-z]{2,32}", name) for name in names.values())
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize("language", Language)
def test_command_descriptions_fit_discord_and_telegram(language: Language) -> None:
    descriptions = COMMAND_DESCRIPTIONS[language]

    assert set(Command) == set(descriptions)
    assert all(3 <= len(text) <= 100 for text in descriptions.values())


def test_no_name_means_two_commands() -> None:
    pairs = {(name, command) for names in COMMAND_NAMES.values() for command, name in names.items()}

    assert len({name for name, _ in pairs}) == len(pairs)


def test_every_pace_has_a_word() -> None:
    assert set(Pace) == set(PACE_PHRASES)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("key", "limit"),
    [
        (Phrase.SPEAK_TITLE, 45),
        (Phrase.SPEAK_LABEL, 45),
        (Phrase.SPEAK_HINT, 100),
        (Phrase.SPEAK_BUTTON, 40),
        (Phrase.RESTART_YES, 40),
        (Phrase.RESTART_NO, 40),
        (Phrase.SELF_HARM_GO_ON, 40),
        (Phrase.AGAIN, 40),
        (Phrase.BOT_DESCRIPTION, 512),
        (Phrase.BOT_SHORT_DESCRIPTION, 120),
    ],
)
def test_words_on_controls_fit_the_platforms(language: Language, key: Phrase, limit: int) -> None:
    assert len(PHRASES[language][key]) <= limit


@pytest.mark.parametrize("language", Language)
def test_help_names_the_commands_by_their_names_in_that_language(language: Language) -> None:
    text = PHRASES[language][Phrase.HELP]
    shown = set(re.findall(r"/(\w+)", text))

    assert shown <= set(COMMAND_NAMES[language].values())
    assert {Command.RECAP, Command.UNDO, Command.RESTART, Command.LANGUAGE, Command.PACE} <= {
        command for command, name in COMMAND_NAMES[language].items() if name in shown
    }
