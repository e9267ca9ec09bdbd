from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from adapters.telegram.gateway import TelegramGateway, Webhook
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.fakes import Letterbox, Time


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API server; a test that breaks a rule of Telegram's on purpose clears `violations`."""
    async with BotApi() as server:
        yield server
        assert [] == server.violations


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def mailbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def connect(api: BotApi, time: Time) -> Callable[..., TelegramGateway]:
    """Make a gateway to the server."""

    def make(webhook: Webhook | None = None) -> TelegramGateway:
        return TelegramGateway(
            token=api.token, api_url=api.url, webhook=webhook, sleep=time.sleep, clock=time.clock
        )

    return make
