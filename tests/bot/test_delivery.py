"""What is in the outbox reaches its reader, in order, by the policy of whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging

import pytest

from adapters.drafts import Draft, Sheet, Withdraw
from adapters.port import (
    ConversationKey,
    Post,
    ReaderUnreachable,
    Rejected,
    RetryLater,
    Strip,
    Typing,
    Unavailable,
)
from bot.delivery import Delivery
from bot.store.repository import Store
from narrative.cues import Choice, Listen, Notice
from narrative.events import Language
from tests.bot.fakes import HERE, THERE, FakeClock, InlineThread, RecordingAdapter, inbound, settled


@pytest.fixture
def adapter() -> RecordingAdapter:
    return RecordingAdapter()


@pytest.fixture
def delivery(store: Store, clock: FakeClock, adapter: RecordingAdapter) -> Delivery:
    return Delivery(thread=InlineThread(), store=store, adapters={"memory": adapter}, clock=clock)


def sheet(text: str, *, typing: float = 0.0, offer: int | None = None) -> Sheet:
    controls = None if offer is None else Listen(offer=offer, choices=(Choice(label="Yes"),))
    return Sheet(post=Post(lines=(Notice(text=text),), controls=controls), typing=typing)


def queue(store: Store, *drafts: Draft, to: ConversationKey = HERE) -> frozenset[int]:
    lanes = store.accept([inbound("hello", conversation=to)])
    for lane in lanes:
        store.put_out(lane, Language.INDONESIAN, drafts)
    return lanes


async def send(delivery: Delivery, lanes: frozenset[int]) -> None:
    delivery.send(lanes)
    await settled()


async def test_messages_go_out_in_order_under_their_own_ids(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    """Invariant 4."""
    await send(delivery, queue(store, sheet("one"), sheet("two")))
    assert [(1, "one"), (2, "two")] == [(done.id, done.action.lines[0].text) for done in adapter.performed]
    assert {(HERE, Language.INDONESIAN, False)} == {
        (done.conversation, done.language, done.plain) for done in adapter.performed
    }


async def test_what_was_sent_is_not_sent_again(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, sheet("one"))
    await send(delivery, lanes)
    await send(delivery, lanes)
    assert ["one"] == adapter.texts


async def test_what_is_queued_while_sending_follows(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, sheet("one"))
    delivery.send(lanes)
    queue(store, sheet("two"))
    await send(delivery, lanes)
    assert ["one", "two"] == adapter.texts


async def test_the_start_takes_up_what_was_left_without_typing(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    queue(store, sheet("one", typing=2.0))
    queue(store, sheet("two", typing=2.0), to=THERE)
    await delivery.start()
    await settled()
    lanes = queue(store, sheet("three", typing=2.0))
    await send(delivery, lanes)
    assert ["one", "two", Typing(seconds=2.0), "three"] == _told(adapter)


async def test_withdrawn_buttons_are_taken_off_every_message_that_had_them(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, sheet("a", offer=7), sheet("b", offer=7), sheet("c", offer=8), Withdraw(offer=7))
    await send(delivery, lanes)
    strips = [done.action for done in adapter.performed if isinstance(done.action, Strip)]
    assert [Strip(message_id="m1"), Strip(message_id="m2")] == strips
    assert [] == store.unsent(*lanes)


async def test_a_withdrawal_of_buttons_never_sent_is_done_at_once(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, Withdraw(offer=7), sheet("on"))
    await send(delivery, lanes)
    assert ["on"] == _told(adapter)


# Typing


async def test_she_types_before_a_message(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    await send(delivery, queue(store, sheet("one", typing=1.5), sheet("two")))
    assert [Typing(seconds=1.5), "one", "two"] == _told(adapter)


async def test_whoever_acts_waits_for_no_typing(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    adapter.types_for_ever = True
    lanes = queue(store, sheet("one", typing=9.0), sheet("two", typing=9.0))
    await send(delivery, lanes)
    assert [Typing(seconds=9.0)] == _told(adapter)
    delivery.hurry(lanes)
    await settled()
    assert [Typing(seconds=9.0), "one", "two"] == _told(adapter)


async def test_hurrying_one_reader_hurries_no_other(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    adapter.types_for_ever = True
    here, there = queue(store, sheet("one", typing=9.0)), queue(store, sheet("two", typing=9.0), to=THERE)
    await send(delivery, here | there)
    delivery.hurry(there)
    await settled()
    assert ["two"] == adapter.texts
    await delivery.finish(0)


async def test_the_next_answer_is_typed_again(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, sheet("one", typing=1.0))
    delivery.hurry(lanes)
    await send(delivery, lanes)
    await send(delivery, queue(store, sheet("two", typing=2.0)))
    assert [Typing(seconds=1.0), "one", Typing(seconds=2.0), "two"] == _told(adapter)


async def test_typing_that_fails_costs_nothing(delivery: Delivery, store: Store, clock: FakeClock) -> None:
    class Stiff(RecordingAdapter):
        async def perform(self, outbound):  # type: ignore[no-untyped-def]
            if isinstance(outbound.action, Typing):
                raise Unavailable("no typing today")
            return await super().perform(outbound)

    adapter = Stiff()
    delivery = Delivery(thread=InlineThread(), store=store, adapters={"memory": adapter}, clock=clock)
    await send(delivery, queue(store, sheet("one", typing=1.0)))
    assert (["one"], []) == (adapter.texts, clock.slept)


# Failures


async def test_retry_after_is_obeyed(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, clock: FakeClock
) -> None:
    """Invariant 13."""
    adapter.troubles = [RetryLater(7.0)]
    await send(delivery, queue(store, sheet("one"), sheet("two")))
    await clock.advance(6.9)
    assert [] == adapter.texts
    await clock.advance(0.2)
    assert ["one", "two"] == adapter.texts


async def test_an_unreachable_platform_is_tried_less_and_less_often(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, clock: FakeClock
) -> None:
    adapter.troubles = [Unavailable("down")] * 8
    await send(delivery, queue(store, sheet("one")))
    await clock.advance(1000)
    assert ([1, 2, 4, 8, 16, 32, 60, 60], ["one"]) == (clock.slept, adapter.texts)


async def test_one_conversations_trouble_is_no_others(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, clock: FakeClock
) -> None:
    """Invariant 2: nobody waits for anybody else."""
    adapter.troubles = [RetryLater(60.0)]
    await send(delivery, queue(store, sheet("late")))
    await send(delivery, queue(store, sheet("soon"), to=THERE))
    assert ["soon"] == adapter.texts
    await clock.advance(60)
    assert ["soon", "late"] == adapter.texts


async def test_an_unreachable_reader_parks_the_conversation(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, clock: FakeClock
) -> None:
    adapter.troubles = [ReaderUnreachable("blocked")]
    lanes = queue(store, sheet("one"), sheet("two"))
    await send(delivery, lanes)
    await send(delivery, lanes)
    assert ([], []) == (adapter.texts, clock.slept)
    await send(delivery, queue(store, sheet("three")))
    assert ["one", "two", "three"] == adapter.texts


async def test_a_rejected_message_goes_once_more_as_plain_text(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    adapter.troubles = [Rejected("can't parse entities")]
    await send(delivery, queue(store, sheet("one"), sheet("two")))
    assert [("one", True), ("two", False)] == [
        (done.action.lines[0].text, done.plain) for done in adapter.performed
    ]


async def test_a_message_rejected_twice_is_dropped_and_the_rest_goes_on(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, caplog: pytest.LogCaptureFixture
) -> None:
    adapter.troubles = [Rejected("bad text: my secret"), Rejected("bad text: my secret")]
    lanes = queue(store, sheet("my secret"), sheet("two"))
    with caplog.at_level(logging.DEBUG):
        await send(delivery, lanes)
    assert (["two"], []) == (adapter.texts, store.unsent(*lanes))
    assert ["memory:here refused message 1: Rejected"] * 2 == caplog.messages


async def test_an_adapters_own_fault_does_not_block_the_conversation(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    adapter.troubles = [KeyError("bug"), KeyError("bug")]
    await send(delivery, queue(store, sheet("one"), sheet("two")))
    assert ["two"] == adapter.texts


async def test_a_draft_that_cannot_be_read_stops_only_its_own_conversation(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    """It stays for a version that can read it."""
    here, there = queue(store, sheet("one")), queue(store, sheet("two"), to=THERE)
    store._connection.execute("UPDATE outbox SET draft = 'broken' WHERE id = 1")
    await send(delivery, here | there)
    assert (["two"], 1) == (adapter.texts, len(store.unsent(*here)))


async def test_messages_for_a_platform_not_served_wait(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    lanes = queue(store, sheet("one"), to=ConversationKey(platform="discord", chat="1"))
    await send(delivery, lanes)
    assert ([], 1) == (adapter.performed, len(store.unsent(*lanes)))


# The end


async def test_at_the_end_all_that_can_be_sent_is_sent_without_typing(
    delivery: Delivery, store: Store, adapter: RecordingAdapter
) -> None:
    """Invariant 23."""
    adapter.types_for_ever = True
    lanes = queue(store, sheet("one", typing=9.0), sheet("two", typing=9.0))
    await send(delivery, lanes)
    await delivery.finish(10)
    assert ["one", "two"] == adapter.texts


async def test_at_the_end_what_cannot_be_sent_in_time_stays(
    delivery: Delivery, store: Store, adapter: RecordingAdapter, clock: FakeClock
) -> None:
    adapter.troubles = [RetryLater(60.0)]
    lanes = queue(store, sheet("one"))
    await send(delivery, lanes)
    finishing = asyncio.create_task(delivery.finish(10))
    await clock.advance(9)
    assert not finishing.done()
    await clock.advance(2)
    await finishing
    assert ([], 1) == (adapter.texts, len(store.unsent(*lanes)))


def _told(adapter: RecordingAdapter) -> list[object]:
    return [
        done.action.lines[0].text if isinstance(done.action, Post) else done.action
        for done in adapter.performed
    ]
