"""Each failure of Discord has its policy."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord.failures import delivery_error
from adapters.port import DeliveryError, ReaderUnreachable, Rejected, RetryLater, Unavailable


class Response:
    """As much of an HTTP answer as discord.py looks at."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.reason = "because"
        self.headers = headers or {}


def http(status: int, code: int = 0, headers: dict[str, str] | None = None) -> discord.HTTPException:
    kinds: dict[int, type[discord.HTTPException]] = {403: discord.Forbidden, 404: discord.NotFound}
    response: Any = Response(status, headers)
    return kinds.get(status, discord.HTTPException)(response, {"code": code, "message": "secret words"})


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (http(403, 50007), ReaderUnreachable),
        (http(403, 50001), ReaderUnreachable),
        (http(403, 50013), ReaderUnreachable),
        (http(403, 50278), ReaderUnreachable),
        (http(404, 10003), ReaderUnreachable),
        (http(404, 10008), Rejected),
        (http(403, 50005), Rejected),
        (http(400, 50035), Rejected),
        (http(401), Unavailable),
        (http(500), Unavailable),
        (http(503), Unavailable),
        (http(429), RetryLater),
        (discord.RateLimited(60.0), RetryLater),
        (discord.InvalidData("odd"), Rejected),
        (aiohttp.ClientConnectionError("refused"), Unavailable),
        (ConnectionResetError(), Unavailable),
        (TimeoutError(), Unavailable),
    ],
)
def test_failures_have_policies(error: BaseException, kind: type[DeliveryError]) -> None:
    assert kind is type(delivery_error(error))


@pytest.mark.parametrize(
    ("error", "after"),
    [
        (discord.RateLimited(60.0), 60.0),
        (http(429, headers={"Retry-After": "7.5"}), 7.5),
        (http(429), 5.0),
        (http(429, headers={"Retry-After": "soon"}), 5.0),
    ],
)
def test_patience_is_as_long_as_discord_asks(error: BaseException, after: float) -> None:
    failure = delivery_error(error)
    assert isinstance(failure, RetryLater)
    assert after == failure.after


def test_a_failure_quotes_no_message() -> None:
    assert "Discord answered 400 (code 50035)" == str(delivery_error(http(400, 50035)))
