"""The port to Discord: logging in, and doing what the bot wants done there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import assert_never

import discord

from adapters.discord.client import Client
from adapters.discord.components import view_of
from adapters.discord.failures import TROUBLE, delivery_error
from adapters.discord.inbound import PLATFORM
from adapters.discord.outbound import CONTENT_LENGTH, LABEL_LENGTH, MOST_BUTTONS, draft_of
from adapters.port import (
    Limits,
    Mailbox,
    Outbound,
    PlatformLost,
    PlatformRefused,
    Post,
    Receipt,
    Rejected,
    Strip,
    Typing,
    Unavailable,
)

_log = logging.getLogger(__name__)
_LIMITS = Limits(text=CONTENT_LENGTH, label=LABEL_LENGTH, buttons=MOST_BUTTONS)
_PATIENCE = 10.0
_ARCHIVED = 50083


class DiscordGateway:
    """Discord, as the bot sees it. `title` names the threads; `sleep` passes the time."""

    platform = PLATFORM
    limits = _LIMITS

    def __init__(
        self, *, token: str, title: str = "Kedok", sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._token = token
        self._sleep = sleep
        self.client = Client(title=title, sleep=sleep)

    def bind(self, mailbox: Mailbox) -> None:
        """Say where everything goes, for a client that an offline Discord drives; `run` does it by itself."""
        self.client.bind(mailbox)

    async def run(self, mailbox: Mailbox) -> None:
        """Log in and listen until cancelled, through every outage.

        Raises PlatformRefused for a wrong token, PlatformLost where waiting is in vain.
        """
        self.bind(mailbox)
        try:
            await self._log_in()
            await self.client.connect()
        except discord.LoginFailure:
            raise PlatformRefused("Discord refused the token: check KEDOK_DISCORD_TOKEN.") from None
        except discord.DiscordException as error:
            raise PlatformLost(f"Discord closed the connection for good ({type(error).__name__}).") from None
        finally:
            await self.client.close()

    async def _log_in(self) -> None:
        while True:
            try:
                return await self.client.login(self._token)
            except discord.LoginFailure:
                raise
            except TROUBLE as error:
                if isinstance(failure := delivery_error(error), Rejected):
                    raise
                _log.warning("Discord cannot be reached (%s); trying again", failure)
            await self.client.http.close()
            self.client.http.connector = discord.utils.MISSING  # closed with its session: make a new one
            await self._sleep(_PATIENCE)

    async def perform(self, outbound: Outbound) -> Receipt:
        """Do one action. Raises nothing but DeliveryError."""
        if self.client.user is None or self.client.is_closed():
            raise Unavailable("not connected to Discord")
        channel = self.client.get_partial_messageable(int(outbound.conversation.chat))
        try:
            match outbound.action:
                case Post() as post:
                    return await _post(channel, outbound, post)
                case Strip(message_id=message_id):
                    return await _strip(channel, int(message_id))
                case Typing(seconds=seconds):
                    return await self._type(channel, seconds)
                case _:
                    assert_never(outbound.action)
        except TROUBLE as error:
            raise delivery_error(error) from None  # its text may quote the message

    async def _type(self, channel: discord.PartialMessageable, seconds: float) -> Receipt:
        """Show the typing sign, which discord.py renews, until the time is over."""
        try:
            async with channel.typing():
                await self._sleep(seconds)
        except TROUBLE as error:
            _log.debug("Typing was not shown: %s", delivery_error(error))
        return Receipt()


async def _post(channel: discord.PartialMessageable, outbound: Outbound, post: Post) -> Receipt:
    draft = draft_of(post, nonce=outbound.id, language=outbound.language, plain=outbound.plain)
    message = await channel.send(
        draft.content,
        nonce=draft.nonce,
        view=view_of(draft.buttons),
        allowed_mentions=discord.AllowedMentions.none(),
        suppress_embeds=True,
    )
    return Receipt(message_id=str(message.id))


async def _strip(channel: discord.PartialMessageable, message_id: int) -> Receipt:
    """Take the buttons off. A message that is gone has none; one in an archived thread keeps them, stale."""
    try:
        await channel.get_partial_message(message_id).edit(view=None)
    except discord.HTTPException as error:
        gone = isinstance(error, discord.NotFound) or error.code == _ARCHIVED
        if not gone:
            raise
    return Receipt()
