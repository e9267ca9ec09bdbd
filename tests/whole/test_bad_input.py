"""Whatever is sent in the middle of a talk is answered in the reader's language, and the talk goes on."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from simcord.backend.models.message import MessageSticker

from narrative.drama.book import Book
from narrative.events import Language
from narrative.phrases import Phrase, phrase
from tests.adapters.telegram.bot_api import BotApi
from tests.whole.discord_seat import Discord, DiscordSeat, plain
from tests.whole.lines import Lines
from tests.whole.memory_seat import memory_seat
from tests.whole.reader import Reader, Seat
from tests.whole.script import PARTS
from tests.whole.telegram_seat import TelegramSeat, running, unhurried_app

ODD_SPEECHES = {
    "emoji": "🙂🙃😶‍🌫️👩‍👩‍👧‍👦",
    "right to left": "\u202eשלום, \u2067مرحبا\u2069 \u200f",
    "zero width": "H\u200be\u2060l\ufefflo\u200d \u200b",
    "mentions": "@everyone @here <@1> <@&2> <#3> @kedok_bot",
    "HTML": '<b>Good</b> <script>evening()</script> &amp; <a href="http://a.example">you</a>',
    "Markdown": "**Good** _evening_ [you](http://a.example) `there` ||now||\n# here\n> so",
    "templates and SQL": "'); DROP TABLE readings; -- {0} {name} %s ${x} {$alias} [b] #tag <<stop>>",
    "nothing but signs": "?!?!?!",
}
"""Odd to say, but said: she answers."""

ASIDES = {
    "nothing to see": Phrase.EMPTY,
    "blank letters": Phrase.EMPTY,
    "unknown command": Phrase.UNKNOWN_COMMAND,
    "command of another bot": Phrase.UNKNOWN_COMMAND,
    "edit": Phrase.EDITED,
    "photo": Phrase.TEXT_ONLY,
    "sticker": Phrase.TEXT_ONLY,
}
"""Nothing was said: that is answered from outside the story, which stays where it is."""

WORDLESS = {
    "nothing to see": "\u200b\u2060\u200b",
    "blank letters": "\u3164 \u2800",
    "unknown command": "/fly away",
    "command of another bot": "/dance@other_bot",
}

QUOTED = "@everyone @here <@1> <@&2> **look** __at__ <b>this</b> [page](http://a.example), `you`."

Send = Callable[[], Awaitable[object]]


def long(language: Language, length: int) -> str:
    """Return speech of exactly that many characters."""
    speech = " ".join(PARTS[language].speeches) + " "
    return (speech * (length // len(speech) + 1))[: length - 1] + "."


async def answers(seat: Seat, lines: Lines, language: Language, sent: Mapping[str, Send]) -> dict[str, str]:
    """Send each, and return what it was answered with: `hers`, or a phrase; nothing in another language."""
    known = {phrase(language, key): key.value for key in ASIDES.values()}
    kinds = {}
    for name, send in sent.items():
        before = len(seat.texts())
        await send()
        answer = seat.texts()[before:]
        assert [] == lines.strangers([*answer, *seat.labels()])
        named = [known[text] for text in answer if text in known]
        kinds[name] = named[0] if named else "hers" if lines.hers(answer) else "nothing"
    return kinds


def saying(seat: Seat, texts: Mapping[str, str]) -> dict[str, Send]:
    return {name: lambda text=text: seat.say(text) for name, text in texts.items()}  # type: ignore[misc]


def expected(language: Language) -> dict[str, str]:
    return {
        **dict.fromkeys((*ODD_SPEECHES, "long"), "hers"),
        **{name: key.value for name, key in ASIDES.items()},
    }


# Telegram


@pytest.fixture
def telegram(api: BotApi, language: Language) -> TelegramSeat:
    return TelegramSeat(api, language=language)


async def test_on_telegram_everything_is_answered_and_nothing_lost(
    telegram: TelegramSeat, book: Book, tmp_path: Path, lines: Lines, language: Language
) -> None:
    seat, api = telegram, telegram.api
    photo = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}
    sticker = {"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1}
    sent = saying(seat, {**ODD_SPEECHES, "long": long(language, 4_096), **WORDLESS}) | {
        "edit": lambda: seat.answered(lambda: api.edit(seat.chat, 1, "I never said that")),
        "photo": lambda: seat.answered(lambda: api.send(seat.chat, photo=[photo])),
        "sticker": lambda: seat.answered(lambda: api.send(seat.chat, sticker=sticker)),
    }
    reader = Reader(seat, language)
    async with running(unhurried_app(api, book, tmp_path / "kedok.sqlite")):
        await seat.say("/start")
        await reader.act(7)
        assert expected(language) == await answers(seat, lines, language, sent)
        assert f"“{reader.part.opening}”" in await reader.finish()


async def test_on_telegram_the_letter_quotes_markup_and_mentions_as_plain_text(
    telegram: TelegramSeat, book: Book, tmp_path: Path, language: Language
) -> None:
    """Looks come as entities of our own making, and never out of a text."""
    reader = Reader(telegram, language, replace(PARTS[language], opening=QUOTED))
    async with running(unhurried_app(telegram.api, book, tmp_path / "kedok.sqlite")):
        await telegram.say("/start")
        assert f"“{QUOTED}”" in await reader.finish()
    sent = telegram.api.called("sendMessage")
    looks = {entity["type"] for params in sent for entity in params.get("entities", ())}
    assert ([], {"blockquote", "bold", "italic"}) == ([one for one in sent if "parse_mode" in one], looks)


async def test_on_telegram_a_command_in_a_group_is_pointed_to_the_private_chat(
    api: BotApi, book: Book, tmp_path: Path, language: Language
) -> None:
    api.chat(5, language=language.value)
    async with running(unhurried_app(api, book, tmp_path / "kedok.sqlite")):
        api.call_in_group(-100, "/start@kedok_bot")
        (answer,) = await api.heard(-100, 1)
    assert phrase(language, Phrase.PRIVATE_ONLY) == answer["text"]


# Discord


async def sit(discord: Discord, language: Language) -> DiscordSeat:
    """Begin in the DM, in that language."""
    seat = DiscordSeat(discord, discord.ann.user.dm_channel, language)
    await seat.slash("start")
    await seat.write(f"/language {language}")
    return seat


async def test_on_discord_everything_is_answered_and_nothing_lost(
    tmp_path: Path, lines: Lines, language: Language
) -> None:
    async with Discord(tmp_path / "kedok.sqlite") as discord:
        seat = await sit(discord, language)
        ann, backend = discord.ann.user, discord.env.backend
        photo = backend.store_attachments(seat.channel.id, [("face.png", b"data")])
        sticker = MessageSticker(id=backend.snowflake(), name="wave", format_type=1, guild_id=1)
        texts = {**ODD_SPEECHES, **WORDLESS}
        sent: dict[str, Send] = {name: lambda text=text: seat.write(text) for name, text in texts.items()}  # type: ignore[misc]
        sent |= {
            "long": lambda: seat.write_at_length(long(language, 4_000)),
            "edit": lambda: seat.answered(ann.edit(typed, "I never said that")),
            "photo": lambda: seat.write("", attachments=photo),
            "sticker": lambda: seat.write("", stickers=[sticker]),
        }
        reader = Reader(seat, language)
        await reader.act(7)
        typed = next(one for one in seat.channel.history() if not one.author.bot)
        assert expected(language) == await answers(seat, lines, language, sent)
        assert f"“{reader.part.opening}”" in await reader.finish()


async def test_on_discord_the_letter_quotes_markup_and_mentions_as_plain_text(
    tmp_path: Path, language: Language
) -> None:
    async with Discord(tmp_path / "kedok.sqlite") as discord:
        seat = await sit(discord, language)
        reader = Reader(seat, language, replace(PARTS[language], opening=QUOTED))
        letter = await reader.finish()
        written = [message.content for message in seat.messages()]
        pings = [body for body in discord.sent() if body["allowed_mentions"] != NO_PINGS]
    assert f"“{QUOTED}”" in letter
    assert ([], []) == ([text for text in written if MARKUP.search(text)], pings)


MARKUP = re.compile(r"(?<!\\)(@everyone|@here|<|`)|(?<!\\)\[.*\]\(")
NO_PINGS: dict[str, list[str]] = {"parse": []}


async def test_on_discord_a_command_outside_a_reading_is_pointed_to_a_private_place(
    tmp_path: Path, language: Language
) -> None:
    async with Discord(tmp_path / "kedok.sqlite") as discord:
        guild = discord.env.create_guild("Warung", preferred_locale={"en": "en-US", "id": "id"}[language])
        channel = guild.create_text_channel("umum")
        budi = guild.add_member(discord.env.create_user("budi"))
        await budi.send(channel, f"{discord.mention} /undo")
        answer = plain(channel.last_message.content)
    assert phrase(language, Phrase.PRIVATE_ONLY) == answer


# Any platform


async def test_twenty_thousand_characters_are_answered_and_no_reading_grows_by_them(
    book: Book, tmp_path: Path, lines: Lines, language: Language
) -> None:
    database = tmp_path / "kedok.sqlite"
    part = replace(PARTS[language], opening=long(language, 20_000))
    async with memory_seat(book, database, language) as seat:
        reader = Reader(seat, language, part)
        await seat.say("/start")
        await reader.act(6)
        answer = await reader.act()
        with closing(sqlite3.connect(database)) as db:
            (size,) = db.execute("SELECT length(CAST(state AS BLOB)) FROM readings").fetchone()
        letter = await reader.finish()
    quoted = next(text for text in re.findall("“([^”]+)…”", letter) if part.opening.startswith(text))
    assert ([], True) == (lines.strangers(seat.texts()), bool(lines.hers(answer)))
    assert (True, True) == (size < 8_192, 100 < len(quoted) <= 160)
