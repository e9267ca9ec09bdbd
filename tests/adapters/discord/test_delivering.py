"""What the gateway sends, and what it says when it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.gateway import DiscordGateway
from adapters.port import (
    Adapter,
    ConversationKey,
    DeliveryError,
    Limits,
    Outbound,
    Post,
    ReaderUnreachable,
    Receipt,
    Rejected,
    RetryLater,
    Strip,
    Typing,
    Unavailable,
)
from narrative.cues import Notice, Say, Span
from narrative.events import Language


def test_the_gateway_is_an_adapter(gateway: DiscordGateway) -> None:
    adapter: Adapter = gateway
    assert ("discord", Limits(text=2000, label=80, buttons=25)) == (adapter.platform, adapter.limits)


async def test_a_post_is_an_ordinary_message_with_the_outbox_id_as_nonce(world: Any, post: Any) -> None:
    dm = world.ann.user.dm_channel
    message_id = await world.perform(dm.id, post, number=421)
    (body,) = world.requests("POST", f"/channels/{dm.id}/messages")
    assert (str(dm.last_message.id), "421", True) == (message_id, body["nonce"], body["enforce_nonce"])


async def test_a_post_pings_nobody_and_unfolds_no_link(world: Any) -> None:
    dm = world.ann.user.dm_channel
    await world.perform(dm.id, Post(lines=(Notice(text="@everyone <@1> http://a.example"),)))
    (body,) = world.requests("POST", f"/channels/{dm.id}/messages")
    assert ("> \\@everyone \\<\\@1> http\\://a.example", {"parse": []}, 4) == (
        body["content"],
        body["allowed_mentions"],
        body["flags"],
    )


async def test_a_plain_post_has_no_decoration(world: Any) -> None:
    dm = world.ann.user.dm_channel
    line = Say(speaker="She", name="Her", text="So soft", spans=(Span(kind="i", start=3, length=4),))
    await world.perform(dm.id, Post(lines=(line,)), plain=True)
    assert "Her\nSo soft" == dm.last_message.content


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, 50007, ReaderUnreachable),
        (403, 50001, ReaderUnreachable),
        (404, 10003, ReaderUnreachable),
        (400, 50035, Rejected),
        (429, 0, RetryLater),
        (502, 0, Unavailable),
    ],
)
async def test_failures_are_told_by_their_policy(
    world: Any, post: Any, status: int, code: int, kind: type[DeliveryError]
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(kind):
        await world.perform(world.ann.user.dm_channel.id, post)


async def test_a_message_that_is_gone_needs_no_stripping(world: Any) -> None:
    assert "" == await world.perform(world.ann.user.dm_channel.id, Strip(message_id="12345"))


async def test_an_archived_thread_keeps_its_old_buttons(world: Any) -> None:
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=400, code=50083)
    assert "" == await world.perform(world.ann.user.dm_channel.id, Strip(message_id="12345"))


async def test_a_strip_that_fails_is_told(world: Any, post: Any) -> None:
    dm = world.ann.user.dm_channel
    message_id = await world.perform(dm.id, post)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    with pytest.raises(Unavailable):
        await world.perform(dm.id, Strip(message_id=message_id))


async def test_typing_lasts_as_long_as_it_should(world: Any) -> None:
    dm = world.ann.user.dm_channel
    receipt = await world.perform(dm.id, Typing(seconds=3.5))
    assert ("", [3.5], 1) == (
        receipt,
        world.sleeper.slept,
        len(world.requests("POST", f"/channels/{dm.id}/typing")),
    )


async def test_typing_that_cannot_be_shown_is_no_error(world: Any) -> None:
    world.env.inject_error("POST", "/channels/*/typing", status=403, code=50001)
    assert "" == await world.perform(world.ann.user.dm_channel.id, Typing(seconds=3.5))


async def test_before_logging_in_nothing_can_be_sent(gateway: DiscordGateway, post: Any) -> None:
    key = ConversationKey(platform="discord", chat="50")
    outbound = Outbound(id=1, conversation=key, language=Language.ENGLISH, action=post)
    with pytest.raises(Unavailable):
        await gateway.perform(outbound)


async def test_a_receipt_names_the_message(world: Any, post: Any) -> None:
    dm = world.ann.user.dm_channel
    key = ConversationKey(platform="discord", chat=str(dm.id))
    outbound = Outbound(id=1, conversation=key, language=Language.ENGLISH, action=post)
    receipt = await world.gateway.perform(outbound)
    assert Receipt(message_id=str(dm.last_message.id)) == receipt
