"""On every platform a reader asks how he was taken, says by a press what he meant, and lets the line be kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from bot.store.repository import Store
from narrative.drama.act_names import act_name
from narrative.drama.book import Book
from narrative.drama.misses import Miss
from narrative.events import Command, Language
from narrative.phrases import COMMAND_NAMES, Phrase, phrase
from tests.adapters.telegram.bot_api import BotApi
from tests.whole.discord_seat import Discord, DiscordSeat
from tests.whole.lines import Lines
from tests.whole.memory_seat import memory_seat
from tests.whole.reader import Reader
from tests.whole.telegram_seat import TelegramSeat, running, unhurried_app

FAREWELL = {Language.ENGLISH: "Goodbye.", Language.INDONESIAN: "Selamat tinggal."}


Say = Callable[[str], Awaitable[None]]


async def corrects(reader: Reader, say: Say, lines: Lines, language: Language) -> None:
    """Take leave of her, and have meant it as a joke."""
    seat, names = reader.seat, COMMAND_NAMES[language]

    async def answer(text: str) -> list[str]:
        before = len(seat.texts())
        await say(text)
        return seat.texts()[before:]

    await reader.act(7)
    await answer(FAREWELL[language])

    why = "\n".join(await answer(f"/{names[Command.WHY]}"))
    assert f"“{FAREWELL[language]}”" in why
    assert act_name(language, "farewell") in why
    assert phrase(language, Phrase.WHY_RIGHT) == seat.labels()[-1]

    again = await answer(f"/{names[Command.MEANT]} {act_name(language, 'joke')}")
    assert phrase(language, Phrase.MEANT_DONE, act=act_name(language, "joke")) == again[0]
    assert [] != lines.hers(again)
    assert [phrase(language, key) for key in (Phrase.CONSENT_YES, Phrase.CONSENT_NO)] == seat.labels()

    await seat.press(phrase(language, Phrase.CONSENT_YES))
    assert phrase(language, Phrase.CONSENT_GIVEN) == seat.texts()[-1]


def kept(database: Path) -> list[Miss]:
    with closing(Store(database)) as store:
        return [row.miss for row in store.misses()]


def expected(language: Language) -> list[Miss]:
    return [Miss(text=FAREWELL[language], language=language, taken="farewell", meant="joke")]


async def test_on_any_platform(book: Book, tmp_path: Path, lines: Lines, language: Language) -> None:
    database = tmp_path / "kedok.sqlite"
    async with memory_seat(book, database, language) as seat:
        await seat.say("/start")
        await corrects(Reader(seat, language), seat.say, lines, language)
    assert expected(language) == kept(database)


async def test_on_telegram(api: BotApi, book: Book, tmp_path: Path, lines: Lines, language: Language) -> None:
    database = tmp_path / "kedok.sqlite"
    seat = TelegramSeat(api, language=language)
    async with running(unhurried_app(api, book, database)):
        await seat.say("/start")
        await corrects(Reader(seat, language), seat.say, lines, language)
    assert expected(language) == kept(database)


async def test_on_discord(tmp_path: Path, lines: Lines, language: Language) -> None:
    database = tmp_path / "kedok.sqlite"
    async with Discord(database) as discord:
        seat = DiscordSeat(discord, discord.ann.user.dm_channel, language)
        await seat.slash("start")
        await seat.write(f"/language {language}")
        await corrects(Reader(seat, language), seat.write, lines, language)
    assert expected(language) == kept(database)
