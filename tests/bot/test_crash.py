"""Invariants 1 to 5: killed at any point and started again, it is as if nothing had happened."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from narrative.events import Language
from narrative.phrases import Phrase, phrase
from tests.bot.crash_driver import Journal

ROOT = Path(__file__).parents[2]

POINTS = [
    "before commit 1",
    "after commit 1",
    "before turns",
    "before advance",
    "after advance",
    "before done",
    "before commit 2",
    "after commit 2",
    "before perform",
    "after perform",
    "before receipt",
    "after receipt",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is left when all is over: the readings, the messages by chat, and how much still waits."""

    readings: list[Any]
    messages: dict[str, list[str]]
    waiting: tuple[int, int]


def run(folder: Path, crash_at: str = "") -> int:
    """Run the driver; return its exit code, negative for a signal."""
    environment = {**os.environ, "KEDOK_CRASH_AT": crash_at, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.bot.crash_driver", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False).returncode


def performed(folder: Path) -> list[Any]:
    return Journal(folder / "performed").lines()


def repeats(folder: Path) -> int:
    """Return how many messages were sent again, in the conversation where there were most of them."""
    times = Counter((chat, id_) for id_, chat, _ in performed(folder))
    again: Counter[str] = Counter()
    for (chat, _), count in times.items():
        again[chat] += count - 1
    return max(again.values())


def history(folder: Path) -> History:
    messages: dict[str, list[str]] = {}
    seen = set()
    for id_, chat, text in performed(folder):
        if id_ not in seen:
            messages.setdefault(chat, []).append(text)
        seen.add(id_)
    with closing(sqlite3.connect(folder / "kedok.sqlite")) as db:
        readings = db.execute(
            """
            SELECT c.chat, r.owner, r.version, r.language, r.turn, r.state
            FROM readings AS r JOIN conversations AS c ON c.id = r.conversation ORDER BY c.chat
            """
        ).fetchall()
        (inbox,) = db.execute("SELECT count(*) FROM inbox WHERE state = 'waiting'").fetchone()
        (outbox,) = db.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'").fetchone()
    return History(readings=readings, messages=messages, waiting=(inbox, outbox))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> History:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert (0, 0) == (run(folder), repeats(folder))
    return history(folder)


def test_the_undisturbed_run_is_what_it_should_be(undisturbed: History) -> None:
    """Else the other tests would compare nothing with nothing."""
    parked = phrase(Language.ENGLISH, Phrase.PARKED)
    assert {
        "a": ["Once (en, 42).", "one", "two", "three", parked, "one more", "good night"],
        "b": ["Once (en, 42).", "wait", "The end."],
    } == undisturbed.messages
    assert [("a", 4), ("b", 3)] == [(reading[0], reading[2]) for reading in undisturbed.readings]
    assert (0, 0) == undisturbed.waiting


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_changes_nothing_but_at_most_one_repeated_message(
    tmp_path: Path, undisturbed: History, point: str
) -> None:
    assert -signal.SIGKILL == run(tmp_path, f"{point}:3")
    assert 0 == run(tmp_path)
    assert undisturbed == history(tmp_path)
    assert repeats(tmp_path) <= 1


def test_a_kill_at_every_start_changes_nothing_but_at_most_one_repeated_message_each(
    tmp_path: Path, undisturbed: History
) -> None:
    kills = [run(tmp_path, f"{point}:1") for point in POINTS].count(-signal.SIGKILL)
    assert 0 == run(tmp_path)
    assert undisturbed == history(tmp_path)
    assert repeats(tmp_path) <= kills
