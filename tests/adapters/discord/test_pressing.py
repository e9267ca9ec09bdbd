"""Buttons and the modal, pressed by readers of the real client."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.port import Post, Strip
from narrative.cues import Choice, Listen, Say
from narrative.events import Asked, Chose, Command, Said


async def page(world: Any) -> Any:
    """Let the bot show a page with two suggestions in Ann's thread, and return the message."""
    thread = await world.begin()
    choices = (Choice(label="Good evening"), Choice(label="Leave"))
    lines = (Say(speaker="She", name="Her", text="Who is there?"),)
    await world.perform(thread.id, Post(lines=lines, controls=Listen(offer=7, choices=choices)))
    return thread.last_message


async def test_a_press_is_a_choice_acknowledged_without_a_word(world: Any) -> None:
    message = await page(world)
    result = await world.ann.click(message, label="Good evening")
    inbound = world.mailbox.accepted[-1]
    assert (Chose(offer=7, choice=0), str(world.ann.id), inbound.cursor) == (
        inbound.event,
        inbound.reader.id,
        int(inbound.event_id.removeprefix("interaction:")),
    )
    assert (True, [], message.id) == (result.acknowledged, result.followups, result.response.id)


async def test_buttons_outlive_their_process(world: Any) -> None:
    message = await page(world)
    await world.restart()
    await world.ann.click(message, label="Good evening")
    assert Chose(offer=7, choice=0) == world.mailbox.events[-1]


async def test_a_strangers_press_brings_the_stranger(world: Any) -> None:
    message = await page(world)
    bob = world.channel.guild.add_member(world.env.create_user("bob"))
    world.env.backend.add_thread_member(message.channel.id, bob.id)
    await bob.click(message, label="Good evening")
    assert (str(bob.id), Chose(offer=7, choice=0)) == (
        world.mailbox.accepted[-1].reader.id,
        world.mailbox.accepted[-1].event,
    )


async def test_speak_opens_a_modal_and_its_words_are_said_and_shown(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    result = await world.ann.submit_modal(shown, {"words": "Are you @everyone?"})
    assert ("The mask speaks", Said(text="Are you @everyone?")) == (
        shown.modal["title"],
        world.mailbox.events[-1],
    )
    assert ("_You: Are you \\@everyone?_", False) == (result.response.content, result.ephemeral)


async def test_what_is_shown_of_a_modal_pings_nobody(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    await world.ann.submit_modal(shown, {"words": "@everyone"})
    (answer,) = [body for body in world.requests("POST", "/callback") if body["type"] == 4]
    assert {"parse": []} == answer["data"]["allowed_mentions"]


async def test_a_modal_that_was_open_through_a_restart_is_heard_by_the_new_process(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    await world.restart()
    await world.ann.submit_modal(shown, {"words": "Still here"})
    assert Said(text="Still here") == world.mailbox.events[-1]


async def test_words_of_a_modal_are_heard_once(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    before = len(world.mailbox.accepted)
    await world.ann.submit_modal(shown, {"words": "Once"})
    assert 1 == len(world.mailbox.accepted) - before


async def test_a_command_may_be_typed_into_the_modal(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    await world.ann.submit_modal(shown, {"words": "/undo"})
    assert Asked(command=Command.UNDO) == world.mailbox.events[-1]


async def test_the_longest_words_are_heard_whole_and_shown_cut(world: Any) -> None:
    shown = await world.ann.click(await page(world), label="Speak")
    words = "*" * 2_000
    result = await world.ann.submit_modal(shown, {"words": words})
    assert (Said(text=words), True) == (world.mailbox.events[-1], len(result.response.content) <= 2_000)


async def test_a_spent_page_has_no_buttons(world: Any) -> None:
    message = await page(world)
    await world.perform(message.channel.id, Strip(message_id=str(message.id)))
    shown = world.channel.threads[0].history()[-1]
    assert (message.content, []) == (shown.content, shown.components)


@pytest.mark.parametrize("trouble", [(404, 10062), (500, 0)])
async def test_a_press_counts_even_if_discord_takes_no_acknowledgement(
    world: Any, trouble: tuple[int, int]
) -> None:
    message = await page(world)
    status, code = trouble
    world.env.inject_error("POST", "/interactions/*/callback", status=status, code=code)
    await world.ann.click(message, label="Good evening")
    assert Chose(offer=7, choice=0) == world.mailbox.events[-1]


async def test_a_modal_that_comes_too_late_is_no_error(world: Any) -> None:
    message = await page(world)
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    result = await world.ann.click(message, label="Speak")
    assert (None, []) == (result.modal, world.env.errors)
