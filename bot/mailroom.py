"""The mailroom: what readers do comes in here, is on disk before the platform forgets it, and becomes turns.

Theory of operation. `accept` is commit 1: when it returns, a crash loses nothing. The queue is the inbox
table itself: `run` has turns taken for as long as any event waits, the oldest of each conversation first,
so that the events of one conversation are taken one after the other and those of others are not kept
waiting. What an earlier process left unprocessed waits there like everything else: starting again is the
same as going on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from adapters.port import Inbound
from bot.delivery import Delivery
from bot.scheduler import Scheduler
from bot.store.repository import Store
from bot.thread import StoryThread
from bot.turns import Turns
from narrative.errors import KedokError


class MailroomClosed(KedokError):
    """Kedok is stopping, and the platform must not forget what it has just delivered."""


class Mailroom:
    """The mailbox that gateways put into."""

    def __init__(
        self, *, thread: StoryThread, store: Store, turns: Turns, delivery: Delivery, scheduler: Scheduler
    ) -> None:
        self._thread = thread
        self._store = store
        self._turns = turns
        self._delivery = delivery
        self._scheduler = scheduler
        self._bell = asyncio.Event()
        self._closing = False

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        """Keep all of these, once each, or raise and keep none."""
        if self._closing:
            raise MailroomClosed("Kedok is stopping: this comes again at the next start")
        lanes = await self._thread.call(self._store.accept, inbound)
        self._delivery.hurry(lanes)
        self._bell.set()

    async def cursors(self, platform: str) -> dict[str, int]:
        """Return the highest cursor accepted for each of the platform's conversations, by chat."""
        return await self._thread.call(self._store.cursors, platform)

    def ring(self) -> None:
        """Something waits in the inbox."""
        self._bell.set()

    def close(self) -> None:
        """Accept nothing more, and let `run` return once nothing waits any more."""
        self._closing = True
        self._bell.set()

    async def run(self) -> None:
        """Take turns for as long as events come."""
        while True:
            self._bell.clear()
            while lanes := await self._thread.insist(self._turns.take):
                self._delivery.send(lanes)
                self._scheduler.look()
            if self._closing:
                return
            await self._bell.wait()
