"""A turn: its own computation, and with both commits against a bare transaction of three inserts."""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from adapters.port import ConversationKey, Inbound, Reader
from bench.figures import milliseconds, show, timed
from bench.readers import Habit
from bot.bookshelf import load_book
from bot.clock import SystemClock
from bot.store.repository import Store
from bot.story import BookStory
from bot.turns import Turns
from narrative.drama.book import Book
from narrative.drama.controls import controls
from narrative.drama.reading import from_plain, to_plain
from narrative.drama.turn import advance, begin
from narrative.events import Asked, Command, Language, Pace

TURNS = 400
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONVERSATION = ConversationKey(platform="bench", chat="1")


def main() -> None:
    """Print the bench."""
    print("A turn")
    book = load_book()
    _computation(book)
    with tempfile.TemporaryDirectory(prefix="kedok-bench-") as folder:
        kept = _with_commits(book, Path(folder) / "kedok.sqlite")
        bare = _bare(Path(folder) / "bare.sqlite")
    ratio = statistics.median(kept) / statistics.median(bare)
    show("advance and both commits", milliseconds(kept))
    show("a bare transaction of three inserts", milliseconds(bare))
    show("ratio of the medians", f"{ratio:.1f}")


def _computation(book: Book) -> None:
    reading = begin(book, language=Language.ENGLISH, pace=Pace.CALM, seed=1).reading
    habit, seconds, sizes = Habit(), [], []
    for _ in range(TURNS):
        event = habit.answer(controls(book, reading))
        turns = []
        seconds.append(timed(lambda r=reading, e=event, t=turns: t.append(advance(book, r, e, now=NOW))))
        plain = to_plain(turns[0].reading)
        sizes.append(len(json.dumps(plain, ensure_ascii=False).encode()))
        reading = from_plain(plain)
    show("its own computation", milliseconds(seconds))
    show("a stored reading", f"median {statistics.median(sizes):.0f} bytes, most {max(sizes)} bytes")


def _with_commits(book: Book, file: Path) -> list[float]:
    store = Store(file)
    story = BookStory(book)
    turns = Turns(
        story=story,
        store=store,
        clock=SystemClock(),
        seeds=lambda: 1,
        language=Language.ENGLISH,
        pace=Pace.CALM,
    )
    numbers, habit, seconds = count(), Habit(), []

    def take(event: object) -> None:
        inbound = Inbound(
            event_id=str(next(numbers)),
            conversation=CONVERSATION,
            reader=Reader(id="1"),
            at=NOW,
            event=event,  # type: ignore[arg-type]
        )
        (lane,) = store.accept((inbound,))
        turns.take()
        lanes.add(lane)

    lanes: set[int] = set()
    take(Asked(command=Command.START))
    for _ in range(TURNS):
        saved = store.reading(min(lanes))
        assert saved is not None
        event = habit.answer(story.controls(saved.state))
        seconds.append(timed(lambda e=event: take(e)))
    store.close()
    return seconds


def _bare(file: Path) -> list[float]:
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT)")

    def insert() -> None:
        database.execute("BEGIN IMMEDIATE")
        for _ in range(3):
            database.execute("INSERT INTO bare (text) VALUES (?)", ("x" * 300,))
        database.execute("COMMIT")

    seconds = [timed(insert) for _ in range(TURNS)]
    database.close()
    return seconds
