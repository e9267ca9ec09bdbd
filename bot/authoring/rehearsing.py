"""Plays a rehearsal in as many processes as there is work for, with the same result in any number of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from signal import SIG_DFL, SIGINT, signal
from typing import TextIO

from bot.bookshelf import load_book
from narrative.drama.rehearsal.job import LONGEST, Company, Rehearsal, batches
from narrative.drama.rehearsal.tally import Tally

_WIDTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is rehearsed: all that the outcome depends on. `book` is a folder, or the name of a book of ours."""

    book: str
    runs: int
    seed: int
    company: Company = Company.MIXED
    longest: int = LONGEST


def rehearse(schedule: Schedule, *, processes: int, watch: Callable[[int], None]) -> Tally:
    """Play all runs and return their tally; `watch` is told how many runs are done."""
    tally, todo = Tally(), batches(schedule.runs)
    play, processes = partial(_play, schedule), min(processes, len(todo))
    if processes <= 1:
        for batch in todo:
            _add(tally, play(batch), watch)
        return tally
    with _pool(processes) as pool:
        for played in pool.map(play, todo):
            _add(tally, played, watch)
    return tally


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Spawn, not fork, as libraries have threads of their own. An interrupt ends every process, without a word."""
    pool = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=signal, initargs=(SIGINT, SIG_DFL)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def replay(schedule: Schedule, run: int) -> tuple[str, ...]:
    """Return the transcript of one run."""
    return _rehearsal(schedule).replay(run)


def _add(tally: Tally, played: Tally, watch: Callable[[int], None]) -> None:
    tally.add(played)
    watch(tally.runs)


def _play(schedule: Schedule, batch: int) -> Tally:
    return _rehearsal(schedule).play(batch, schedule.runs)


@lru_cache(maxsize=1)
def _rehearsal(schedule: Schedule) -> Rehearsal:
    """A process opens the book once, for all of its batches."""
    return Rehearsal(
        load_book(schedule.book), seed=schedule.seed, company=schedule.company, longest=schedule.longest
    )


class ProgressBar:
    """Shows on a terminal how many of the runs are done; anywhere else it shows nothing."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._shown = stream.isatty()
        self.show(0)

    def show(self, done: int) -> None:
        """Draw the bar anew, over the old one."""
        share = done / self._total
        bar = ("#" * round(share * _WIDTH)).ljust(_WIDTH, ".")
        self._draw(f"\r[{bar}] {share:4.0%}  {done} of {self._total} runs")

    def clear(self) -> None:
        """Take the bar away."""
        self._draw("\r\x1b[K")

    def _draw(self, text: str) -> None:
        if self._shown:
            self._stream.write(text)
            self._stream.flush()
