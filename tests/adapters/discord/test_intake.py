"""The way into the mailbox: in order, once, and nothing live before what was missed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.discord.intake import Intake
from adapters.port import ConversationKey, Inbound, Reader
from narrative.events import Said

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def message(number: int, chat: str = "50") -> Inbound:
    return Inbound(
        event_id=f"message:{number}",
        conversation=ConversationKey(platform="discord", chat=chat),
        reader=Reader(id="7"),
        at=NOON + timedelta(seconds=number),
        event=Said(text=str(number)),
        cursor=number,
    )


@pytest.fixture
def intake(mailbox: Any, sleeper: Any) -> Intake:
    return Intake(mailbox, sleeper)


async def test_before_the_first_connection_everything_waits(intake: Intake, mailbox: Any) -> None:
    await intake.take(message(1))
    assert [] == mailbox.batches


async def test_a_new_conversation_need_not_wait_for_anything(intake: Intake, mailbox: Any) -> None:
    await intake.take(message(2))
    await intake.take(message(1))
    await intake.begin()
    await intake.take(message(3))
    assert [["message:1", "message:2"], ["message:3"]] == mailbox.batches


async def test_a_live_message_waits_for_the_missed_ones(intake: Intake, mailbox: Any) -> None:
    await mailbox.accept([message(1)])
    cursors = await intake.begin()
    await intake.take(message(4))
    held = len(mailbox.batches)
    await intake.release("50", [message(2), message(3), message(4)])
    assert ({"50": 1}, 1) == (cursors, held)
    assert ["message:2", "message:3", "message:4"] == mailbox.batches[-1]


async def test_one_conversation_does_not_wait_for_another(intake: Intake, mailbox: Any) -> None:
    await mailbox.accept([message(1)])
    await intake.begin()
    await intake.take(message(5, chat="60"))
    assert ["message:5"] == mailbox.batches[-1]


async def test_a_new_connection_holds_everything_again(intake: Intake, mailbox: Any) -> None:
    await intake.begin()
    await intake.take(message(1))
    intake.hold()
    await intake.take(message(3))
    assert [["message:1"]] == mailbox.batches
    await intake.begin()
    await intake.release("50", [message(2)])
    assert [["message:1"], ["message:2", "message:3"]] == mailbox.batches


async def test_a_failing_mailbox_is_asked_until_it_takes_everything_in_order(
    intake: Intake, mailbox: Any, sleeper: Any
) -> None:
    await intake.begin()
    mailbox.failures = 3
    await asyncio.gather(intake.take(message(1)), intake.take(message(2)))
    assert (["message:1", "message:2"], [2.0, 2.0, 2.0]) == (
        [one.event_id for one in mailbox.accepted],
        sleeper.slept,
    )


async def test_what_comes_in_while_the_mailbox_is_busy_follows(intake: Intake, mailbox: Any) -> None:
    await intake.begin()
    taken = mailbox.accept

    async def slowly(batch: Any) -> None:
        await asyncio.sleep(0)
        await taken(batch)

    mailbox.accept = slowly
    await asyncio.gather(*(intake.take(message(number)) for number in (1, 2, 3)))
    assert ["message:1", "message:2", "message:3"] == [one.event_id for one in mailbox.accepted]


async def test_it_knows_where_readings_live(intake: Intake, mailbox: Any) -> None:
    await mailbox.accept([message(1)])
    await intake.begin()
    await intake.take(message(2, chat="60"))
    assert (True, True, False) == (intake.knows(50), intake.knows(60), intake.knows(70))
