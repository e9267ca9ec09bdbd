"""What is said to the bot, and what is not."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from narrative.events import Asked, Command, Edited, Language, Said, SentOther
from narrative.phrases import Phrase, phrase


def call(world: Any) -> str:
    return world.gateway.client.user.mention


def quoted(key: Phrase) -> str:
    return f"> {phrase(Language.ENGLISH, key)}"


def test_no_privileged_intent_is_asked_for(gateway: Any) -> None:
    intents = gateway.client.intents
    assert (discord.Intents(guilds=True, guild_messages=True, dm_messages=True), (False, False, False)) == (
        intents,
        (intents.members, intents.presences, intents.message_content),
    )


async def test_a_dm_is_speech(world: Any) -> None:
    message = await world.ann.send_dm("Good evening")
    (inbound,) = world.mailbox.accepted
    assert (f"message:{message.id}", message.id, str(world.ann.id), Said(text="Good evening")) == (
        inbound.event_id,
        inbound.cursor,
        inbound.reader.id,
        inbound.event,
    )


async def test_a_mention_in_the_thread_is_speech(world: Any) -> None:
    thread = await world.begin()
    await world.ann.send(thread, f"{call(world)} Good evening")
    assert Said(text="Good evening") == world.mailbox.events[-1]


async def test_a_reply_to_the_bot_in_the_thread_is_speech(world: Any, post: Any) -> None:
    thread = await world.begin()
    await world.perform(thread.id, post)
    await world.ann.send(thread, "Good evening", reply_to=thread.last_message)
    assert Said(text="Good evening") == world.mailbox.events[-1]


async def test_what_discord_blanks_in_a_thread_is_answered_once_with_the_ways_to_be_heard(world: Any) -> None:
    thread = await world.begin()
    await world.ann.send(thread, "anybody here?")
    await world.ann.send(thread, "hello?")
    answers = [message.content for message in thread.history() if message.author.bot]
    assert ([quoted(Phrase.DISCORD_UNHEARD)], 1) == (answers, len(world.mailbox.accepted))


async def test_a_mention_in_a_channel_gets_a_pointer_without_a_ping(world: Any) -> None:
    await world.ann.send(world.channel, f"{call(world)} hello")
    (answer,) = world.requests("POST", f"/channels/{world.channel.id}/messages")
    assert (quoted(Phrase.PRIVATE_ONLY), [], []) == (
        answer["content"],
        answer["allowed_mentions"]["parse"],
        world.mailbox.accepted,
    )


async def test_a_pointer_speaks_the_servers_language(world: Any) -> None:
    guild = world.env.create_guild("Warung", preferred_locale="id")
    channel = guild.create_text_channel("umum")
    budi = guild.add_member(world.env.create_user("budi"))
    await budi.send(channel, f"{call(world)} halo")
    told = phrase(Language.INDONESIAN, Phrase.PRIVATE_ONLY)
    assert f"> {told}" == channel.last_message.content


async def test_talk_in_a_channel_is_left_alone(world: Any) -> None:
    await world.ann.send(world.channel, "hello all")
    assert (1, []) == (len(world.channel.history()), world.mailbox.accepted)


async def test_bots_are_not_readers(world: Any) -> None:
    robot = world.channel.guild.add_member(world.env.create_user("robot", bot=True))
    thread = await world.begin()
    world.env.backend.add_thread_member(thread.id, robot.id)
    await robot.send(thread, f"{call(world)} hello")
    await robot.send(world.channel, f"{call(world)} hello")
    assert 1 == len(world.mailbox.accepted)


async def test_the_bots_own_messages_are_not_speech(world: Any, post: Any) -> None:
    await world.perform(world.ann.user.dm_channel.id, post)
    assert [] == world.mailbox.accepted


@pytest.mark.parametrize(
    "text",
    [
        "@everyone @here",
        "**bold** `code` ||spoiler||",
        "\u202e\u05de\u05e8 \u05e9",
        "\u200b\u200b",
        "😀😀😀",
        "<b>html</b> &amp;",
        "x" * 2_000,
    ],
)
async def test_whatever_is_typed_arrives_as_it_is(world: Any, text: str) -> None:
    await world.ann.send_dm(text)
    assert [Said(text=text)] == world.mailbox.events


async def test_commands_may_be_typed(world: Any) -> None:
    await world.ann.send_dm("/batal")
    assert [Asked(command=Command.UNDO)] == world.mailbox.events


@pytest.mark.parametrize(
    ("name", "kind"), [("face.png", "photo"), ("rain.mp4", "video"), ("letter.txt", "file"), ("odd", "file")]
)
async def test_a_file_without_words_is_something_else(world: Any, name: str, kind: str) -> None:
    thread = await world.begin()
    await world.ann.send(thread, call(world), attachments=[(name, b"data")])
    assert SentOther(kind=kind) == world.mailbox.events[-1]


async def test_a_sticker_without_words_is_something_else(world: Any) -> None:
    sticker = world.channel.guild.create_sticker("wave")
    items = [{"id": str(sticker.id), "name": "wave", "format_type": 1}]
    dm = world.ann.user.dm_channel
    payload = {**dm_payload(world, dm), "sticker_items": items}
    world.env.backend.emit("MESSAGE_CREATE", payload)
    await world.env.settle()
    assert [SentOther(kind="sticker")] == world.mailbox.events


def dm_payload(world: Any, dm: Any) -> dict[str, Any]:
    """Return a message without content, as Discord would send it."""
    return {
        "id": str(world.env.backend.snowflake()),
        "channel_id": str(dm.id),
        "author": {"id": str(world.ann.id), "username": "ann", "discriminator": "0", "avatar": None},
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }


async def test_an_edit_is_an_event_of_its_own(world: Any) -> None:
    message = await world.ann.send_dm("helo")
    await world.ann.user.edit(message, "hello")
    first, second = world.mailbox.accepted
    assert (Said(text="helo"), Edited(text="hello"), True, 0) == (
        first.event,
        second.event,
        second.event_id.startswith(f"edit:{message.id}:"),
        second.cursor,
    )


async def test_an_unfolded_link_is_no_edit(world: Any) -> None:
    payload = {**dm_payload(world, world.ann.user.dm_channel), "content": "http://a.example"}
    world.env.backend.emit("MESSAGE_UPDATE", payload)
    await world.env.settle()
    assert [] == world.mailbox.accepted


async def test_an_edit_outside_a_reading_is_nothing(world: Any) -> None:
    message = await world.ann.send(world.channel, f"{call(world)} helo")
    await world.ann.edit(message, f"{call(world)} hello")
    assert [] == world.mailbox.accepted


async def test_system_messages_are_not_speech(world: Any) -> None:
    payload = {**dm_payload(world, world.ann.user.dm_channel), "type": 6}
    world.env.backend.emit("MESSAGE_CREATE", payload)
    await world.env.settle()
    assert [] == world.mailbox.accepted


async def test_a_mailbox_that_fails_for_a_moment_loses_nothing(world: Any) -> None:
    world.mailbox.failures = 2
    await world.ann.send_dm("one")
    await world.ann.send_dm("two")
    assert ([Said(text="one"), Said(text="two")], [2.0, 2.0]) == (world.mailbox.events, world.sleeper.slept)
