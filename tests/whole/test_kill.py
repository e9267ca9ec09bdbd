"""`kedok run` as its own process, killed in the middle of every turn: invariants 1, 3 and 4.

The Bot API server, and so all that the readers did and saw, stays alive in the test.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pytest

from narrative.events import Language
from tests.adapters.telegram.bot_api import BotApi
from tests.whole.lines import Lines
from tests.whole.reader import Reader
from tests.whole.telegram_seat import TelegramSeat

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a reader waits for an answer: a bot that was killed must come back first."""

Moment = Callable[[BotApi], Callable[[], bool]]
"""Returns, before the readers act, how to see that it has come."""


def at_once(api: BotApi) -> Callable[[], bool]:
    return lambda: True


def forgotten(api: BotApi) -> Callable[[], bool]:
    """What they did is in the inbox, and Telegram was told to forget it."""
    return lambda: not api.unconfirmed


def called(method: str) -> Moment:
    """The bot has called that, and perhaps not heard the answer."""

    def arm(api: BotApi) -> Callable[[], bool]:
        before = len(api.called(method))
        return lambda: len(api.called(method)) > before

    return arm


def answer_lost(method: str) -> Moment:
    """The bot has called that, and will never hear the answer."""

    def arm(api: BotApi) -> Callable[[], bool]:
        api.lose_answers(method)
        return called(method)(api)

    return arm


MOMENTS: tuple[Moment, ...] = (
    called("answerCallbackQuery"),
    called("editMessageReplyMarkup"),
    called("sendMessage"),
    forgotten,
    answer_lost("sendMessage"),
    at_once,
    answer_lost("editMessageReplyMarkup"),
)
"""When to kill, one for each move of the readers' parts from the first tap to the bus stop."""


class AttentiveSeat(TelegramSeat):
    """Its reader knows a message that was sent again, and waits for what is new."""

    async def answered(self, act: Callable[[], object]) -> None:
        known = set(self.texts())
        act()
        await self.api.until(
            lambda: any(message["text"] not in known for message in self.with_buttons()), within=PATIENCE
        )


class Bot:
    """A process that can be started again on the same database."""

    def __init__(self, api: BotApi, folder: Path) -> None:
        self.database = folder / "kedok.sqlite"
        self.log = folder / "log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KEDOK_")},
            "KEDOK_TELEGRAM_TOKEN": api.token,
            "KEDOK_TELEGRAM_API_URL": api.url,
            "KEDOK_DATABASE": str(self.database),
            "KEDOK_PACE": "instant",
            "PYTHONPATH": str(ROOT),
        }
        self._process: Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def end(self) -> int:
        """Ask it to come to its end, and return its exit code."""
        assert self._process is not None
        self._process.terminate()
        return await self._process.wait()

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database)) as db:
            return db.execute(question).fetchall()


@pytest.mark.timeout(120)
async def test_killed_in_every_turn_nothing_is_lost_and_nothing_taken_twice(
    api: BotApi, tmp_path: Path, all_lines: dict[Language, Lines]
) -> None:
    seats = {
        language: AttentiveSeat(api, chat=chat, language=language)
        for chat, language in enumerate(Language, 1)
    }
    readers = [Reader(seat, language) for language, seat in seats.items()]
    bot = Bot(api, tmp_path)
    await bot.start()
    await asyncio.gather(*(seat.say("/start") for seat in seats.values()))
    for moment in MOMENTS:
        come = moment(api)
        acting = asyncio.gather(*(reader.act() for reader in readers))
        await api.until(come, within=PATIENCE)
        await bot.kill()
        await bot.start()
        await acting
    await asyncio.gather(*(reader.act() for reader in readers))
    assert 0 == await bot.end()

    moves = len(MOMENTS) + 2
    assert [("done", moves * len(readers))] == bot.ask("SELECT state, count(*) FROM inbox GROUP BY state")
    assert [(moves,)] * len(readers) == bot.ask("SELECT version FROM readings")
    assert [("sent",)] == bot.ask("SELECT DISTINCT state FROM outbox")
    for seat in seats.values():
        shown = [text for text, _ in groupby(seat.texts())]
        assert len(shown) == len(set(shown)), "what is sent again is the newest message"
        assert len(seat.texts()) - len(shown) <= len(MOMENTS)
        buttons = seat.with_buttons()
        assert seat.texts()[-1] == buttons.pop()["text"]
        # A message whose sending was never heard of again keeps its buttons, beside its copy; they are stale.
        assert [] == [one["text"] for one in buttons if seat.texts().count(one["text"]) < 2]
    assert [] == [
        row for language, seat in seats.items() for row in all_lines[language].strangers(seat.texts())
    ]
    assert api.token not in bot.log.read_text()
