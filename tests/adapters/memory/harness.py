"""The in-memory twin under the port's contract."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from adapters.memory import MemoryAdapter
from adapters.port import (
    ConversationKey,
    DeliveryError,
    Inbound,
    Mailbox,
    ReaderUnreachable,
    Rejected,
    RetryLater,
    Unavailable,
)

CHAT = "chat"
TROUBLES: dict[str, DeliveryError] = {
    "later": RetryLater(1.0),
    "down": Unavailable("down"),
    "blocked": ReaderUnreachable("blocked"),
    "refused": Rejected("refused"),
}


class MemoryHarness:
    """A reader at the twin."""

    conversation = ConversationKey(platform="memory", chat=CHAT)

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Inbound] = asyncio.Queue()
        self.adapter = MemoryAdapter(arrivals=self._arrivals(), now=lambda: datetime(2001, 2, 3, tzinfo=UTC))

    async def _arrivals(self) -> AsyncIterator[Sequence[Inbound]]:
        while True:
            yield (await self._queue.get(),)

    async def types(self, text: str) -> None:
        self._queue.put_nowait(self.adapter.typed(CHAT, text))

    async def presses(self, label: str) -> None:
        self._queue.put_nowait(self.adapter.pressed(CHAT, label))

    def texts(self) -> list[str]:
        return [message.text for message in self.adapter.chats.get(CHAT, [])]

    def labels(self) -> list[str]:
        return [label for message in self.adapter.chats.get(CHAT, []) for label in message.buttons]

    def next_fails(self, kind: str) -> None:
        self.adapter.troubles = [TROUBLES[kind]]


@asynccontextmanager
async def harness(mailbox: Mailbox) -> AsyncIterator[MemoryHarness]:
    opened = MemoryHarness()
    running = asyncio.create_task(opened.adapter.run(mailbox))
    try:
        yield opened
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
