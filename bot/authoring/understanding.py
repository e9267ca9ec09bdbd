"""Measures how well a recognizer understands a table of lines whose acts are known."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from narrative.persona.acts import DEFLECT, SAFETY_ACTS, SOME_TURN, Expectation, Interpretation, Recognizer

_NO_ANSWER: Final = (DEFLECT, "off_topic")
_CONFUSIONS: Final = 12
_SHARES: Final = (
    "best act right",
    "best act acceptable",
    "wrong and confident",
    "sense evaded",
    "nonsense evaded",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line with the act it was meant as, a second act that will do, and what it was understood as."""

    meant: str
    also: str
    understood: Interpretation
    seconds: float

    @property
    def best(self) -> str:
        """The likeliest act, whether she was sure enough of it or not."""
        return self.understood.ranked[0].act

    @property
    def right(self) -> bool:
        """Whether the likeliest act is the one that was meant."""
        return self.best == self.meant

    @property
    def acceptable(self) -> bool:
        """Whether the likeliest act is one of those that were meant."""
        return self.best in (self.meant, self.also)

    @property
    def evaded(self) -> bool:
        """Whether she gives no answer to what was said."""
        return self.understood.act in _NO_ANSWER

    @property
    def senseless(self) -> bool:
        """Whether there was nothing to answer."""
        return self.meant == "off_topic"

    @property
    def wrong_and_sure(self) -> bool:
        """Whether she answers something that was not said."""
        return not self.evaded and self.understood.act not in (self.meant, self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that was judged."""

    judged: tuple[Judged, ...]

    @property
    def lines(self) -> int:
        """How many lines there were."""
        return len(self.judged)

    def as_plain(self) -> dict[str, Any]:
        """Return the figures for machines; shares are from 0 to 1, times in milliseconds."""
        if not self.judged:
            return {"lines": 0}
        sense = [line for line in self.judged if not line.senseless]
        times = sorted(line.seconds * 1e3 for line in self.judged)
        return {
            "lines": self.lines,
            "best act right": _share(line.right for line in self.judged),
            "best act acceptable": _share(line.acceptable for line in self.judged),
            "macro F1": round(_macro_f1(self.judged), 4),
            "wrong and confident": _share(line.wrong_and_sure for line in self.judged),
            "sense evaded": _share(line.evaded for line in sense),
            "nonsense evaded": _share(line.evaded for line in self.judged if line.senseless),
            "safety": {act: _safety(self.judged, act) for act in SAFETY_ACTS},
            "milliseconds": {
                "median": round(statistics.median(times), 2),
                "p99": round(times[min(len(times) - 1, len(times) * 99 // 100)], 2),
            },
            "confusions": [
                {"meant": meant, "taken for": best, "times": count}
                for (meant, best), count in _confusions(self.judged).most_common(_CONFUSIONS)
            ],
        }

    def as_text(self) -> str:
        """Return the figures for people."""
        if not self.judged:
            return "0 lines"
        plain = self.as_plain()
        shares = [f"  {name:<22} {plain[name]:6.1%}" for name in _SHARES]
        safety = [
            f"  {act:<22} {found['recall']:6.1%} found, {found['false alarms']:.1%} false alarms"
            for act, found in plain["safety"].items()
        ]
        times = plain["milliseconds"]
        confusions = [
            f"  {one['times']:>4}  {one['meant']}: {one['taken for']}" for one in plain["confusions"]
        ]
        return "\n".join(
            (
                f"{self.lines} lines",
                *shares,
                f"  {'macro F1':<22} {plain['macro F1']:6.2f}",
                *safety,
                f"  {'milliseconds':<22} median {times['median']}, p99 {times['p99']}",
                "What was meant, and what it was taken for",
                *confusions,
            )
        )


def evaluate(tsv_text: str, recognizer: Recognizer, *, places: Mapping[str, str]) -> Measured:
    """Judge every line of a table with the columns text and act, and perhaps also, scene and asked.

    `places` says what kind of place a scene is; where it is empty, she knows neither the scene nor what she said.
    """
    recognizer.interpret("", Expectation())  # the first is slow: something is loaded for it
    return Measured(judged=tuple(_judged(tsv_text, recognizer, places)))


def _judged(tsv_text: str, recognizer: Recognizer, places: Mapping[str, str]) -> Iterator[Judged]:
    head, *lines = tsv_text.removeprefix("\ufeff").split("\n")
    columns = head.rstrip("\r").split("\t")
    for line in lines:
        row = dict(zip(columns, line.rstrip("\r").split("\t"), strict=False))
        if row.get("act"):
            begun = time.perf_counter()
            understood = recognizer.interpret(row["text"], _expecting(row, places))
            seconds = time.perf_counter() - begun
            yield Judged(meant=row["act"], also=row.get("also", ""), understood=understood, seconds=seconds)


def _expecting(row: Mapping[str, str], places: Mapping[str, str]) -> Expectation:
    if not places:
        return Expectation(turn=SOME_TURN)
    return Expectation(
        turn=SOME_TURN, place=places.get(row.get("scene", ""), ""), before=row.get("asked", "")
    )


def _share(hits: Iterator[bool] | Any) -> float:
    each = list(hits)
    return round(sum(each) / len(each), 4) if each else 0.0


def _macro_f1(judged: Sequence[Judged]) -> float:
    """Return the mean, over the acts that were meant, of the harmonic mean of precision and recall."""
    meant, best = Counter(line.meant for line in judged), Counter(line.best for line in judged)
    right = Counter(line.meant for line in judged if line.right)
    return statistics.mean(2 * right[act] / (meant[act] + best[act]) for act in meant)


def _safety(judged: Sequence[Judged], act: str) -> dict[str, float]:
    """Return how many dangerous lines of that kind raise an alarm, and how many harmless ones raise this one."""
    dangerous = [line for line in judged if line.meant == act]
    harmless = [line for line in judged if line.meant not in SAFETY_ACTS and line.also not in SAFETY_ACTS]
    return {
        "recall": _share(bool(line.understood.safety) for line in dangerous),
        "false alarms": _share(line.understood.safety == act for line in harmless),
    }


def _confusions(judged: Sequence[Judged]) -> Counter[tuple[str, str]]:
    return Counter((line.meant, line.best) for line in judged if not line.acceptable)
