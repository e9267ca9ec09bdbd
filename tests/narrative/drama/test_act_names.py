"""The acts in readers' words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.drama.act_names import OFFERED, act_label, act_name, acts_named, is_name
from narrative.events import Language
from narrative.persona.acts import ACTS, SAFETY_ACTS

EN, ID = Language.ENGLISH, Language.INDONESIAN


@pytest.mark.parametrize("language", Language)
def test_every_act_has_a_name_of_its_own_that_fits_on_a_button(language: Language) -> None:
    names = [act_name(language, act) for act in ACTS]

    assert len(ACTS) == len(set(names))
    assert [] == [name for name in names if len(name) > 40 and name not in _never_on_a_button(language)]


def _never_on_a_button(language: Language) -> set[str]:
    return {act_name(language, act) for act in SAFETY_ACTS}


@pytest.mark.parametrize("act", ACTS)
def test_no_indonesian_name_is_left_in_english(act: str) -> None:
    assert act_name(EN, act) != act_name(ID, act)


@pytest.mark.parametrize("language", Language)
def test_danger_is_never_offered_nor_named(language: Language) -> None:
    assert set(ACTS) - set(SAFETY_ACTS) == set(OFFERED)
    assert {()} == {acts_named(language, act_name(language, act)) for act in SAFETY_ACTS}
    assert {()} == {acts_named(language, act) for act in SAFETY_ACTS}


def test_a_button_begins_with_a_capital_letter() -> None:
    assert ("A joke", "Gurauan") == (act_label(EN, "joke"), act_label(ID, "joke"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("act", OFFERED)
def test_an_act_is_known_by_its_name_its_button_and_its_id(language: Language, act: str) -> None:
    ways = (act_name(language, act), act_label(language, act).upper(), act, act.replace("_", " "))

    assert {(act,)} == {acts_named(language, way) for way in ways}


@pytest.mark.parametrize(
    ("language", "words", "act"),
    [
        (EN, "husband", "ask_husband"),
        (EN, "i was only joking!", "joke"),
        (EN, "I was asking about her husband", "ask_husband"),
        (EN, "Sorry", "apologise"),
        (EN, "no", "disagree"),
        (EN, "loneliness.", "talk_loneliness"),
        (EN, "suami", "ask_husband"),
        (ID, "suami", "ask_husband"),
        (ID, "nanya suaminya", "ask_husband"),
        (ID, "aku cuma bercanda", "joke"),
        (ID, "Tidak", "disagree"),
        (ID, "makan malam", "invite_dinner"),
        (ID, "husband", "ask_husband"),
    ],
)
def test_an_act_is_named_by_a_word_for_it_in_either_language(
    language: Language, words: str, act: str
) -> None:
    assert (act,) == acts_named(language, words)


def test_only_a_whole_name_is_one() -> None:
    named = ["A joke.", "gurauan", "ask_husband", "joke", "it was a joke", ""]

    assert [True, True, True, True, False, False] == [is_name(text) for text in named]


def test_words_that_name_two_acts_equally_name_both() -> None:
    assert ("talk_work", "joke") == acts_named(EN, "a joke about work")


@pytest.mark.parametrize("words", ["zorro", "a question", "…", "kill", "mati"])
def test_words_that_name_no_act_name_none(words: str) -> None:
    assert () == acts_named(EN, words)


@given(st.sampled_from(Language), st.text())
def test_any_words_whatever_name_only_what_is_offered(language: Language, words: str) -> None:
    assert set(acts_named(language, words)) <= set(OFFERED)
