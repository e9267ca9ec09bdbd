"""The story thread: one piece of work after the other, in groups, and patient with a full disk."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from adapters.port import ConversationKey
from bot.store.schema import StoreRefused
from bot.thread import StoryThread
from tests.bot.fakes import BEGINNING, FakeClock, inbound, settled, until


@pytest.fixture
def thread(clock: FakeClock, tmp_path: Path) -> Iterator[StoryThread]:
    opened = StoryThread(clock, tmp_path / "kedok.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def committed(thread: StoryThread, tmp_path: Path) -> Callable[[], list[str]]:
    """Return what somebody else sees in the database: the chats."""

    def look() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "kedok.sqlite")) as other:
            return [chat for (chat,) in other.execute("SELECT chat FROM conversations ORDER BY id")]

    return look


def accept(thread: StoryThread, chat: str) -> frozenset[int]:
    return thread.store.accept([inbound("hello", conversation=ConversationKey(platform="memory", chat=chat))])


async def together(thread: StoryThread, *works: Callable[[], object]) -> list[object]:
    """Let all of these wait while the thread is busy; return what comes of them."""
    begun, free = threading.Event(), threading.Event()
    before = asyncio.create_task(thread.call(lambda: (begun.set(), free.wait())))
    await asyncio.to_thread(begun.wait)
    tasks = [asyncio.create_task(thread.call(work)) for work in works]
    await settled()
    free.set()
    await before
    return await asyncio.gather(*tasks, return_exceptions=True)


async def test_all_work_is_done_on_one_other_thread(thread: StoryThread) -> None:
    workers = {await thread.call(threading.get_ident), await thread.insist(threading.get_ident)}
    assert (1, False) == (len(workers), threading.get_ident() in workers)


async def test_work_is_done_in_the_order_it_was_given(thread: StoryThread) -> None:
    done: list[int] = []
    await asyncio.gather(*(thread.call(done.append, number) for number in range(50)))
    assert list(range(50)) == done


async def test_an_error_comes_to_whoever_called(thread: StoryThread) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await thread.call(int, "seven")


async def test_what_is_written_is_committed_when_it_is_told(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    await thread.call(accept, thread, "a")
    assert ["a"] == committed()


async def test_what_waits_together_is_committed_together(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    seen: list[list[str]] = []
    works = [partial(accept, thread, chat) for chat in "abc"]
    await together(thread, *works, lambda: seen.append(committed()))
    assert ([[]], ["a", "b", "c"]) == (seen, committed())


async def test_a_piece_that_fails_undoes_only_itself(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    """Invariant 24."""

    def fail() -> None:
        accept(thread, "never")
        raise ZeroDivisionError

    results = await together(thread, partial(accept, thread, "a"), fail, partial(accept, thread, "b"))
    assert [frozenset({1}), ZeroDivisionError, frozenset({2})] == [
        type(one) if isinstance(one, Exception) else one for one in results
    ]
    assert ["a", "b"] == committed()


async def test_a_database_error_in_one_piece_spares_the_others(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    def fail() -> None:
        thread.store._connection.execute("INSERT INTO conversations (platform) VALUES ('memory')")

    results = await together(thread, partial(accept, thread, "a"), fail, partial(accept, thread, "b"))
    assert [frozenset, sqlite3.IntegrityError, frozenset] == [type(one) for one in results]
    assert ["a", "b"] == committed()


async def test_a_commit_that_fails_fails_all_of_its_group(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    """Invariant 22: nobody is told of what is not on disk."""

    def spoil() -> None:
        thread.store._connection.execute("PRAGMA defer_foreign_keys = ON")
        thread.store.set_wake(404, 1, BEGINNING)

    results = await together(thread, partial(accept, thread, "a"), spoil, partial(accept, thread, "b"))
    assert [sqlite3.IntegrityError] * 3 == [type(one) for one in results]
    assert [] == committed()
    await thread.call(accept, thread, "a")
    assert ["a"] == committed()


async def test_a_transaction_that_is_lost_midway_fails_all_of_its_group(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    """SQLite itself rolls back at some errors, as a disk that is full: what follows must not be kept alone."""

    def lose() -> None:
        thread.store._connection.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    results = await together(thread, partial(accept, thread, "a"), lose, partial(accept, thread, "b"))
    assert [sqlite3.OperationalError] * 3 == [type(one) for one in results]
    assert [] == committed()


async def test_what_was_given_is_done_though_nobody_waits_for_it_any_more(
    thread: StoryThread, committed: Callable[[], list[str]]
) -> None:
    giving = asyncio.create_task(thread.call(accept, thread, "a"))
    await asyncio.sleep(0)
    giving.cancel()
    await thread.call(accept, thread, "b")
    assert (True, ["a", "b"]) == (giving.cancelled(), committed())


async def test_closing_lets_what_was_given_come_to_its_end(clock: FakeClock, tmp_path: Path) -> None:
    thread = StoryThread(clock, tmp_path / "kedok.sqlite")
    giving = asyncio.create_task(thread.call(accept, thread, "a"))
    await asyncio.sleep(0)
    thread.close()
    assert frozenset({1}) == await giving


def test_a_database_that_cannot_be_opened_leaves_no_thread(clock: FakeClock, tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(StoreRefused):
        StoryThread(clock, tmp_path)
    assert before == threading.active_count()


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
