"""Which DeliveryError a failure of Discord is, and what may fail without harm."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

import aiohttp
import discord

from adapters.port import DeliveryError, ReaderUnreachable, Rejected, RetryLater, Unavailable

_log = logging.getLogger(__name__)

TROUBLE = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""Everything a call to Discord may raise."""

_UNREACHABLE = {
    10003,  # Unknown Channel
    10013,  # Unknown User
    50001,  # Missing Access
    50007,  # Cannot send messages to this user
    50013,  # Missing Permissions
    50278,  # No server in common any more
}
_PATIENCE = 5.0


def delivery_error(error: BaseException) -> DeliveryError:
    """Return what the bot should do about it."""
    match error:
        case discord.RateLimited():
            return RetryLater(error.retry_after)
        case discord.HTTPException(status=429):
            return RetryLater(_retry_after(error))
        case discord.HTTPException() if error.code in _UNREACHABLE:
            return ReaderUnreachable(_said(error))
        # 401 means that the token was changed while we run: the messages are good and must be kept.
        case discord.HTTPException(status=status) if status >= 500 or status == 401:
            return Unavailable(_said(error))
        case discord.DiscordException():
            return Rejected(_said(error))
        case _:
            return Unavailable(_said(error))


def _retry_after(error: discord.HTTPException) -> float:
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError, AttributeError):
        return _PATIENCE


def _said(error: BaseException) -> str:
    """Name the failure by its numbers: Discord's own words may quote the message, which is the reader's."""
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status} (code {error.code})"
    return type(error).__name__


async def courteously(call: Awaitable[object]) -> None:
    """Do a courtesy. Where it fails (too late, gone, offline), what the reader did counts all the same."""
    try:
        await call
    except TROUBLE as error:
        _log.debug("Not shown: %s", delivery_error(error))
