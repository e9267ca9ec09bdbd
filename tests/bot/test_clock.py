"""Waiting for work or for time, whichever comes first."""

from __future__ import annotations

import asyncio
from datetime import UTC, timedelta

from bot.clock import SystemClock, within
from tests.bot.fakes import FakeClock, settled


async def wait_for(clock: FakeClock, *events: asyncio.Event) -> asyncio.Task[None]:
    tasks = [asyncio.create_task(event.wait()) for event in events]
    waiting = asyncio.create_task(within(clock, 10, tasks))
    await settled()
    return waiting


async def test_it_ends_when_all_the_work_is_done(clock: FakeClock) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    waiting = await wait_for(clock, first, second)
    first.set()
    await settled()
    assert not waiting.done()
    second.set()
    await settled()
    assert waiting.done()


async def test_it_ends_when_the_time_is_over(clock: FakeClock) -> None:
    never = asyncio.create_task(asyncio.Event().wait())
    waiting = asyncio.create_task(within(clock, 10, [never]))
    await clock.advance(10)
    assert (True, False) == (waiting.done(), never.done())
    never.cancel()


async def test_with_no_work_it_ends_at_once(clock: FakeClock) -> None:
    waiting = await wait_for(clock)
    assert waiting.done()


async def test_the_system_clock_is_aware_and_lets_others_run() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0)
    assert UTC == before.tzinfo
    assert timedelta(0) <= clock.now() - before
