"""The app: everything composed, run and brought to an orderly end. Nothing else constructs.

Theory of operation. `compose` builds the whole from settings and opens the database, or raises before
anything has started. `run` takes up what an earlier run left, then receives until told to stop or until
no platform is left. The end goes from the outside in: no more intake, then every accepted event is taken,
then what can be sent in `FLUSH_SECONDS` is sent; what is left waits in the database for the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from adapters.port import Adapter, PlatformRefused
from bot.bookshelf import load_book
from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from bot.mailroom import Mailroom
from bot.scheduler import Scheduler
from bot.settings import DiscordSettings, Settings, SettingsError, TelegramSettings, TerminalSettings
from bot.store.lock import StoreLock
from bot.story import BookStory, Story
from bot.thread import StoryThread
from bot.turns import Turns
from narrative.events import Language, Pace
from narrative.persona.acts import Expectation

if TYPE_CHECKING:
    from adapters.discord.gateway import DiscordGateway
    from adapters.telegram.gateway import TelegramGateway
    from adapters.terminal.gateway import Console, TerminalGateway

log = logging.getLogger(__name__)

FLUSH_SECONDS = 10.0
_READABLE = 76
"""Most columns of prose: longer lines are hard to read back from."""


class App:
    """A composed Kedok. `telegram` and `discord` are its gateways, for whoever has another transport."""

    def __init__(
        self,
        *,
        adapters: Sequence[Adapter],
        mailroom: Mailroom,
        scheduler: Scheduler,
        delivery: Delivery,
        close: Callable[[], None],
    ) -> None:
        self.telegram: TelegramGateway | None = None
        self.discord: DiscordGateway | None = None
        self.mailroom = mailroom
        self._adapters = adapters
        self._scheduler = scheduler
        self._delivery = delivery
        self._close = close
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopping.set()

    async def run(self) -> None:
        """Receive, play and send until stopped, by SIGTERM or SIGINT too, or until no platform is left.

        Raises PlatformRefused when one does not let us in, and what the last one died of when all have died.
        """
        with self._stopped_by_signals():
            receiving: list[asyncio.Task[None]] = []
            try:
                async with self.serving():
                    receiving += [asyncio.create_task(one.run(self.mailroom)) for one in self._adapters]
                    await self._until_over(receiving)
            finally:
                await _cancelled(receiving)
        _raise_fault(receiving)

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Take, wake and send while inside, but receive nothing: an offline transport puts into `mailroom`.

        On leaving nothing more is accepted, all that was is taken, and what can be sent in time is sent.
        """
        waking = asyncio.create_task(self._scheduler.run(self.mailroom.ring))
        taking = asyncio.create_task(self.mailroom.run())
        for task in (waking, taking):
            task.add_done_callback(lambda _: self.stop())
        try:
            await self._start_delivery()
            yield
        finally:
            self.mailroom.close()
            # A database that fails to the end must not keep us from ending.
            await asyncio.wait({taking}, timeout=FLUSH_SECONDS)
            await self._delivery.finish(FLUSH_SECONDS)
            await _cancelled([taking, waking])
            self._close()
        for task in (taking, waking):
            if not task.cancelled():
                task.result()

    async def _start_delivery(self) -> None:
        """Take up what was left unsent, or give up at `stop`: a database may fail from the start."""
        starting = asyncio.create_task(self._delivery.start())
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        await _cancelled([starting, stopping])
        if not starting.cancelled():
            starting.result()

    async def _until_over(self, receiving: Sequence[asyncio.Task[None]]) -> None:
        """Wait for `stop`, for a platform that refuses us, or for the end of the last platform."""
        stopping = asyncio.create_task(self._stopping.wait())
        running = set(receiving)
        while running and not stopping.done():
            done, _ = await asyncio.wait({stopping, *running}, return_when=asyncio.FIRST_COMPLETED)
            running -= done
            faults = [task.exception() for task in done - {stopping}]
            if any(isinstance(fault, PlatformRefused) for fault in faults):
                break
            for fault in filter(None, faults):
                log.error("A platform is lost: %s", fault)
        await _cancelled([stopping])

    @contextlib.contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        handled: list[signal.Signals] = []
        # Windows has no such handlers, and only the main thread has: there Ctrl-C or `stop` must do.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for one in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(one, self.stop)
                handled.append(one)
        try:
            yield
        finally:
            for one in handled:
                loop.remove_signal_handler(one)


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Cancel what still runs, and wait until all of it is over."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _raise_fault(receiving: Sequence[asyncio.Task[None]]) -> None:
    """Raise a refusal if there was one, or a fault if every platform was lost."""
    faults = [fault for task in receiving if not task.cancelled() and (fault := task.exception())]
    for fault in faults:
        if isinstance(fault, PlatformRefused):
            raise fault
    if faults and len(faults) == len(receiving):
        raise faults[-1]


def compose(settings: Settings) -> App:
    """Build the app, or raise SettingsError, StoreRefused or AuthorError saying what to change."""
    book = load_book(settings.book, settings.understanding)
    telegram = _telegram(settings.telegram) if settings.telegram else None
    discord = _discord(settings.discord, book.manifest.title[settings.language]) if settings.discord else None
    terminal = _terminal(settings.terminal) if settings.terminal else None
    adapters: list[Adapter] = [one for one in (telegram, discord, terminal) if one is not None]
    if not adapters:
        message = "There is no platform to serve: set KEDOK_TELEGRAM_TOKEN or KEDOK_DISCORD_TOKEN."
        raise SettingsError(message)
    app = assemble(
        story=BookStory(book),
        adapters=adapters,
        database=settings.database,
        language=settings.language,
        pace=settings.pace,
    )
    # Understanding takes a second to load: it may as well do so while the first page is read.
    Thread(target=book.recognizer.interpret, args=("", Expectation()), daemon=True).start()
    app.telegram, app.discord = telegram, discord
    if discord is not None:
        discord.bind(app.mailroom)  # also without `run`, for a client that an offline Discord drives
    return app


def assemble(
    *,
    story: Story,
    adapters: Sequence[Adapter],
    database: Path,
    language: Language,
    pace: Pace,
    clock: Clock | None = None,
    seeds: Callable[[], int] = lambda: secrets.randbits(64),
) -> App:
    """Put the parts together round any story and any adapters."""
    clock = clock or SystemClock()
    lock = StoreLock(database)
    try:
        thread = StoryThread(clock, database)
    except BaseException:
        lock.close()
        raise
    store = thread.store
    delivery = Delivery(
        thread=thread, store=store, adapters={one.platform: one for one in adapters}, clock=clock
    )
    scheduler = Scheduler(thread=thread, store=store, clock=clock)
    turns = Turns(story=story, store=store, clock=clock, seeds=seeds, language=language, pace=pace)
    mailroom = Mailroom(thread=thread, store=store, turns=turns, delivery=delivery, scheduler=scheduler)

    def close() -> None:
        thread.close()
        lock.close()

    return App(adapters=adapters, mailroom=mailroom, scheduler=scheduler, delivery=delivery, close=close)


def _telegram(settings: TelegramSettings) -> TelegramGateway:
    try:
        from adapters.telegram.gateway import TelegramGateway, Webhook
    except ImportError as error:
        raise _missing("telegram", error) from error
    hook = settings.webhook
    webhook = Webhook(url=hook.url, secret=hook.secret, host=hook.host, port=hook.port) if hook else None
    return TelegramGateway(token=settings.token, api_url=settings.api_url, webhook=webhook)


def _discord(settings: DiscordSettings, title: str) -> DiscordGateway:
    try:
        from adapters.discord.gateway import DiscordGateway
    except ImportError as error:
        raise _missing("discord", error) from error
    return DiscordGateway(token=settings.token, title=title)


def _missing(extra: str, error: ImportError) -> SettingsError:
    return SettingsError(
        f"{extra.title()} needs what is not installed ({error.name}): pip install 'kedok[{extra}]'."
    )


def _terminal(settings: TerminalSettings) -> TerminalGateway:
    from adapters.terminal.gateway import TerminalGateway

    return TerminalGateway(console=_console(settings), language=settings.language)


def _console(settings: TerminalSettings) -> Console:
    from adapters.terminal.gateway import LiveConsole, PlainConsole

    for stream in (sys.stdin, sys.stdout):  # a sign that the locale does not know must not end the reading
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if settings.script is not None:
        return PlainConsole(_script(settings.script), sys.stdout)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return PlainConsole(sys.stdin, sys.stdout)
    width = min(shutil.get_terminal_size().columns, _READABLE)
    return LiveConsole(width=width, colour="NO_COLOR" not in os.environ)


def _script(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        message = f"The script {file} cannot be read ({type(error).__name__}): give another --script."
        raise SettingsError(message) from error
