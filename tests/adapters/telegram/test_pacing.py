"""At most one message a second to a chat, and thirty to all."""

from __future__ import annotations

import asyncio

import pytest

from adapters.telegram.pacing import Pacing
from tests.adapters.telegram.fakes import Time


@pytest.fixture
def pacing(time: Time) -> Pacing:
    return Pacing(clock=time.clock, sleep=time.sleep)


async def test_the_first_message_goes_at_once(pacing: Pacing, time: Time) -> None:
    await pacing.wait(7)
    assert [] == time.slept


async def test_the_second_message_to_a_chat_waits_a_second(pacing: Pacing, time: Time) -> None:
    await pacing.wait(7)
    time.now += 0.25
    await pacing.wait(7)
    assert [0.75] == time.slept


async def test_a_patient_chat_never_waits(pacing: Pacing, time: Time) -> None:
    for _ in range(5):
        await pacing.wait(7)
        time.now += 1.5
    assert [] == time.slept


async def test_messages_booked_together_go_one_a_second(pacing: Pacing) -> None:
    """Slots are booked in the order of asking, however long each wait is."""
    waits: list[float] = []

    async def note(seconds: float) -> None:
        waits.append(round(seconds, 2))

    together = Pacing(clock=lambda: 0.0, sleep=note)
    await asyncio.gather(*(together.wait(7) for _ in range(3)))
    assert [1.0, 2.0] == [wait for wait in waits if wait >= 1]


async def test_other_chats_wait_only_a_thirtieth_of_a_second(pacing: Pacing, time: Time) -> None:
    for chat in range(4):
        await pacing.wait(chat)
    assert [0.033, 0.033, 0.033] == time.slept


async def test_a_thousand_chats_are_written_to_in_half_a_minute(pacing: Pacing, time: Time) -> None:
    began = time.now
    for chat in range(3000):
        await pacing.wait(chat)
    assert 100 == round(time.now - began)


async def test_chats_long_quiet_are_forgotten(pacing: Pacing) -> None:
    for chat in range(5000):
        await pacing.wait(chat)
    assert len(pacing._free) <= 1024
