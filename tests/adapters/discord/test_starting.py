"""Where a reading begins: a thread of the reader's own, the DM, or nowhere with a reason."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from adapters.port import ConversationKey
from narrative.events import Asked, Command, Language
from narrative.phrases import Phrase, phrase

BEGUN = Asked(command=Command.START)
DENIED = {"create_private_threads": False, "create_public_threads": False}


def deny(world: Any, name: str, **permissions: bool | None) -> Any:
    """Return a channel in which nobody, the bot included, has those permissions."""
    overwrite = discord.PermissionOverwrite(**permissions)
    guild = world.channel.guild
    return guild.create_text_channel(name, overwrites={guild.default_role: overwrite})


async def test_start_in_a_channel_makes_a_private_thread_for_the_reader(world: Any) -> None:
    result = await world.ann.slash(world.channel, "start")
    (thread,) = world.channel.threads
    assert ("The Play · Ann", discord.ChannelType.private_thread.value, True) == (
        thread.name,
        thread._channel.type,
        world.ann.id in thread._channel.thread_members,
    )
    assert (f"Your reading is here: <#{thread.id}>", True) == (result.response.content, result.ephemeral)


async def test_the_reading_begins_in_the_thread(world: Any) -> None:
    thread = await world.begin()
    (inbound,) = world.mailbox.accepted
    assert (ConversationKey(platform="discord", chat=str(thread.id)), str(world.ann.id), BEGUN) == (
        inbound.conversation,
        inbound.reader.id,
        inbound.event,
    )


async def test_start_is_acknowledged_before_anything_else(world: Any) -> None:
    await world.begin()
    posts = [one.path.rsplit("/", 1)[1] for one in world.env.http_requests if one.method == "POST"]
    assert ["callback", "threads"] == posts[-2:]


async def test_start_again_points_to_the_same_thread(world: Any) -> None:
    thread = await world.begin()
    result = await world.ann.slash(world.channel, "start")
    assert (f"Your reading is here: <#{thread.id}>", 1) == (
        result.response.content,
        len(world.channel.threads),
    )


async def test_a_new_process_finds_the_thread_of_the_old_one(world: Any) -> None:
    thread = await world.begin()
    await world.restart()
    result = await world.ann.slash(world.channel, "start")
    assert (f"Your reading is here: <#{thread.id}>", 1) == (
        result.response.content,
        len(world.channel.threads),
    )


async def test_an_archived_thread_is_found_too(world: Any) -> None:
    thread = await world.begin()
    thread._channel.thread_metadata.archived = True
    await world.restart()
    await world.ann.slash(world.channel, "start")
    assert [thread.id] == [one.id for one in world.channel.threads]


async def test_a_namesake_gets_a_thread_of_their_own(world: Any) -> None:
    await world.begin()
    await world.restart()
    other = world.channel.guild.add_member(world.env.create_user("ann2", global_name="Ann"))
    await other.slash(world.channel, "start")
    assert ["The Play · Ann", "The Play · Ann"] == [thread.name for thread in world.channel.threads]


async def test_a_deleted_thread_is_forgotten(world: Any) -> None:
    thread = await world.begin()
    world.env.backend.delete_channel(thread.id)
    await world.env.settle()
    await world.ann.slash(world.channel, "start")
    assert [True] == [one.id != thread.id for one in world.channel.threads]


async def test_a_long_name_is_cut(world: Any) -> None:
    long = world.channel.guild.add_member(world.env.create_user("long", global_name="L" * 200))
    await long.slash(world.channel, "start")
    assert [100] == [len(thread.name) for thread in world.channel.threads]


async def test_a_public_thread_is_the_second_choice(world: Any) -> None:
    channel = deny(world, "no-private", create_private_threads=False)
    await world.ann.slash(channel, "start")
    assert [discord.ChannelType.public_thread.value] == [one._channel.type for one in channel.threads]


async def test_a_thread_that_cannot_be_made_is_made_in_public(world: Any) -> None:
    world.env.inject_error("POST", "/channels/*/threads", status=400, times=1)
    await world.ann.slash(world.channel, "start")
    kinds = [one._channel.type for one in world.channel.threads]
    assert [discord.ChannelType.public_thread.value] == kinds


@pytest.mark.parametrize("denied", [DENIED, {"send_messages_in_threads": False}])
async def test_where_no_thread_may_be_the_reader_is_told(world: Any, denied: dict[str, bool]) -> None:
    channel = deny(world, "no-threads", **denied)
    result = await world.ann.slash(channel, "start")
    told = phrase(Language.ENGLISH, Phrase.DISCORD_NO_THREAD)
    assert (told, True, []) == (result.response.content, result.ephemeral, world.mailbox.accepted)


async def test_start_in_a_dm_begins_there_and_leaves_nothing_behind(world: Any) -> None:
    result = await world.ann.user.slash("start")
    (inbound,) = world.mailbox.accepted
    assert (str(world.ann.user.dm_channel.id), BEGUN, None) == (
        inbound.conversation.chat,
        inbound.event,
        result.response,
    )


async def test_start_in_a_thread_of_people_begins_there(world: Any) -> None:
    model = world.env.backend.create_thread(world.channel.id, "ours", world.ann.id)
    (thread,) = world.channel.threads
    await world.ann.slash(thread, "start")
    assert [str(model.id)] == [one.conversation.chat for one in world.mailbox.accepted]


async def test_where_the_bot_is_not_the_reading_opens_in_the_dm(world: Any) -> None:
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.channel.guild.id)})
    result = await world.ann.slash(world.channel, "start")
    dm = world.ann.user.dm_channel
    address = f"https://discord.com/channels/@me/{dm.id}"
    assert phrase(Language.ENGLISH, Phrase.DISCORD_DM_SENT, place=address) == result.response.content
    assert (phrase(Language.ENGLISH, Phrase.BOT_SHORT_DESCRIPTION), [str(dm.id)], BEGUN) == (
        dm.last_message.content,
        [one.conversation.chat for one in world.mailbox.accepted],
        world.mailbox.accepted[0].event,
    )


async def test_other_commands_where_the_bot_is_not_point_to_a_private_place(world: Any) -> None:
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.channel.guild.id)})
    result = await world.ann.slash(world.channel, "undo")
    told = phrase(Language.ENGLISH, Phrase.PRIVATE_ONLY)
    assert (told, True, []) == (result.response.content, result.ephemeral, world.mailbox.accepted)


async def test_a_place_without_threads_opens_the_dm(world: Any) -> None:
    voice = world.channel.guild.create_voice_channel("talk")
    await world.ann.slash(voice, "start")
    dm = world.ann.user.dm_channel
    assert [str(dm.id)] == [one.conversation.chat for one in world.mailbox.accepted]


async def test_a_closed_dm_is_told(world: Any) -> None:
    world.env.inject_error(
        "POST", f"/channels/{world.ann.user.dm_channel.id}/messages", status=403, code=50007
    )
    voice = world.channel.guild.create_voice_channel("talk")
    result = await world.ann.slash(voice, "start")
    told = phrase(Language.ENGLISH, Phrase.DISCORD_DM_CLOSED)
    assert (told, []) == (result.response.content, world.mailbox.accepted)


async def test_other_commands_outside_a_reading_point_to_a_private_place(world: Any) -> None:
    result = await world.ann.slash(world.channel, "recap")
    told = phrase(Language.ENGLISH, Phrase.PRIVATE_ONLY)
    assert (told, True, []) == (result.response.content, result.ephemeral, world.mailbox.accepted)


async def test_commands_in_a_reading_go_to_it_with_their_argument(world: Any) -> None:
    thread = await world.begin()
    await world.ann.slash(thread, "undo")
    await world.ann.slash(thread, "meant", meant=" a joke ")
    result = await world.ann.slash(thread, "pace", pace="slow")
    asked = [
        Asked(command=Command.UNDO),
        Asked(command=Command.MEANT, argument="a joke"),
        Asked(command=Command.PACE, argument="slow"),
    ]
    assert (asked, None) == (world.mailbox.events[1:], result.response)


async def test_a_command_counts_even_if_discord_takes_no_acknowledgement(world: Any) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062)
    await world.ann.user.slash("recap")
    assert [Asked(command=Command.RECAP)] == world.mailbox.events
