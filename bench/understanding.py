"""How well she hears, beside other ways to listen, on talks that none of them was made from.

Theory of operation. `sessions.en.tsv` and `sessions.id.tsv` are talks of invented players, from a hand that wrote no
exemplar; they are for measuring alone. Every listener is judged on them by `bot.authoring.understanding`, once as they
are and once for each corruption. The tables are Markdown, so that what a run prints can stand in the README.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.corruption import CORRUPTIONS, corrupted, unpunctuated
from bench.figures import show, table, timed
from bench.keywords import KeywordBrain
from bench.keywords import is_installed as keywords_installed
from bench.neighbours import NearestNeighbour
from bot.authoring.understanding import evaluate
from bot.bookshelf import ANOTHERS_FACE, load_book
from bot.encoders import AUTOMATIC, LIGHT
from bot.encoders import is_installed as encoder_installed
from bot.training import load_recognizer, read_persona_files
from bot.works import find
from narrative.persona.acts import SAFETY_ACTS, Expectation, Recognizer
from narrative.persona.exemplars import PLACES, Exemplar, read_exemplars

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "id": "Indonesian"}

_MEASURE: Final = "best act acceptable"
_STARTS: Final = 5
_STATUS: Final = Path("/proc/self/status")
_RUN: Final = """
from bench.understanding import hear_once
hear_once({understanding!r})
"""
_PEAK: Final = """
print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """A way to listen; `places` are empty where it is told neither the scene nor her last line."""

    name: str
    recognizer: Recognizer
    places: Mapping[str, str] = field(default_factory=dict)

    def heard(self, sessions: str) -> dict[str, Any]:
        """Return the figures of a table of sessions."""
        return evaluate(sessions, self.recognizer, places=self.places).as_plain()


def main() -> None:
    """Print the bench."""
    print("Understanding")
    with find(ANOTHERS_FACE) as folder:
        data = read_persona_files(folder)
        light, whole = load_recognizer(folder, LIGHT), load_recognizer(folder, AUTOMATIC)
    neighbours = NearestNeighbour((*data.exemplars, *data.dangers))
    for language, name in LANGUAGES.items():
        sessions = sessions_file(language).read_text(encoding="utf-8")
        listeners = _listeners(language, neighbours, light, whole)
        print(f"{size(sessions, data.exemplars)}\n")
        print(table(compared(listeners, sessions), corner=name), end="\n\n")
    _starts()


def sessions_file(language: str) -> Path:
    """Return where the talks in that language are."""
    return Path(__file__).with_name(f"sessions.{language}.tsv")


def size(sessions: str, exemplars: Iterable[Exemplar]) -> str:
    """Return how large the table of sessions is, and how much of it happens to stand among the exemplars too."""
    lines = _lines(sessions)
    known = {_plain(exemplar.text) for exemplar in exemplars}
    again = sum(_plain(line.text) in known for line in lines)
    players = len({line.player for line in lines})
    return (
        f"{len(lines)} lines of {players} invented players; {again} stand word for word among the exemplars"
    )


def compared(listeners: Sequence[Listener], sessions: str) -> dict[str, dict[str, str]]:
    """Return the figures of each listener, and how many times as much as the first one it accepts."""
    all_heard = [listener.heard(sessions) for listener in listeners]
    first, meant = all_heard[0][_MEASURE], Counter(line.act for line in _lines(sessions))
    return {
        listener.name: {
            _MEASURE: f"{heard[_MEASURE]:.1%}",
            f"times that of {listeners[0].name}": f"{heard[_MEASURE] / first:.1f}",
            **_figures(heard, meant),
            **_losses(listener, heard, sessions),
        }
        for listener, heard in zip(listeners, all_heard, strict=True)
    }


def hear_once(understanding: str) -> None:
    """Load the whole book and hear one line, as a process does that has just been started."""
    load_book(understanding=understanding).recognizer.interpret("good evening", Expectation())


def _listeners(
    language: str, neighbours: Recognizer, light: Recognizer, whole: Recognizer
) -> tuple[Listener, ...]:
    """Return the listeners to a language, the plainest first, without those that are not installed."""
    keywords = (Listener(name="keywords", recognizer=KeywordBrain(language)),) if keywords_installed() else ()
    encoders = (
        Listener(name="encoder", recognizer=whole),
        Listener(name="encoder, scene", recognizer=whole, places=PLACES),
    )
    return (
        *keywords,
        Listener(name="neighbours", recognizer=neighbours),
        Listener(name="light", recognizer=light),
        *(encoders if encoder_installed() else ()),
    )


def _figures(heard: Mapping[str, Any], meant: Mapping[str, int]) -> dict[str, str]:
    safety, times = heard["safety"], heard["milliseconds"]
    return {
        "best act right, strictly": f"{heard['best act right']:.1%}",
        "macro-F1, strictly": f"{heard['macro F1']:.2f}",
        "wrong and confident": f"{heard['wrong and confident']:.1%}",
        "sense evaded": f"{heard['sense evaded']:.1%}",
        f"nonsense evaded, of {meant['off_topic']}": f"{heard['nonsense evaded']:.1%}",
        **{
            f"{act} found, of {meant[act]} / false alarms": (
                f"{safety[act]['recall']:.0%} / {safety[act]['false alarms']:.1%}"
            )
            for act in SAFETY_ACTS
        },
        "milliseconds, median / p99": f"{times['median']:.1f} / {times['p99']:.1f}",
    }


def _losses(listener: Listener, heard: Mapping[str, Any], sessions: str) -> dict[str, str]:
    """Return how many points of acceptable acts each corruption costs."""
    worse = {name: listener.heard(corrupted(sessions, corrupt)) for name, corrupt in CORRUPTIONS.items()}
    return {
        f"points lost, {name}": f"{100 * (heard[_MEASURE] - figures[_MEASURE]):.1f}"
        for name, figures in worse.items()
    }


def _lines(sessions: str) -> tuple[Exemplar, ...]:
    return read_exemplars(sessions, language="", file="sessions")


def _plain(text: str) -> str:
    return " ".join(unpunctuated(text).casefold().split())


def _starts() -> None:
    bare = _process("pass")
    show("a bare Python", f"{bare[0]:.2f} s, {bare[1]:.0f} MB")
    for name, understanding in (("light", LIGHT), ("encoder", AUTOMATIC)):
        seconds, weight = _process(_RUN.format(understanding=understanding))
        show(
            f"{name}: process start to the first line heard",
            f"{seconds:.2f} s, {weight:.0f} MB: {seconds / bare[0]:.0f} and {weight / bare[1]:.1f} times as much",
        )


def _process(code: str) -> tuple[float, float]:
    """Return the median seconds, and the peak memory in MB, of fresh processes that run the code."""
    peaks: list[str] = []

    def run() -> None:
        command = [sys.executable, "-c", code + (_PEAK if _STATUS.exists() else "print(0)")]
        peaks.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    seconds = [timed(run) for _ in range(_STARTS)]
    return statistics.median(seconds), max(int(peak) for peak in peaks) / 1024
