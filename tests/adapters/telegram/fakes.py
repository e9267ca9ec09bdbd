"""Time that passes only by sleeping, and a mailbox in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from adapters.port import Inbound
from adapters.telegram.gateway import TelegramGateway


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


class Letterbox:
    """A mailbox that keeps each event once; `before` is called at every try, and may raise."""

    def __init__(self, before: Callable[[], None] = lambda: None) -> None:
        self.inbound: list[Inbound] = []
        self.tries = 0
        self._before = before
        self._changed = asyncio.Event()

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        self.tries += 1
        self._before()
        known = {one.event_id for one in self.inbound}
        self.inbound += [one for one in inbound if one.event_id not in known]
        self._changed.set()

    async def cursors(self, platform: str) -> dict[str, int]:
        return {}

    async def got(self, count: int) -> list[Inbound]:
        """Wait until so many events have been kept, and return them."""
        async with asyncio.timeout(10):
            while len(self.inbound) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.inbound


class Stuck(Letterbox):
    """A mailbox whose disk never answers: what the process dies in the middle of."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        self.reached.set()
        await asyncio.Event().wait()


@asynccontextmanager
async def running(gateway: TelegramGateway, mailbox: Letterbox) -> AsyncIterator[None]:
    """Run a gateway while inside. An end of its own is an error."""
    task = asyncio.create_task(gateway.run(mailbox))
    try:
        yield
        assert not task.done(), task.exception()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
