"""Wakes fire once, when they are due: late rather than never."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.scheduler import Scheduler
from bot.store.codec import event_from_text
from bot.store.repository import SavedReading, Store
from narrative.events import Language, Woke
from tests.bot.fakes import BEGINNING, HERE, FakeClock, InlineThread, inbound, settled


def sleeper(store: Store, chat: str, seconds: float) -> None:
    (lane,) = store.accept([inbound("hello", conversation=type(HERE)(platform="memory", chat=chat))])
    for row in store.waiting(10):
        store.finish(row.id)
    store.save(lane, SavedReading(owner="reader", version=1, language=Language.ENGLISH, turn=4, state=""))
    store.set_wake(lane, 4, BEGINNING + timedelta(seconds=seconds))


@asynccontextmanager
async def running(store: Store, clock: FakeClock) -> AsyncIterator[tuple[Scheduler, list[str]]]:
    fired: list[str] = []
    scheduler = Scheduler(thread=InlineThread(), store=store, clock=clock)
    task = asyncio.create_task(scheduler.run(lambda: fired.append("!")))
    await settled()
    yield scheduler, fired
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def woken(store: Store) -> list[str]:
    rows = store.waiting(10)
    assert {Woke(turn=4)} >= {event_from_text(row.event) for row in rows}
    return [row.conversation.chat for row in rows]


async def test_each_wake_fires_at_its_time(store: Store, clock: FakeClock) -> None:
    sleeper(store, "a", 300)
    sleeper(store, "b", 200)
    async with running(store, clock) as (_, fired):
        await clock.advance(199)
        assert ([], []) == (woken(store), fired)
        await clock.advance(2)
        assert (["b"], ["!"]) == (woken(store), fired)
        await clock.advance(100)
        assert (["b", "a"], ["!", "!"]) == (woken(store), fired)


async def test_a_wake_that_came_due_while_nothing_ran_fires_at_the_start(
    store: Store, clock: FakeClock
) -> None:
    """Invariant 6."""
    sleeper(store, "a", -86_400)
    async with running(store, clock) as (_, fired):
        assert (["a"], ["!"]) == (woken(store), fired)


async def test_a_new_wake_is_noticed(store: Store, clock: FakeClock) -> None:
    async with running(store, clock) as (scheduler, _):
        sleeper(store, "a", 5)
        scheduler.look()
        await clock.advance(6)
        assert ["a"] == woken(store)


async def test_a_wake_taken_back_does_not_fire(store: Store, clock: FakeClock) -> None:
    sleeper(store, "a", 5)
    async with running(store, clock) as (scheduler, fired):
        store.clear_wake(1)
        scheduler.look()
        await clock.advance(6)
        assert ([], []) == (woken(store), fired)


async def test_it_looks_again_every_hour_in_case_the_clock_was_set(store: Store, clock: FakeClock) -> None:
    sleeper(store, "a", 86_400)
    async with running(store, clock):
        clock.time += timedelta(days=2)
        await clock.advance(0)
        assert ["a"] == woken(store)
