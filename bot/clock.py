"""Time as a thing that is handed in, so that tests never wait."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Protocol


class Clock(Protocol):
    """What the time is, and waiting for it to pass."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def within(clock: Clock, seconds: float, tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Wait until all the tasks are over or the time is, whichever comes first. Cancels no task."""
    pending = set(tasks)
    timer = asyncio.create_task(clock.sleep(seconds))
    try:
        while pending and not timer.done():
            done, _ = await asyncio.wait({timer, *pending}, return_when=asyncio.FIRST_COMPLETED)
            pending -= done
    finally:
        timer.cancel()
