"""What was said while the bot was down, and while it comes back."""

from __future__ import annotations

from typing import Any

from adapters.port import Post
from narrative.cues import Choice, Offer, Say
from narrative.events import Chose, Said


def said(world: Any) -> list[str]:
    return [event.text for event in world.mailbox.events if isinstance(event, Said)]


async def test_what_was_missed_comes_in_order_and_once(world: Any) -> None:
    await world.ann.send_dm("one")
    world.disconnect()
    await world.ann.send_dm("two")
    await world.ann.send_dm("three")
    await world.restart()
    await world.restart()
    assert ["one", "two", "three"] == said(world)


async def test_every_conversation_catches_up(world: Any) -> None:
    readers = [world.env.create_user(f"reader{number}") for number in range(9)]
    for reader in readers:
        await reader.send_dm("before")
    world.disconnect()
    for reader in readers:
        await reader.send_dm("after")
    await world.restart()
    assert ["before"] * 9 + ["after"] * 9 == said(world)


async def test_a_thread_known_by_its_start_alone_catches_up_too(world: Any) -> None:
    thread = await world.begin()
    mention = world.gateway.client.user.mention
    world.disconnect()
    await world.ann.send(thread, f"{mention} are you there?")
    await world.ann.send(thread, "to nobody")
    await world.restart()
    assert ["are you there?"] == said(world)


async def test_a_conversation_that_is_gone_holds_nobody_up(world: Any) -> None:
    thread = await world.begin()
    await world.ann.send_dm("one")
    world.disconnect()
    world.env.backend.delete_channel(thread.id)
    await world.ann.send_dm("two")
    await world.restart()
    assert ["one", "two"] == said(world)


async def test_an_outage_of_discord_is_waited_out(world: Any) -> None:
    await world.ann.send_dm("one")
    world.disconnect()
    await world.ann.send_dm("two")
    world.env.inject_error("GET", "/channels/*/messages", status=503, times=2)
    await world.restart()
    assert (["one", "two"], [5.0, 5.0]) == (said(world), world.sleeper.slept)


async def test_what_is_done_while_it_comes_back_follows_what_was_missed(world: Any) -> None:
    dm = world.ann.user.dm_channel
    await world.ann.send_dm("one")
    lines = (Say(speaker="Narrator", name="", text="Well?"),)
    await world.perform(dm.id, Post(lines=lines, controls=Offer(offer=7, choices=(Choice(label="Go"),))))
    page = dm.last_message
    world.disconnect()
    await world.ann.send_dm("two")
    await world.restart()
    # The connection is lost: from here to the next READY everything is held.
    await world.gateway.client.on_connect()
    await world.ann.send_dm("three")
    await world.ann.user.click(page, label="Go")
    held = said(world)
    await world.gateway.client.on_ready()
    assert (["one", "two"], [Said(text="three"), Chose(offer=7, choice=0)]) == (
        held,
        world.mailbox.events[-2:],
    )
