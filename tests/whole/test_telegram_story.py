"""The slice in a Telegram chat: the real library, long polling, a Bot API server on the loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.app import App, compose
from bot.settings import read_settings
from narrative.drama.book import Book
from narrative.events import Command, Language, Pace
from narrative.phrases import COMMAND_NAMES, PACE_PHRASES, Phrase, phrase
from tests.adapters.telegram.bot_api import BotApi
from tests.whole.lines import Lines, repeated
from tests.whole.reader import Reader
from tests.whole.telegram_seat import TelegramSeat, running, unhurried_app

AT_THE_BUS_STOP = 9
"""Moves until she has answered twice."""


@pytest.fixture
def seat(api: BotApi, language: Language) -> TelegramSeat:
    return TelegramSeat(api, language=language)


@pytest.fixture
def reader(seat: TelegramSeat, language: Language) -> Reader:
    return Reader(seat, language)


@pytest.fixture
def start(api: BotApi, book: Book, tmp_path: Path) -> Any:
    """Start a process on the same database as those before it."""
    return lambda: running(unhurried_app(api, book, tmp_path / "kedok.sqlite"))


async def test_a_reader_reads_from_start_to_the_last_page(
    start: Any, seat: TelegramSeat, reader: Reader, lines: Lines
) -> None:
    async with start():
        await seat.say("/start")
        letter = await reader.finish()
    part = reader.part
    assert [] == [words for words in (part.first_words, part.opening) if f"“{words}”" not in letter]
    assert [] == lines.strangers(seat.texts())
    assert [] == repeated(lines.hers(reader.heard))


async def test_only_the_last_page_has_buttons(start: Any, seat: TelegramSeat, reader: Reader) -> None:
    async with start():
        await seat.say("/start")
        for _ in range(AT_THE_BUS_STOP):
            await reader.act()
            assert seat.api.sent(seat.chat)[-1:] == seat.with_buttons()
        for command in ("/help", "/restart", "/language", "/recap"):
            await seat.say(command)
            assert seat.api.sent(seat.chat)[-1:] == seat.with_buttons()


async def test_a_press_on_a_page_long_turned_gets_a_word_and_the_page(
    start: Any, seat: TelegramSeat, reader: Reader, language: Language
) -> None:
    async with start():
        await seat.say("/start")
        first = seat.with_buttons()[0]
        token = first["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await reader.act(AT_THE_BUS_STOP)
        open_page = seat.labels()
        await seat.answered(lambda: seat.api.press_data(seat.chat, first["message_id"], token))
    assert (phrase(language, Phrase.STALE), open_page) == (seat.texts()[-2], seat.labels())


async def test_commands_answer_in_the_middle_and_the_reading_goes_on(
    start: Any, seat: TelegramSeat, reader: Reader, lines: Lines, language: Language
) -> None:
    def told(key: Phrase, **slots: str) -> str:
        return phrase(language, key, **slots)

    name = COMMAND_NAMES[language]
    instant = told(PACE_PHRASES[Pace.INSTANT])
    async with start():
        await seat.say("/start")
        await reader.act(AT_THE_BUS_STOP)
        asked = {command: await reader.ask(f"/{name[command]}") for command in (Command.HELP, Command.RECAP)}
        assert f"{told(Phrase.HELP)}\n\n{told(Phrase.HELP_TALK)}" == "\n\n".join(asked[Command.HELP])
        assert told(Phrase.RECAP) == asked[Command.RECAP][0].split("\n")[0]
        assert [told(Phrase.PACE_SET, pace=instant)] == await reader.ask(f"/{name[Command.PACE]} {instant}")
        assert [told(Phrase.LANGUAGE_ASK)] == await reader.ask(f"/{name[Command.LANGUAGE]}")
        await seat.press("English" if language is Language.ENGLISH else "Bahasa Indonesia")
        assert told(Phrase.LANGUAGE_SET) in seat.texts()[-3:]
        assert [told(Phrase.RESTART_ASK)] == await reader.ask(f"/{name[Command.RESTART]}")
        assert [told(Phrase.RESTART_YES), told(Phrase.RESTART_NO)] == seat.labels()
        await seat.press(told(Phrase.RESTART_NO))
        assert told(Phrase.RESTART_KEPT) == seat.texts()[-1]
        assert told(Phrase.UNDONE) == (await reader.ask(f"/{name[Command.UNDO]}"))[0]
        letter = await reader.finish()
    assert f"“{reader.part.opening}”" in letter
    assert [] == lines.strangers(seat.texts())


async def test_the_names_of_the_other_language_work_too(
    start: Any, seat: TelegramSeat, reader: Reader, language: Language
) -> None:
    other = next(one for one in Language if one is not language)
    async with start():
        await seat.say("/start")
        for command in (Command.ABOUT, Command.CONTENT, Command.PRIVACY, Command.HELP):
            mine = await reader.ask(f"/{COMMAND_NAMES[language][command]}")
            assert mine == await reader.ask(f"/{COMMAND_NAMES[other][command]}")


async def test_changing_the_language_in_the_middle_changes_everything_after_it(
    start: Any, seat: TelegramSeat, reader: Reader, all_lines: Any, language: Language
) -> None:
    other = next(one for one in Language if one is not language)
    async with start():
        await seat.say("/start")
        await reader.act(AT_THE_BUS_STOP)
        before = len(seat.texts())
        await seat.say(f"/language {other}")
        await seat.press(seat.labels()[0])
        await seat.say("…")
    assert phrase(other, Phrase.LANGUAGE_SET) == seat.texts()[before]
    assert [] == all_lines[other].strangers([*seat.texts()[before:], *seat.labels()])


async def test_restarting_begins_again_and_forgets(
    start: Any, seat: TelegramSeat, reader: Reader, language: Language
) -> None:
    async with start():
        await seat.say("/start")
        first_page = seat.texts()[-1]
        await reader.act(AT_THE_BUS_STOP)
        await seat.say("/restart")
        await seat.press(phrase(language, Phrase.RESTART_YES))
        assert first_page == seat.texts()[-1]
        again = Reader(seat, language)
        assert f"“{again.part.opening}”" in await again.finish()


async def test_a_reading_goes_on_in_a_new_process_with_what_was_said_meanwhile(
    start: Any, seat: TelegramSeat, reader: Reader, lines: Lines
) -> None:
    async with start():
        await seat.say("/start")
        await reader.act(5)
    async with start():
        await reader.act(4)
    told = len(seat.texts())
    seat.api.say(seat.chat, reader.part.speeches[2])
    async with start():
        await seat.api.until(
            lambda: seat.api.sent(seat.chat)[-1:] == seat.with_buttons() and len(seat.texts()) > told
        )
        letter = await reader.finish()
    assert f"“{reader.part.first_words}”" in letter
    assert [] == lines.strangers(seat.texts())
    assert [] == repeated(lines.hers(seat.texts()))


async def test_two_readers_of_one_bot_read_each_their_own(
    api: BotApi, book: Book, tmp_path: Path, all_lines: Any
) -> None:
    seats = {one: TelegramSeat(api, chat=number, language=one) for number, one in enumerate(Language, 1)}
    readers = {one: Reader(seat, one) for one, seat in seats.items()}
    async with running(unhurried_app(api, book, tmp_path / "kedok.sqlite")):
        for seat in seats.values():
            await seat.say("/start")
        for _ in range(AT_THE_BUS_STOP):
            for reader in readers.values():
                await reader.act()
    assert [] == [row for one in Language for row in all_lines[one].strangers(seats[one].texts())]


@pytest.fixture
def composed(api: BotApi, tmp_path: Path) -> App:
    """What `kedok run` runs. Its messages keep Telegram's pace of one a second."""
    environment = {
        "KEDOK_TELEGRAM_TOKEN": api.token,
        "KEDOK_TELEGRAM_API_URL": api.url,
        "KEDOK_DATABASE": str(tmp_path / "kedok.sqlite"),
        "KEDOK_PACE": "instant",
    }
    return compose(read_settings(environment))


async def test_what_compose_makes_of_settings_is_driven_by_the_loopback_server(
    api: BotApi, composed: App, seat: TelegramSeat, language: Language, lines: Lines
) -> None:
    async with running(composed):
        await seat.say("/start")
        await api.until(lambda: len(api.called("setMyShortDescription")) >= 3)
    assert list(COMMAND_NAMES[language].values()) == list(api.profile[language.value]["commands"])
    assert [] == lines.strangers([*seat.texts(), *seat.labels()])


async def test_its_application_may_be_fed_by_hand(api: BotApi, composed: App, seat: TelegramSeat) -> None:
    assert composed.telegram is not None
    application = composed.telegram.application
    person = {"id": seat.chat, "is_bot": False, "first_name": "Reader"}
    message = {"message_id": 1, "date": 1, "chat": {"id": seat.chat, "type": "private"}, "from": person}
    update = Update.de_json({"update_id": 1, "message": {**message, "text": "/mulai"}}, application.bot)
    async with running(composed):
        await api.until(lambda: bool(api.called("getUpdates")))
        await application.process_update(update)
        await api.heard(seat.chat, 1)
    assert ["I am an adult. Begin.", "Bahasa Indonesia", "Not now"] == seat.labels()
