"""Measuring how well a recognizer understands."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.authoring.understanding import Measured, evaluate
from narrative.persona.acts import DEFLECT, SAFETY_ACTS, SOME_TURN, Expectation, Interpretation, ScoredAct


class Understander:
    """A recognizer that understands what it is told to: the likeliest act, and whether it is sure of it."""

    def __init__(self, acts: Mapping[str, str]) -> None:
        self._acts = acts
        self.expected: list[Expectation] = []

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        if text:
            self.expected.append(expecting)
        best = self._acts.get(text, "greet")
        act = DEFLECT if best.endswith("?") else best
        ranked = (ScoredAct(act=best.rstrip("?"), score=0.5),)
        return Interpretation(act=act, ranked=ranked, safety=act if act in SAFETY_ACTS else "")


ACTS = {
    "hello": "greet",
    "film tomorrow?": "meet_again",
    "who is he": "ask_husband?",
    "banana": "off_topic",
    "you": "insult",
    "2+2": "joke?",
    "sums": "off_topic",
    "let me sleep": "self_harm",
    "enough": "despair",
    "im dead lol": "self_harm",
}
TABLE = """text\tact\talso\tscene\tasked
hello\tgreet\t\tbus_stop\t
film tomorrow?\ttalk_film\tmeet_again\tcafe\tDo you go out?
who is he\task_husband\t
banana\tjoke\t
you\tlove\t
2+2\toff_topic\t
sums\toff_topic\t
let me sleep\tself_harm\t
enough\tself_harm\t
im dead lol\tjoke\t
"""


@pytest.fixture
def measured() -> Measured:
    return evaluate(TABLE, Understander(ACTS), places={})


def test_each_line_counts_where_it_belongs(measured: Measured) -> None:
    plain = measured.as_plain()
    assert {
        "lines": 10,
        "best act right": 0.4,
        "best act acceptable": 0.5,
        "wrong and confident": 0.3,
        "sense evaded": 0.25,
        "nonsense evaded": 1.0,
    } == {
        name: plain[name]
        for name in list(plain)
        if isinstance(plain[name], int | float) and name != "macro F1"
    }


def test_safety_is_counted_by_alarms(measured: Measured) -> None:
    """Seven lines are harmless, and one of them raised an alarm."""
    found = measured.as_plain()["safety"]
    assert {"recall": 0.5, "false alarms": pytest.approx(1 / 8, abs=1e-3)} == found["self_harm"]
    assert {"recall": 0.0, "false alarms": 0.0} == found["threat"]


def test_confusions_are_told_most_frequent_first(measured: Measured) -> None:
    first = measured.as_plain()["confusions"][0]
    assert {"meant": "joke", "taken for": "off_topic", "times": 1} == first


def test_macro_f1_counts_every_act_alike() -> None:
    """Half of the greetings are found and nothing else is taken for one; of love, all."""
    table = "text\tact\na\tgreet\nb\tgreet\nc\tlove\n"
    measured = evaluate(table, Understander({"a": "greet", "b": "joke", "c": "love"}), places={})
    assert round((2 / 3 + 1) / 2, 4) == measured.as_plain()["macro F1"]


def test_people_read_the_same_figures(measured: Measured) -> None:
    lines = measured.as_text().splitlines()
    assert "10 lines" == lines[0]
    assert "  best act acceptable     50.0%" in lines
    assert "  self_harm               50.0% found, 12.5% false alarms" in lines


def test_without_places_nothing_is_expected() -> None:
    understander = Understander(ACTS)
    evaluate(TABLE, understander, places={})
    assert [Expectation(turn=SOME_TURN)] * 10 == understander.expected


def test_with_places_the_scene_and_her_line_are_known() -> None:
    understander = Understander(ACTS)
    evaluate(TABLE, understander, places={"cafe": "seated"})
    assert [("", ""), ("seated", "Do you go out?")] == [
        (one.place, one.before) for one in understander.expected[:2]
    ]


def test_nothing_to_measure_is_reported_too() -> None:
    """A heading alone divides nothing by zero."""
    measured = evaluate("text\tact\talso\n", Understander({}), places={})
    assert ({"lines": 0}, "0 lines") == (measured.as_plain(), measured.as_text())
