"""A seat in a Telegram chat, and the bot that serves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.telegram.gateway import TelegramGateway
from bot.app import App, assemble
from bot.story import BookStory
from narrative.drama.book import Book
from narrative.events import Language, Pace
from tests.adapters.telegram.bot_api import JSON, BotApi
from tests.adapters.telegram.bot_api_rules import keyboard_of
from tests.adapters.telegram.fakes import Time


class TelegramSeat:
    """A private chat on the loopback server."""

    def __init__(self, api: BotApi, *, chat: int = 7, language: Language = Language.ENGLISH) -> None:
        self.api = api
        self.chat = chat
        self.api.chat(chat, language=language.value)

    def texts(self) -> list[str]:
        return [message["text"] for message in self.api.sent(self.chat)]

    def labels(self) -> list[str]:
        return [button["text"] for button in self._buttons()[-1]]

    def with_buttons(self) -> list[JSON]:
        """Return the messages that still have buttons."""
        return [message for message in self.api.sent(self.chat) if keyboard_of(message)]

    async def press(self, label: str) -> None:
        await self.answered(lambda: self.api.press(self.chat, label))

    async def say(self, text: str) -> None:
        await self.answered(lambda: self.api.say(self.chat, text))

    async def answered(self, act: Callable[[], object]) -> None:
        """Do something, and wait for the answer; the buttons come under its last message."""
        before = len(self.api.sent(self.chat))
        act()
        await self.api.until(lambda: any(keyboard_of(one) for one in self.api.sent(self.chat)[before:]))

    def _buttons(self) -> list[list[JSON]]:
        return [keyboard_of(message) for message in self.with_buttons()] or [[]]


def unhurried_app(api: BotApi, book: Book, database: Path) -> App:
    """Put together what `compose` would, on a clock that the pacing of messages moves by itself."""
    time = Time()
    gateway = TelegramGateway(token=api.token, api_url=api.url, sleep=time.sleep, clock=time.clock)
    app = assemble(
        story=BookStory(book),
        adapters=[gateway],
        database=database,
        language=Language.ENGLISH,
        pace=Pace.INSTANT,
    )
    app.telegram = gateway
    return app


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    """Run an app while inside. An end of its own is an error."""
    task = asyncio.create_task(app.run())
    try:
        yield app
        assert not task.done(), task.exception()
    finally:
        app.stop()
        await task
