"""The story thread: one piece of work after the other, never on the event loop, and patient with a full disk."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from bot.thread import StoryThread
from tests.bot.fakes import FakeClock, until


@pytest.fixture
def thread(clock: FakeClock) -> Iterator[StoryThread]:
    opened = StoryThread(clock)
    yield opened
    opened.close()


async def test_all_work_is_done_on_one_other_thread(thread: StoryThread) -> None:
    workers = {await thread.call(threading.get_ident), await thread.insist(threading.get_ident)}
    workers.add(thread.finish(threading.get_ident))
    assert (1, False) == (len(workers), threading.get_ident() in workers)


async def test_work_is_done_in_the_order_it_was_given(thread: StoryThread) -> None:
    done: list[int] = []
    await asyncio.gather(*(thread.call(done.append, number) for number in range(50)))
    assert list(range(50)) == done


async def test_an_error_comes_to_whoever_called(thread: StoryThread) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await thread.call(int, "seven")


async def test_insisting_outlasts_a_failing_database(
    thread: StoryThread, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariant 22."""
    troubles = [sqlite3.OperationalError("database or disk is full")] * 3

    def write() -> str:
        if troubles:
            raise troubles.pop()
        return "written"

    insisting = asyncio.create_task(thread.insist(write))
    for tries in range(1, 4):
        await until(lambda tries=tries: len(clock.slept) == tries)
        await clock.advance(clock.slept[-1])
    assert "written" == await insisting
    assert [0.5, 1.0, 2.0] == clock.slept
    assert "The database failed: database or disk is full. Trying again in 0.5 s." == caplog.messages[0]


async def test_insisting_does_not_hide_an_error_of_ours(thread: StoryThread) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await thread.insist(int, "seven")
