"""Where the reader says nothing, she moves: once, in her own time, and also if the bot was down meanwhile."""

from __future__ import annotations

from pathlib import Path

from narrative.drama.book import Book
from narrative.events import Language
from tests.bot.fakes import FakeClock
from tests.whole.lines import Lines
from tests.whole.memory_seat import MemorySeat, memory_seat
from tests.whole.reader import Reader

PATIENCE = 300.0


async def listening(seat: MemorySeat, language: Language, lines: Lines) -> int:
    """Play until she has said her first word and listens; return how much has been told."""
    await seat.say("/start")
    reader = Reader(seat, language)
    while not lines.hers(seat.texts()):
        await reader.act()
    return len(seat.texts())


async def test_after_five_minutes_of_silence_she_moves_once(
    book: Book, tmp_path: Path, language: Language, lines: Lines
) -> None:
    clock = FakeClock()
    async with memory_seat(book, tmp_path / "kedok.sqlite", language, clock) as seat:
        told = await listening(seat, language, lines)

        await clock.advance(PATIENCE - 1)
        assert told == len(seat.texts())
        await clock.advance(2)
        await seat.told_more_than(told)
        moved = seat.texts()[told:]
        await clock.advance(10 * PATIENCE)

        assert lines.hers(moved)
        assert told + len(moved) == len(seat.texts())


async def test_a_silence_that_ends_while_the_bot_is_down_is_made_up_for_at_the_start(
    book: Book, tmp_path: Path, language: Language, lines: Lines
) -> None:
    database, clock = tmp_path / "kedok.sqlite", FakeClock()
    async with memory_seat(book, database, language, clock) as seat:
        await listening(seat, language, lines)
    await clock.advance(PATIENCE + 1)

    async with memory_seat(book, database, language, clock) as seat:
        await seat.told_more_than(0)

        assert lines.hers(seat.texts())
