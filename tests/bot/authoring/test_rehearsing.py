"""Rehearsing in one process and in several, and the progress bar."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.authoring.rehearsing import ProgressBar, Schedule, rehearse, replay
from narrative.drama.rehearsal.job import BATCH, Company
from narrative.drama.rehearsal.tally import Tally
from tests.bot.authoring.rehearsals import BROKEN, TALK, Terminal, ferry

ROOT = Path(__file__).parents[3]


def played(schedule: Schedule, *, processes: int = 1) -> Tally:
    return rehearse(schedule, processes=processes, watch=lambda _: None)


def test_any_number_of_processes_plays_the_same(tmp_path: Path) -> None:
    schedule = Schedule(book=str(ferry(tmp_path, TALK)), runs=3 * BATCH + 10, seed=5)

    alone = played(schedule)

    assert alone == played(schedule, processes=2) == played(schedule, processes=3)
    assert schedule.runs == alone.runs


def test_a_hash_seed_changes_nothing(tmp_path: Path) -> None:
    """In another process with another hash seed the printed report is the same to the byte."""
    reports = {
        hashlib.sha256(
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "bot",
                    "rehearse",
                    ferry(tmp_path, TALK),
                    "--runs",
                    "60",
                    "--processes",
                    "1",
                ],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                capture_output=True,
                cwd=tmp_path,
                timeout=60,
                check=True,
            ).stdout
        ).hexdigest()
        for seed in ("0", "1", "77")
    }
    assert 1 == len(reports)


def test_it_is_told_how_many_runs_are_done(tmp_path: Path) -> None:
    schedule, done = Schedule(book=str(ferry(tmp_path)), runs=2 * BATCH + 1, seed=1), list[int]()

    rehearse(schedule, processes=1, watch=done.append)

    assert [BATCH, 2 * BATCH, 2 * BATCH + 1] == done


@pytest.mark.parametrize("company", Company)
def test_a_replay_is_of_the_run_that_was_counted(tmp_path: Path, company: Company) -> None:
    schedule = Schedule(book=str(ferry(tmp_path, BROKEN)), runs=40, seed=9, company=company)
    (found,) = played(schedule).dead_ends.values()

    transcript = replay(schedule, found.run)

    assert ["A pier.", "> choose line:o_wait: Wait"] == list(transcript[:2])
    assert f"(fault: {found.message})" == transcript[-1]


def test_the_bar_grows_and_goes() -> None:
    terminal = Terminal()
    bar = ProgressBar(1000, terminal)
    bar.show(250)
    bar.show(1000)
    bar.clear()

    assert [
        "",
        f"[{'.' * 30}]   0%  0 of 1000 runs",
        f"[{'#' * 8}{'.' * 22}]  25%  250 of 1000 runs",
        f"[{'#' * 30}] 100%  1000 of 1000 runs",
        "\x1b[K",
    ] == terminal.getvalue().split("\r")


def test_where_nobody_watches_there_is_no_bar() -> None:
    stream = io.StringIO()
    bar = ProgressBar(10, stream)
    bar.show(10)
    bar.clear()

    assert "" == stream.getvalue()
