"""The comparison of listeners."""

from __future__ import annotations

import pytest

from bench.understanding import LANGUAGES, Listener, compared, sessions_file, size
from narrative.persona.acts import Expectation, Interpretation, ScoredAct
from narrative.persona.exemplars import PLACES, Exemplar, read_exemplars

SESSIONS = """text\tact\talso\tplayer\tscene\tasked
good evening\tgreet\t\tone\tbus_stop\t
yes\tagree\t\tone\tcafe\tDo you take sugar?
i want to die\tself_harm\t\ttwo\thotel\tYou are silent.
qwerty\toff_topic\t\ttwo\tcafe\tYou may speak.
"""


class Fixed:
    """Understands small letters that it was told of, and greets at everything else; knows where it is, or not."""

    def __init__(self, **known: str) -> None:
        self.known = known
        self.places: set[str] = set()

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        self.places.add(expecting.place)
        act = self.known.get(text, "greet")
        safety = act if act == "self_harm" else ""
        return Interpretation(act=act, ranked=(ScoredAct(act=act, score=1.0),), safety=safety)


@pytest.fixture
def plain() -> Listener:
    return Listener(name="plain", recognizer=Fixed())


@pytest.fixture
def better() -> Listener:
    return Listener(
        name="better",
        recognizer=Fixed(**{"yes": "agree", "i want to die": "self_harm", "qwerty": "off_topic"}),
        places=PLACES,
    )


def test_each_listener_has_its_column_and_is_compared_with_the_first(
    plain: Listener, better: Listener
) -> None:
    columns = compared((plain, better), SESSIONS)
    assert ["plain", "better"] == list(columns)
    assert [("25.0%", "1.0"), ("100.0%", "4.0")] == [
        (figures["best act acceptable"], figures["times that of plain"]) for figures in columns.values()
    ]


def test_every_column_has_the_same_figures_in_the_same_order(plain: Listener, better: Listener) -> None:
    first, second = compared((plain, better), SESSIONS).values()
    assert list(first) == list(second)


def test_the_figures_say_of_how_many_lines_they_are(better: Listener) -> None:
    figures = compared((better,), SESSIONS)["better"]
    assert "100% / 0.0%" == figures["self_harm found, of 1 / false alarms"]
    assert "100.0%" == figures["nonsense evaded, of 1"]


def test_what_a_corruption_costs_is_told_in_points(better: Listener) -> None:
    """In capital letters three of four lines are taken for greetings; without punctuation none is."""
    figures = compared((better,), SESSIONS)["better"]
    assert ("75.0", "0.0") == (figures["points lost, upper-cased"], figures["points lost, unpunctuated"])


def test_a_listener_is_told_of_the_scene_only_where_it_should_be(plain: Listener, better: Listener) -> None:
    compared((plain, better), SESSIONS)
    assert {""} == plain.recognizer.places  # type: ignore[attr-defined]
    # Each is warmed up first, without any scene.
    assert {"", "street", "seated", "private"} == better.recognizer.places  # type: ignore[attr-defined]


def test_lines_that_stand_among_the_exemplars_are_counted() -> None:
    exemplars = [Exemplar(text=text, act="greet", language="en") for text in ("Good evening!", "yes, please")]
    said = "4 lines of 2 invented players; 1 stand word for word among the exemplars"
    assert said == size(SESSIONS, exemplars)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sessions_can_be_read_and_their_scenes_are_known(language: str) -> None:
    text = sessions_file(language).read_text(encoding="utf-8")
    lines = read_exemplars(text, language=language, file=f"sessions.{language}.tsv")
    assert set(PLACES) == {line.scene for line in lines}
    assert 12 == len({line.player for line in lines})
