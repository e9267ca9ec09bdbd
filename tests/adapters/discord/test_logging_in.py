"""Logging in, through outages and wrong tokens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord.gateway import DiscordGateway
from adapters.port import PlatformLost, PlatformRefused


class Doorman:
    """Stands in for Discord's door: lets in after the given troubles."""

    def __init__(self, *troubles: BaseException) -> None:
        self.troubles = list(troubles)
        self.tokens: list[str] = []

    async def __call__(self, token: str) -> None:
        self.tokens.append(token)
        if self.troubles:
            raise self.troubles.pop(0)


def connects(trouble: BaseException | None = None) -> Callable[[], Awaitable[None]]:
    async def connect() -> None:
        if trouble is not None:
            raise trouble

    return connect


def opened(
    gateway: DiscordGateway, doorman: Doorman, connect: Callable[[], Awaitable[None]]
) -> DiscordGateway:
    client: Any = gateway.client
    client.login, client.connect = doorman, connect
    return gateway


async def test_a_refused_token_is_one_sentence_without_the_token(
    gateway: DiscordGateway, mailbox: Any
) -> None:
    opened(gateway, Doorman(discord.LoginFailure("Improper token has been passed.")), connects())
    with pytest.raises(PlatformRefused) as lost:
        await gateway.run(mailbox)
    assert "Discord refused the token: check KEDOK_DISCORD_TOKEN." == str(lost.value)


async def test_an_outage_at_the_door_is_waited_out(
    gateway: DiscordGateway, mailbox: Any, sleeper: Any
) -> None:
    doorman = Doorman(aiohttp.ClientConnectionError(), OSError())
    await opened(gateway, doorman, connects()).run(mailbox)
    assert (["token"] * 3, [10.0, 10.0]) == (doorman.tokens, sleeper.slept)


async def test_a_connection_closed_for_good_is_told(gateway: DiscordGateway, mailbox: Any) -> None:
    opened(gateway, Doorman(), connects(discord.PrivilegedIntentsRequired(None)))
    with pytest.raises(PlatformLost) as lost:
        await gateway.run(mailbox)
    assert "Discord closed the connection for good (PrivilegedIntentsRequired)." == str(lost.value)


async def test_cancelling_closes_the_client(gateway: DiscordGateway, mailbox: Any) -> None:
    listening = asyncio.Event()

    async def connect() -> None:
        listening.set()
        await asyncio.Event().wait()

    running = asyncio.create_task(opened(gateway, Doorman(), connect).run(mailbox))
    await listening.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert True is gateway.client.is_closed()


async def test_an_unbound_client_says_what_is_missing() -> None:
    with pytest.raises(RuntimeError, match="bind"):
        _ = DiscordGateway(token="token").client.intake
