"""When the next message may go: at most one a second to a chat, and about thirty a second to all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

_PER_CHAT = 1.0
_OVERALL = 1 / 30
_MANY = 1024


class Pacing:
    """Slots in time, one after another: each message books the next free one of its chat, then one of all.

    The library's own limiter would hold up every chat for the sake of one.
    """

    def __init__(self, *, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free: dict[int, float] = {}
        self._free_for_all = clock()

    async def wait(self, chat: int) -> None:
        """Return when a message to the chat may be sent."""
        await self._until(self._book(chat))
        now = self._clock()
        slot = max(now, self._free_for_all)
        self._free_for_all = slot + _OVERALL
        await self._until(slot)

    def _book(self, chat: int) -> float:
        now = self._clock()
        if len(self._free) >= _MANY:
            self._free = {chat: free for chat, free in self._free.items() if free > now}
        slot = max(now, self._free.get(chat, now))
        self._free[chat] = slot + _PER_CHAT
        return slot

    async def _until(self, slot: float) -> None:
        if (left := slot - self._clock()) > 0:
            await self._sleep(left)
