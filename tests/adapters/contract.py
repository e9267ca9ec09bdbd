"""What the port's contract tests need of a platform.

To run an adapter through `test_contract.py`, put a `harness.py` into its folder under `tests/adapters/` with

    @asynccontextmanager
    async def harness(mailbox: Mailbox) -> AsyncIterator[Harness]: ...

which yields a harness whose adapter's `run(mailbox)` is running against a fake platform with one reader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from adapters.port import Adapter, ConversationKey, Inbound
from narrative.events import ReaderEvent


class Harness(Protocol):
    """One reader's chat on a fake platform, from the reader's side, and the adapter on the other side."""

    @property
    def adapter(self) -> Adapter: ...

    @property
    def conversation(self) -> ConversationKey:
        """Where the reader reads."""
        ...

    async def types(self, text: str) -> None:
        """The reader sends that text."""
        ...

    async def presses(self, label: str) -> None:
        """The reader presses the newest button with that label."""
        ...

    def texts(self) -> list[str]:
        """Return the bot's messages in the chat as the reader sees them, oldest first, decoration undone."""
        ...

    def labels(self) -> list[str]:
        """Return the labels of all buttons in the chat, oldest first."""
        ...

    def next_fails(self, kind: str) -> None:
        """Let the platform answer the next request: `later`, `down`, `blocked` or `refused`."""
        ...


class Letterbox:
    """A mailbox that keeps what it is given."""

    def __init__(self) -> None:
        self.inbound: list[Inbound] = []
        self._came = asyncio.Event()

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        self.inbound += inbound
        self._came.set()

    async def cursors(self, platform: str) -> dict[str, int]:
        return {}

    async def holds(self, count: int) -> list[ReaderEvent]:
        """Wait until there are so many, and return what the reader did."""
        async with asyncio.timeout(10):
            while len(self.inbound) < count:
                self._came.clear()
                await self._came.wait()
        return [one.event for one in self.inbound]
