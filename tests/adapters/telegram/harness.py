"""Telegram under the port's contract: the real library against the loopback Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.port import ConversationKey, Mailbox
from adapters.telegram.gateway import TelegramGateway
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.bot_api_rules import keyboard_of
from tests.adapters.telegram.fakes import Time, running

READER = 7
_FAILURES = {
    "later": (429, "Too Many Requests: retry after 3", {"retry_after": 3}),
    "down": (502, "Bad Gateway", {}),
    "blocked": (403, "Forbidden: bot was blocked by the user", {}),
    "refused": (400, "Bad Request: can't parse entities", {}),
}


class TelegramHarness:
    """A reader's private chat."""

    conversation = ConversationKey(platform="telegram", chat=str(READER))

    def __init__(self, api: BotApi) -> None:
        time = Time()
        self._api = api
        self.adapter = TelegramGateway(token=api.token, api_url=api.url, sleep=time.sleep, clock=time.clock)
        api.chat(READER)

    async def types(self, text: str) -> None:
        self._api.say(READER, text)

    async def presses(self, label: str) -> None:
        self._api.press(READER, label)

    def texts(self) -> list[str]:
        return [message["text"] for message in self._api.sent(READER)]

    def labels(self) -> list[str]:
        return [button["text"] for message in self._api.sent(READER) for button in keyboard_of(message)]

    def next_fails(self, kind: str) -> None:
        code, description, parameters = _FAILURES[kind]
        for method in ("sendMessage", "sendChatAction"):
            self._api.refuse(method, code, description, **parameters)


@asynccontextmanager
async def harness(mailbox: Mailbox) -> AsyncIterator[TelegramHarness]:
    async with BotApi() as api:
        opened = TelegramHarness(api)
        async with running(opened.adapter, mailbox):
            await api.until(lambda: bool(api.called("getUpdates")))
            yield opened
        assert [] == [words for words in api.violations if "message to edit not found" not in words]
