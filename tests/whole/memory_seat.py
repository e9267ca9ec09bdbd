"""A seat before the in-memory platform, which takes messages of any length."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from adapters.memory import MemoryAdapter
from adapters.port import Inbound, Outbound, Receipt
from bot.app import assemble
from bot.clock import Clock
from bot.story import BookStory
from narrative.drama.book import Book
from narrative.events import Language, Pace
from tests.whole.telegram_seat import running

_CHAT = "room"
_BEGINNING = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)


class MemorySeat(MemoryAdapter):
    """The platform, with one reader at it."""

    def __init__(self) -> None:
        self._arrived: asyncio.Queue[Inbound] = asyncio.Queue()
        self._changed = asyncio.Event()
        super().__init__(arrivals=self._arrivals_of_queue(), now=lambda: _BEGINNING)

    def texts(self) -> list[str]:
        return [message.text for message in self.chats.get(_CHAT, [])]

    def labels(self) -> list[str]:
        return next((list(one.buttons) for one in reversed(self.chats.get(_CHAT, [])) if one.buttons), [])

    async def press(self, label: str) -> None:
        await self._answered(lambda: self.pressed(_CHAT, label))

    async def say(self, text: str) -> None:
        await self._answered(lambda: self.typed(_CHAT, text))

    async def perform(self, outbound: Outbound) -> Receipt:
        receipt = await super().perform(outbound)
        self._changed.set()
        return receipt

    async def told_more_than(self, count: int) -> None:
        """Wait until more has been told than so many messages, and buttons are under the last of it."""
        async with asyncio.timeout(10):
            while not any(message.buttons for message in self.chats.get(_CHAT, [])[count:]):
                self._changed.clear()
                await self._changed.wait()

    async def _answered(self, act: Callable[[], Inbound]) -> None:
        before = len(self.chats.get(_CHAT, []))
        self._arrived.put_nowait(act())
        await self.told_more_than(before)

    async def _arrivals_of_queue(self) -> AsyncIterator[Sequence[Inbound]]:
        while True:
            yield (await self._arrived.get(),)


@asynccontextmanager
async def memory_seat(
    book: Book, database: Path, language: Language, clock: Clock | None = None
) -> AsyncIterator[MemorySeat]:
    """Run the whole bot behind a seat while inside."""
    seat = MemorySeat()
    app = assemble(
        story=BookStory(book),
        adapters=[seat],
        database=database,
        language=language,
        pace=Pace.INSTANT,
        clock=clock,
    )
    async with running(app):
        yield seat
