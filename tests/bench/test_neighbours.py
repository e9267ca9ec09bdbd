"""Nearest-neighbour matching that she is compared with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.neighbours import NearestNeighbour
from narrative.persona.acts import DEFLECT, Expectation, Interpretation, ScoredAct
from narrative.persona.exemplars import HARMLESS, Exemplar

NOTHING = Expectation()


def _line(text: str, act: str) -> Exemplar:
    return Exemplar(text=text, act=act, language="en")


NEAREST = NearestNeighbour(
    (
        _line("where is your husband?", "ask_husband"),
        _line("do you love your husband", "ask_marriage"),
        _line("good evening", "greet"),
        _line("i want to die", "self_harm"),
        _line("i could die of laughter", HARMLESS),
    )
)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Where is  your husband?", "ask_husband"),
        ("wheres ur husband", "ask_husband"),
        ("Good evening!", "greet"),
        ("…", "hesitate"),
        ("", "hesitate"),
    ],
)
def test_an_utterance_is_what_the_most_similar_line_is(text: str, act: str) -> None:
    assert act == NEAREST.interpret(text, NOTHING).act


def test_the_same_line_is_wholly_similar_and_each_act_is_ranked_once() -> None:
    ranked = NEAREST.interpret("where is your husband?", NOTHING).ranked
    assert ["ask_husband", "ask_marriage"] == [one.act for one in ranked[:2]]
    assert 1.0 == pytest.approx(ranked[0].score, abs=1e-5)
    assert 3 == len(ranked)


def test_what_resembles_nothing_is_deflected() -> None:
    assert DEFLECT == NEAREST.interpret("xkcd 1234", NOTHING).act


def test_danger_is_reported_as_danger() -> None:
    understood = NEAREST.interpret("i want to die", NOTHING)
    assert ("self_harm", "self_harm") == (understood.act, understood.safety)


def test_silence_is_no_line_of_anybodys() -> None:
    silent = Interpretation(act="hesitate", ranked=(ScoredAct(act="hesitate", score=1.0),))
    assert silent == NEAREST.interpret("...", NOTHING)


def test_harmless_lines_have_no_act_to_offer() -> None:
    assert HARMLESS not in {one.act for one in NEAREST.interpret("i could die of laughter", NOTHING).ranked}


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert NEAREST.interpret(text, NOTHING).ranked
