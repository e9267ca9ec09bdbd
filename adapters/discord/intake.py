"""Every conversation's way into the mailbox: in the reader's order, and nothing live before what was missed.

Theory of operation. Discord repeats nothing after a restart, so on every new connection the client asks
each known conversation for the messages after its cursor. Were a live message accepted first, the cursor
would step over the missed ones and a crash would lose them: so from `hold` on, what comes in waits in
memory until its conversation is `release`d with what it had missed, and then all of it is accepted in one
piece, in order of time (ids break ties: messages and interactions are numbered in one sequence). A crash
before that loses no message, as the cursor has not moved. When the mailbox fails, the same batch is tried
until it succeeds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from adapters.discord.inbound import PLATFORM
from adapters.port import Inbound, Mailbox

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_PATIENCE = 2.0
"""Seconds between two attempts at a mailbox that fails."""


class Intake:
    """What readers did on Discord and is not in the mailbox yet, by conversation."""

    def __init__(self, mailbox: Mailbox, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._mailbox = mailbox
        self._sleep = sleep
        self._waiting: dict[str, dict[str, Inbound]] = {}
        self._busy: set[str] = set()
        self._held: set[str] = set()
        self._holds_all = True
        self._known: set[str] = set()

    def knows(self, chat: int) -> bool:
        """Say whether a reading lives there."""
        return str(chat) in self._known

    def hold(self) -> None:
        """Keep everything back: a new connection begins, and something may have been missed."""
        self._holds_all = True

    async def begin(self) -> dict[str, int]:
        """Return each known conversation's cursor; hold these until each is released, let all others in."""
        cursors = await self._persistently(lambda: self._mailbox.cursors(PLATFORM))
        self._held = set(cursors)
        self._known |= self._held
        self._holds_all = False
        for chat in tuple(self._waiting):
            await self._drain(chat)
        return cursors

    async def release(self, chat: str, missed: Iterable[Inbound]) -> None:
        """Let a conversation in, what it had missed first."""
        waiting = self._waiting.setdefault(chat, {})
        waiting.update({inbound.event_id: inbound for inbound in missed})
        self._held.discard(chat)
        await self._drain(chat)

    async def take(self, inbound: Inbound) -> None:
        """Let one event in, now or when its conversation is released."""
        chat = inbound.conversation.chat
        self._known.add(chat)
        self._waiting.setdefault(chat, {})[inbound.event_id] = inbound
        await self._drain(chat)

    async def _drain(self, chat: str) -> None:
        """Accept what waits. Who is draining already takes what comes in meanwhile, so the order is kept."""
        if self._holds_all or chat in self._held or chat in self._busy:
            return
        self._busy.add(chat)
        try:
            while waiting := self._waiting.pop(chat, None):
                await self._accept(sorted(waiting.values(), key=_moment))
        finally:
            self._busy.discard(chat)

    async def _accept(self, batch: list[Inbound]) -> None:
        await self._persistently(lambda: self._mailbox.accept(batch))

    async def _persistently(self, ask: Callable[[], Awaitable[_T]]) -> _T:
        while True:
            try:
                return await ask()
            except Exception:
                _log.exception("The mailbox does not answer; trying again")
                await self._sleep(_PATIENCE)


def _moment(inbound: Inbound) -> tuple[float, int]:
    """Discord's clock, then its number. An edit happens when it was made, not when its message was."""
    return (inbound.at.timestamp(), inbound.cursor)
