"""The scheduler: a wake that has come due becomes an inbox row, once, and late rather than never."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.clock import Clock, within
from bot.store.repository import Store
from bot.thread import StoryThread

_LONGEST_SLEEP = 3600.0
"""The machine's clock may be set meanwhile, or the machine may sleep."""


class Scheduler:
    """Sleeps until the next wake is due. `look` tells it that there may be a new one."""

    def __init__(self, *, thread: StoryThread, store: Store, clock: Clock) -> None:
        self._thread = thread
        self._store = store
        self._clock = clock
        self._news = asyncio.Event()

    def look(self) -> None:
        """Wakes may have changed."""
        self._news.set()

    async def run(self, fired: Callable[[], None]) -> None:
        """Fire wakes until cancelled; call `fired` after each time that some were."""
        while True:
            self._news.clear()
            due = await self._thread.insist(self._store.next_wake)
            now = self._clock.now()
            if due is not None and due <= now.timestamp():
                await self._thread.insist(self._store.fire_wakes, now)
                fired()
            else:
                await self._rest(_LONGEST_SLEEP if due is None else due - now.timestamp())

    async def _rest(self, seconds: float) -> None:
        news = asyncio.create_task(self._news.wait())
        try:
            await within(self._clock, min(seconds, _LONGEST_SLEEP), [news])
        finally:
            news.cancel()
