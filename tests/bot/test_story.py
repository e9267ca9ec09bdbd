"""A book as the bot sees it: readings cross as text, and come back as they were."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.bookshelf import load_book
from bot.story import BookStory, Told
from narrative.cues import Choice, Listen, Notice, Offer
from narrative.errors import StateError
from narrative.events import Asked, Command, Language, Pace, WentOn
from narrative.phrases import Phrase, phrase
from tests.bot.fakes import BEGINNING


@pytest.fixture(scope="module")
def story() -> BookStory:
    return BookStory(load_book())


def begun(story: BookStory, language: Language = Language.INDONESIAN) -> Told:
    return story.begin(language=language, pace=Pace.BRISK, seed=7)


def test_a_beginning_says_what_the_bot_has_to_know(story: BookStory) -> None:
    told = begun(story)
    assert (Language.INDONESIAN, Pace.BRISK, 0) == (told.language, told.pace, told.turn)
    assert isinstance(told.cues[-1], Offer | Listen)


def test_the_same_seed_and_events_give_the_same_text(story: BookStory) -> None:
    """Invariant 11."""

    def played() -> list[Told]:
        turns = [begun(story)]
        for minute in range(12):
            now = BEGINNING + timedelta(minutes=minute)
            turns.append(story.advance(turns[-1].state, WentOn(), now=now))
        return turns

    assert played() == played()


def test_controls_are_those_of_the_last_turn(story: BookStory) -> None:
    told = begun(story)
    assert told.cues[-1] == story.controls(told.state)


def test_a_turn_changes_the_pace_for_the_messages_after_it(story: BookStory) -> None:
    asked = Asked(command=Command.PACE, argument="slow")
    assert Pace.SLOW == story.advance(begun(story).state, asked, now=BEGINNING).pace


@pytest.mark.parametrize("words", ["I want to kill myself", "so " * 1_350 + "I want to kill myself"])
def test_danger_is_heard_in_the_very_first_message(story: BookStory, words: str) -> None:
    """Invariant 19: however long the message is."""
    told = story.begin(language=Language.ENGLISH, pace=Pace.CALM, seed=7, said=words)
    care, controls = told.cues[-2:]
    go_on = Choice(label=phrase(Language.ENGLISH, Phrase.SELF_HARM_GO_ON))
    assert Notice(text=phrase(Language.ENGLISH, Phrase.SELF_HARM)) == care
    assert (go_on,) == controls.choices
    assert controls == story.controls(told.state)


def test_nothing_else_is_heard_in_the_very_first_message(story: BookStory) -> None:
    language = Language.INDONESIAN
    assert begun(story) == story.begin(language=language, pace=Pace.BRISK, seed=7, said="halo")


@pytest.mark.parametrize("state", ["", "{", "[]", "{}", '{"format": 99}'])
def test_what_is_no_reading_is_a_state_error(story: BookStory, state: str) -> None:
    with pytest.raises(StateError):
        story.advance(state, WentOn(), now=BEGINNING)


def test_the_text_is_compact_json_with_its_letters_as_they_are(story: BookStory) -> None:
    state = begun(story).state
    assert state == json.dumps(json.loads(state), ensure_ascii=False, separators=(",", ":"))
