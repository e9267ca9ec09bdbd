"""Updates a second through the Telegram gateway, against an echo bot on the same transport."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from adapters.telegram.gateway import TelegramGateway
from adapters.telegram.transport import Transport
from bench.figures import show
from bot.app import assemble
from bot.bookshelf import load_book
from bot.story import BookStory
from narrative.events import Language, Pace
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.fakes import Time

READERS = 150
ROUNDS = 3


def main() -> None:
    """Print the bench."""
    print("Telegram")
    ours, echo = asyncio.run(_ours()), asyncio.run(_echo())
    show("updates a second through the gateway", f"{ours:.0f}")
    show("updates a second through an echo bot", f"{echo:.0f}")
    show("ratio", f"{ours / echo:.2f}")


async def _ours() -> float:
    """Every reader begins, and then says what is answered with one message, as the echo is."""
    with tempfile.TemporaryDirectory(prefix="kedok-bench-") as folder:
        async with BotApi() as api:
            pace = Time()
            gateway = TelegramGateway(token=api.token, api_url=api.url, sleep=pace.sleep, clock=pace.clock)
            app = assemble(
                story=BookStory(load_book()),
                adapters=[gateway],
                database=Path(folder) / "kedok.sqlite",
                language=Language.ENGLISH,
                pace=Pace.INSTANT,
            )
            running = asyncio.create_task(app.run())
            rate = await _rate(api, "/privacy")
            app.stop()
            await running
            return rate


async def _echo() -> float:
    async with BotApi() as api:
        application: Application = (
            ApplicationBuilder()
            .token(api.token)
            .base_url(f"{api.url}/bot")
            .base_file_url(f"{api.url}/file/bot")
            .request(Transport(api.url, connections=256))
            .get_updates_request(Transport(api.url, connections=1))
            .build()
        )
        application.add_handler(MessageHandler(filters.TEXT, _answer))
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling()
            rate = await _rate(api, "hello")
            await application.updater.stop()
            await application.stop()
            return rate


async def _answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


async def _rate(api: BotApi, text: str) -> float:
    """Return the updates a second, from the first one said to the last one answered."""
    readers = range(1, READERS + 1)
    for reader in readers:
        api.say(reader, text)
    await _answered(api, 1)
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        before = {reader: len(api.sent(reader)) for reader in readers}
        for reader in readers:
            api.say(reader, text)
        await _until(api, before)
    return READERS * ROUNDS / (time.perf_counter() - begun)


async def _answered(api: BotApi, count: int) -> None:
    await _until(api, dict.fromkeys(range(1, READERS + 1), count - 1))


async def _until(api: BotApi, before: dict[int, int]) -> None:
    left = list(before)

    def over() -> bool:
        while left and len(api.sent(left[-1])) > before[left[-1]]:
            left.pop()
        return not left

    await api.until(over, within=300)
