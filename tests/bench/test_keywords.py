"""The keyword brain that she is compared with."""

from __future__ import annotations

import re

import pytest

from bench.keywords import KeywordBrain, brain_file, is_installed
from narrative.persona.acts import ACTS, DEFLECT, Expectation, Interpretation, ScoredAct

LANGUAGES = ("en", "id")
NOTHING = Expectation()

needs_rivescript = pytest.mark.skipif(not is_installed(), reason="RiveScript comes with make bench alone")
# RiveScript is older than today's warnings about its regular expressions.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trigger_answers_with_an_act(language: str) -> None:
    answers = re.findall(r"^- (.*)$", brain_file(language).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {*ACTS, DEFLECT} == set(answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brain_has_about_two_hundred_triggers(language: str) -> None:
    triggers = re.findall(r"^\+ ", brain_file(language).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert 150 <= len(triggers) <= 260


@needs_rivescript
@pytest.mark.parametrize(
    ("language", "text", "act"),
    [
        ("en", "Where is your husband?", "ask_husband"),
        ("en", "I'm your husband", "confess"),
        ("en", "*takes her hand*", "touch"),
        ("en", "ok, but I want to die", "self_harm"),
        ("en", "…", "hesitate"),
        ("id", "Selamat malam!", "greet"),
        ("id", "siapa namamu", "ask_identity"),
        ("id", "gw mau mati", "self_harm"),
    ],
)
def test_keywords_are_found(language: str, text: str, act: str) -> None:
    assert act == KeywordBrain(language).interpret(text, NOTHING).act


@needs_rivescript
def test_danger_is_reported_as_danger() -> None:
    understood = KeywordBrain("en").interpret("I will kill you", NOTHING)
    assert (
        Interpretation(act="threat", ranked=(ScoredAct(act="threat", score=1.0),), safety="threat")
        == understood
    )


@needs_rivescript
def test_without_a_keyword_it_deflects_and_guesses_that_nothing_was_meant() -> None:
    understood = KeywordBrain("en").interpret("umbrage perpendicular", NOTHING)
    assert Interpretation(act=DEFLECT, ranked=(ScoredAct(act="off_topic", score=1.0),)) == understood
