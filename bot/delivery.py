"""Delivery: what turns put into the outbox reaches its readers, at least once and in order.

Theory of operation. Every conversation with something to send has a *lane*: a task that takes the unsent
rows in order, performs each and stores the receipt before it takes the next. Lanes do not wait for each
other. A crash between performing and storing repeats that one message. Before a message she is seen
typing; whoever acts meanwhile has read enough, and what was waiting then comes at once, as does all that
was left over from before a restart.

A message that fails is dealt with by the policy of its DeliveryError. One that is refused goes once again
as plain text and is then dropped, as a message that can never be sent must not hold up those after it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from adapters.drafts import Sheet, Withdraw
from adapters.port import (
    Action,
    Adapter,
    Outbound,
    ReaderUnreachable,
    Receipt,
    RetryLater,
    Strip,
    Typing,
    Unavailable,
)
from bot.clock import Clock, within
from bot.store.codec import draft_from_text
from bot.store.repository import OutboxRow, Store
from bot.thread import StoryThread

log = logging.getLogger(__name__)

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0


@dataclass(slots=True, kw_only=True)
class _Lane:
    """One conversation's sending. `news`: rows may have come since it looked; `hurried`: no more typing."""

    id: int
    task: asyncio.Task[None] | None = None
    typing: asyncio.Task[None] | None = None
    news: bool = True
    hurried: bool = False


class Delivery:
    """Steps 8 to 10 of an update's way. `adapters` are by platform; rows of others wait for another start."""

    def __init__(
        self, *, thread: StoryThread, store: Store, adapters: Mapping[str, Adapter], clock: Clock
    ) -> None:
        self._thread = thread
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._lanes: dict[int, _Lane] = {}
        self._left_over = 0
        self._closing = False

    async def start(self) -> None:
        """Take up what was left unsent."""
        self._left_over = await self._thread.insist(self._store.last_outbox_id)
        self.send(await self._thread.insist(self._store.unsent_lanes))

    def send(self, lanes: Iterable[int]) -> None:
        """Send what waits in these lanes, each in its own time."""
        for id_ in lanes:
            lane = self._lanes.setdefault(id_, _Lane(id=id_))
            lane.news = True
            if lane.task is None:
                lane.task = asyncio.create_task(self._drain(lane), name=f"lane {id_}")

    def hurry(self, lanes: Iterable[int]) -> None:
        """The readers there have acted: they wait for no typing."""
        for id_ in lanes:
            if lane := self._lanes.get(id_):
                _skip_typing(lane)

    async def finish(self, seconds: float) -> None:
        """Send what can be sent in that time, without typing; the rest waits for the next start."""
        self._closing = True
        for lane in self._lanes.values():
            _skip_typing(lane)
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        await within(self._clock, seconds, tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, lane: _Lane) -> None:
        try:
            while lane.news:
                lane.news = False
                lane.hurried = self._closing
                await self._send_all(lane, await self._thread.insist(self._store.unsent, lane.id))
        except Exception as error:  # of ours: it waits for the next event there, and nobody else does
            log.error("Sending to conversation %s stopped: %s", lane.id, type(error).__name__)
        finally:
            del self._lanes[lane.id]

    async def _send_all(self, lane: _Lane, rows: Iterable[OutboxRow]) -> None:
        for row in rows:
            adapter = self._adapters.get(row.conversation.platform)
            if adapter is None:
                return
            try:
                await self._send(adapter, lane, row)
            except ReaderUnreachable:
                log.info("%s cannot be reached: parked until its reader writes again.", row.conversation)
                await self._thread.insist(self._store.park, lane.id)
                return

    async def _send(self, adapter: Adapter, lane: _Lane, row: OutboxRow) -> None:
        draft = draft_from_text(row.draft)
        match draft:
            case Sheet(post=post, typing=typing):
                if typing and row.id > self._left_over and not lane.hurried:
                    await self._type(adapter, lane, _outbound(row, Typing(seconds=typing)))
                receipt = await self._perform(adapter, _outbound(row, post))
                if receipt is None:
                    await self._thread.insist(self._store.dropped, row.id)
                else:
                    await self._thread.insist(self._store.sent, row.id, receipt.message_id)
            case Withdraw(offer=offer):
                for message_id in await self._thread.insist(self._store.carriers, lane.id, offer):
                    await self._perform(adapter, _outbound(row, Strip(message_id=message_id)))
                await self._thread.insist(self._store.sent, row.id, "")
            case _:
                assert_never(draft)

    async def _type(self, adapter: Adapter, lane: _Lane, outbound: Outbound) -> None:
        lane.typing = asyncio.create_task(_quietly(adapter, outbound))
        try:
            await asyncio.wait({lane.typing})
        finally:
            lane.typing.cancel()
            lane.typing = None

    async def _perform(self, adapter: Adapter, outbound: Outbound) -> Receipt | None:
        """Return the receipt, or None for what can never be sent. Raises ReaderUnreachable."""
        wait = _FIRST_WAIT
        while True:
            try:
                return await adapter.perform(outbound)
            except ReaderUnreachable:
                raise
            except RetryLater as error:
                await self._clock.sleep(error.after)
            except Unavailable as error:
                log.warning("%s is out of reach: %s", outbound.conversation.platform, error)
                await self._clock.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            except Exception as error:  # Rejected; and an adapter's own fault must not block the lane either
                log.warning("%s refused message %s: %s", outbound.conversation, outbound.id, _kind(error))
                if outbound.plain:
                    return None
                outbound = replace(outbound, plain=True)


def _skip_typing(lane: _Lane) -> None:
    lane.hurried = True
    if lane.typing is not None:
        lane.typing.cancel()


async def _quietly(adapter: Adapter, outbound: Outbound) -> None:
    with contextlib.suppress(Exception):
        await adapter.perform(outbound)


def _outbound(row: OutboxRow, action: Action) -> Outbound:
    return Outbound(id=row.id, conversation=row.conversation, language=row.language, action=action)


def _kind(error: Exception) -> str:
    """Return only the error's kind: a platform may repeat the message in its refusal."""
    return type(error).__name__
