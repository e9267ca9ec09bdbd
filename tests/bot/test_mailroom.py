"""What readers do is kept before anybody may forget it, and becomes turns that reach them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.delivery import Delivery
from bot.mailroom import Mailroom, MailroomClosed
from bot.scheduler import Scheduler
from bot.store.repository import Store, StoreError
from bot.turns import Turns
from narrative.events import Language, Pace
from tests.bot.fakes import (
    HERE,
    THERE,
    FakeClock,
    InlineThread,
    ParrotStory,
    RecordingAdapter,
    inbound,
    settled,
)


class House:
    """Everything round the mailroom, with nothing real but the database."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.thread = InlineThread()
        self.store = store
        self.adapter = RecordingAdapter()
        parts = {"thread": self.thread, "store": store, "clock": clock}
        self.delivery = Delivery(adapters={"memory": self.adapter}, **parts)
        self.scheduler = Scheduler(**parts)
        turns = Turns(
            story=ParrotStory(),
            store=store,
            clock=clock,
            seeds=lambda: 1,
            language=Language.ENGLISH,
            pace=Pace.INSTANT,
        )
        self.mailroom = Mailroom(
            thread=self.thread,
            store=store,
            turns=turns,
            delivery=self.delivery,
            scheduler=self.scheduler,
        )


@pytest.fixture
def house(store: Store, clock: FakeClock) -> House:
    return House(store, clock)


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[None]:
    tasks = [
        asyncio.create_task(house.mailroom.run()),
        asyncio.create_task(house.scheduler.run(house.mailroom.ring)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_an_event_becomes_messages(house: House) -> None:
    async with at_work(house):
        await house.mailroom.accept([inbound("begin")])
        await house.mailroom.accept([inbound("hello"), inbound("you")])
        await settled()
    assert ["Once (en, 1).", "hello", "you"] == house.adapter.texts


async def test_accepting_waits_for_no_turn(house: House) -> None:
    """Commit 1 is all that the platform has to wait for."""
    await house.mailroom.accept([inbound("begin")])
    assert 1 == len(house.store.waiting(10))


async def test_what_an_earlier_process_left_is_taken_up(house: House) -> None:
    house.store.accept([inbound("begin"), inbound("hello")])
    async with at_work(house):
        await settled()
    assert ["Once (en, 1).", "hello"] == house.adapter.texts


async def test_a_redelivery_is_no_second_turn(house: House) -> None:
    async with at_work(house):
        for _ in range(3):
            await house.mailroom.accept([inbound("begin", event_id="1"), inbound("hello", event_id="2")])
            await settled()
    assert ["Once (en, 1).", "hello"] == house.adapter.texts


async def test_conversations_do_not_mix(house: House) -> None:
    async with at_work(house):
        await house.mailroom.accept(
            [inbound(text, conversation=place) for text in ("begin", "a", "b") for place in (HERE, THERE)]
        )
        await settled()
    for place in (HERE, THERE):
        own = [done.action for done in house.adapter.performed if done.conversation == place]
        texts = [action.lines[0].text for action in own if hasattr(action, "lines")]
        assert ["Once (en, 1).", "a", "b"] == texts


async def test_a_batch_that_cannot_be_kept_is_the_platforms_to_deliver_again(house: House) -> None:
    house.thread.troubles = [sqlite3.OperationalError("disk full")]
    with pytest.raises(StoreError, match="disk full"):
        await house.mailroom.accept([inbound("begin")])
    assert [] == house.store.waiting(10)


async def test_silence_wakes_her(house: House, clock: FakeClock) -> None:
    """The whole way of a wake: set by a turn, fired by the scheduler, taken as a turn, delivered."""
    async with at_work(house):
        await house.mailroom.accept([inbound("begin"), inbound("wait")])
        await clock.advance(299)
        assert "wait" == house.adapter.texts[-1]
        await clock.advance(2)
        assert "Still there?" == house.adapter.texts[-1]


async def test_whoever_speaks_in_time_is_not_woken(house: House, clock: FakeClock) -> None:
    async with at_work(house):
        await house.mailroom.accept([inbound("begin"), inbound("wait")])
        await clock.advance(299)
        await house.mailroom.accept([inbound("here I am")])
        await clock.advance(600)
    assert "here I am" == house.adapter.texts[-1]


async def test_cursors_are_the_stores(house: House) -> None:
    await house.mailroom.accept([inbound("begin", cursor=12)])
    assert {"here": 12} == await house.mailroom.cursors("memory")


async def test_a_closed_mailroom_finishes_what_it_has_and_takes_no_more(house: House) -> None:
    """Invariant 23: what is refused now, the platform delivers at the next start."""
    await house.mailroom.accept([inbound("begin"), inbound("hello")])
    house.mailroom.close()
    with pytest.raises(MailroomClosed):
        await house.mailroom.accept([inbound("too late")])
    await house.mailroom.run()
    await settled()
    assert ["Once (en, 1).", "hello"] == house.adapter.texts
