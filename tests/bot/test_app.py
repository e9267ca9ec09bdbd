"""The whole, with a story of a few words and a platform in memory: it starts, goes on, and ends in good order."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from adapters.memory import MemoryAdapter
from adapters.port import Inbound, PlatformRefused
from bot.app import App, assemble, compose
from bot.clock import SystemClock
from bot.settings import DiscordSettings, Settings, SettingsError, TelegramSettings, TerminalSettings
from bot.store.repository import Store
from bot.store.schema import StoreBusy, StoreRefused
from narrative.events import Language, Pace
from tests.bot.fakes import BEGINNING, FakeClock, ParrotStory, RecordingAdapter, inbound, until


def app_with(folder: Path, *adapters: Any, clock: Any = None) -> App:
    return assemble(
        story=ParrotStory(),
        adapters=adapters,
        database=folder / "kedok.sqlite",
        language=Language.ENGLISH,
        pace=Pace.INSTANT,
        clock=clock or FakeClock(),
        seeds=lambda: 1,
    )


def memory(*events: Inbound) -> MemoryAdapter:
    async def arrivals() -> AsyncIterator[Sequence[Inbound]]:
        for event in events:
            yield (event,)

    return MemoryAdapter(arrivals=arrivals(), now=lambda: BEGINNING)


def texts(adapter: MemoryAdapter) -> list[str]:
    return [message.text for message in adapter.chats.get("here", [])]


class Dying(RecordingAdapter):
    """A platform that is lost as soon as it is served."""

    platform = "dying"

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self._fault = fault

    async def run(self, mailbox: Any) -> None:
        raise self._fault


async def test_it_ends_by_itself_when_everything_is_read_and_sent(tmp_path: Path) -> None:
    adapter = memory(inbound("begin"), inbound("hello"))
    await app_with(tmp_path, adapter).run()
    assert ["Once (en, 1).", "hello"] == texts(adapter)


async def test_it_goes_on_where_it_was(tmp_path: Path) -> None:
    await app_with(tmp_path, memory(inbound("begin"))).run()
    adapter = memory(inbound("hello"))
    await app_with(tmp_path, adapter).run()
    assert ["hello"] == texts(adapter)


@pytest.mark.parametrize("one", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_with_everything_accepted_answered(
    tmp_path: Path, one: signal.Signals
) -> None:
    """Invariant 23. The platform is still there while the last messages go out."""
    adapter = RecordingAdapter()
    app = app_with(tmp_path, adapter)
    running = asyncio.create_task(app.run())
    await app.mailroom.accept([inbound("begin"), inbound("hello")])
    os.kill(os.getpid(), one)
    await running
    assert ["Once (en, 1).", "hello"] == adapter.texts


async def test_its_end_gives_the_database_free(tmp_path: Path) -> None:
    app = app_with(tmp_path, RecordingAdapter())
    with pytest.raises(StoreBusy):
        app_with(tmp_path, RecordingAdapter())
    app.stop()
    await app.run()
    await app_with(tmp_path, memory()).run()


async def test_an_offline_transport_needs_no_running_adapter(tmp_path: Path) -> None:
    """What everybody's tests of a client without a network use."""
    adapter = RecordingAdapter()
    app = app_with(tmp_path, adapter)
    async with app.serving():
        await app.mailroom.accept([inbound("begin")])
        await until(lambda: adapter.texts)
    assert ["Once (en, 1)."] == adapter.texts


async def test_one_lost_platform_does_not_stop_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    alive = RecordingAdapter()
    app = app_with(tmp_path, Dying(RuntimeError("gone for good")), alive)
    running = asyncio.create_task(app.run())
    await until(lambda: caplog.messages)
    await app.mailroom.accept([inbound("begin")])
    await until(lambda: alive.texts)
    app.stop()
    await running
    assert ["A platform is lost: gone for good"] == caplog.messages


async def test_when_the_last_platform_is_lost_its_fault_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="gone for good"):
        await app_with(tmp_path, Dying(RuntimeError("gone for good"))).run()


async def test_a_platform_that_refuses_us_ends_it_all(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariant 20: a wrong token stops the start even if another platform takes its own. It is said once."""
    with pytest.raises(PlatformRefused, match="wrong token"):
        await app_with(tmp_path, RecordingAdapter(), Dying(PlatformRefused("wrong token"))).run()
    assert [] == caplog.messages


async def test_a_broken_mailroom_ends_it_instead_of_making_it_deaf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Store, limit: int) -> list[Any]:
        raise KeyError("a bug of ours")

    monkeypatch.setattr(Store, "waiting", broken)
    with pytest.raises(KeyError, match="a bug of ours"):
        await app_with(tmp_path, RecordingAdapter()).run()


# Composing


def settings(folder: Path, **details: Any) -> Settings:
    return Settings(database=folder / "kedok.sqlite", **details)


async def test_nothing_to_serve_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no platform to serve"):
        compose(settings(tmp_path))
    assert [] == os.listdir(tmp_path)


async def test_a_database_that_cannot_be_used_is_refused_and_left_free(tmp_path: Path) -> None:
    spoilt = settings(tmp_path, terminal=TerminalSettings())
    spoilt.database.write_text("no database at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreRefused, match="cannot be used as a database"):
            compose(spoilt)


async def test_the_gateways_can_be_reached(tmp_path: Path) -> None:
    app = compose(
        settings(
            tmp_path,
            telegram=TelegramSettings(token="123456789:AAExampleExampleExampleExampleExample"),
            discord=DiscordSettings(token="a.b.c"),
        )
    )
    assert app.telegram is not None
    assert app.discord is not None
    assert ("telegram", "discord") == (app.telegram.platform, app.discord.platform)
    async with app.serving():
        pass


async def test_the_real_book_plays_in_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "lines.txt"
    script.write_text("/tentang\n")
    terminal = TerminalSettings(script=script, language=Language.INDONESIAN)
    await compose(settings(tmp_path, terminal=terminal, pace=Pace.INSTANT)).run()
    assert "Tidak ada yang dikarang mesin selagi kamu membaca." in capsys.readouterr().out


async def test_a_database_that_fails_to_the_end_does_not_keep_it_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariants 22 and 23: what was accepted waits for the next start."""

    def full(self: Store, limit: int) -> list[Any]:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Store, "waiting", full)
    monkeypatch.setattr("bot.app.FLUSH_SECONDS", 0.05)
    app = app_with(tmp_path, RecordingAdapter(), clock=SystemClock())
    running = asyncio.create_task(app.run())
    await app.mailroom.accept([inbound("begin")])
    app.stop()
    await running
    monkeypatch.undo()
    adapter = memory()
    await app_with(tmp_path, adapter).run()
    assert ["Once (en, 1)."] == texts(adapter)


async def test_a_database_that_fails_from_the_start_does_not_keep_it_from_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariants 22 and 23: SIGTERM is heard while the database is tried again and again."""

    def spoilt(self: Store) -> int:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(Store, "last_outbox_id", spoilt)
    running = asyncio.create_task(app_with(tmp_path, RecordingAdapter()).run())
    await until(lambda: caplog.messages)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await running
    assert [
        "The database failed: database disk image is malformed. Trying again in 0.5 s."
    ] == caplog.messages
