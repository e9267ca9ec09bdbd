"""How to drive the composed app without a network: the real clients, the real book, an offline transport.

Telegram: point `api_url` at the loopback Bot API and let `app.run()` run. Discord: give
`app.discord.client` to simcord, and stay inside `app.serving()`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import simcord

from bot.app import App, compose
from bot.settings import DiscordSettings, Settings, TelegramSettings
from narrative.events import Language, Pace
from tests.adapters.telegram.bot_api import BotApi
from tests.bot.fakes import until

READER = 7
ABOUT = "Tidak ada yang dikarang mesin selagi kamu membaca."


def composed(folder: Path, **platforms: TelegramSettings | DiscordSettings) -> App:
    settings = Settings(
        database=folder / "kedok.sqlite", pace=Pace.INSTANT, language=Language.INDONESIAN, **platforms
    )
    return compose(settings)


async def test_telegram_plays_over_the_loopback_and_forgets_nothing_between_two_runs(tmp_path: Path) -> None:
    async with BotApi() as api:
        api.chat(READER, language="id")
        for text in ("/mulai", "/tentang"):
            app = composed(tmp_path, telegram=TelegramSettings(token=api.token, api_url=api.url))
            running = asyncio.create_task(app.run())
            seen = len(api.sent(READER))
            api.say(READER, text)
            await api.until(lambda seen=seen: len(api.sent(READER)) > seen)
            app.stop()
            await running
        assert ABOUT in api.transcript(READER)
        assert [] == api.violations


async def test_discord_plays_under_simcord(tmp_path: Path) -> None:
    app = composed(tmp_path, discord=DiscordSettings(token="token"))
    assert app.discord is not None
    async with app.serving(), simcord.run(app.discord.client) as env:
        ann = env.create_guild().add_member(env.create_user("ann"))
        await ann.send_dm("/tentang")
        await until(lambda: [one for one in ann.user.dm_channel.history() if ABOUT in one.content])
