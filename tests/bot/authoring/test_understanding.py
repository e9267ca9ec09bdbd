"""Measuring how well a recognizer understands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.authoring.understanding import evaluate
from narrative.persona.acts import DEFLECT, Expectation, Interpretation


class Understander:
    """A recognizer that understands what it is told to."""

    def __init__(self, acts: Mapping[str, tuple[str, str]]) -> None:
        self._acts = acts

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        act, also = self._acts[text]
        return Interpretation(act=act, also=also)


def test_a_report_tells_right_acceptable_evaded_and_wrong():
    """Each line counts where it belongs."""
    recognizer = Understander(
        {
            "hello": ("greet", ""),
            "film tomorrow?": ("meet_again", ""),
            "hm, film": ("hesitate", "talk_film"),
            "who is he": (DEFLECT, ""),
            "banana": ("off_topic", ""),
            "you": ("insult", ""),
            "2+2": (DEFLECT, ""),
            "sums": ("off_topic", ""),
        }
    )
    lines = [
        "text\tact\talso",
        "hello\tgreet\t",
        "film tomorrow?\ttalk_film\tmeet_again",
        "hm, film\ttalk_film",
        "who is he\task_husband\t",
        "banana\tjoke\t",
        "you\tlove\t",
        "2+2\toff_topic\t",
        "sums\toff_topic\t",
        "",
    ]
    expected = (
        "8 lines\n"
        "strict                25.0%\n"
        "acceptable            50.0%\n"
        "deflected             25.0%\n"
        "wrong and confident   12.5%\n"
    )
    assert expected == evaluate("\n".join(lines), recognizer)


def test_nothing_to_measure_is_reported_too():
    """A heading alone divides nothing by zero."""
    assert "0 lines\n" == evaluate("text\tact\talso\n", Understander({}))
