"""The terminal's gateway: reads the reader's lines, prints the story, and lets any key skip a wait."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import threading
import uuid
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol, TextIO

from adapters.port import (
    ConversationKey,
    Inbound,
    Limits,
    Mailbox,
    Outbound,
    Post,
    Reader,
    ReaderUnreachable,
    Receipt,
    Strip,
    Typing,
)
from adapters.terminal.inbound import read_line
from adapters.terminal.outbound import Look, echo, hint, render
from narrative.cues import Listen, Offer
from narrative.events import Asked, Command, Language, ReaderEvent
from narrative.phrases import Phrase, phrase

CONVERSATION = ConversationKey(platform="terminal", chat="play")
READER = "reader"


class Console(Protocol):
    """Where the reader sits: a live terminal, or a pipe. `stays`: whether they may read again after the end."""

    look: Look
    stays: bool

    def show(self, text: str) -> None:
        """Print a block."""
        ...

    async def ask(self, prompt: str) -> str | None:
        """Return the reader's next line without its newline, or None when they leave."""
        ...

    async def wait(self, seconds: float) -> None:
        """Show that somebody types, until the time is over or a key is pressed."""
        ...


class TerminalGateway:
    """One reader at one console. `run` returns when the reader leaves, or a pipe's reading closes."""

    platform = "terminal"
    limits = Limits(text=100_000, label=200, buttons=9)

    def __init__(self, *, console: Console, language: Language | None = None) -> None:
        self._console = console
        self._language = language
        self._rests: asyncio.Queue[tuple[Post, Language] | None] = asyncio.Queue()
        """Where the story came to rest; None when nobody is there any more."""

    async def run(self, mailbox: Mailbox) -> None:
        """Begin or come back, then take line after line, each after the story has come to rest."""
        await self._act(mailbox, Asked(command=Command.START))
        welcomed = not self._console.stays
        while (rest := await self._rests.get()) is not None:
            post, language = rest
            if post.closing and not self._console.stays:
                return
            if not welcomed:
                self._console.show(hint(phrase(language, Phrase.TERMINAL_WELCOME), self._console.look))
                welcomed = True
            line = await self._console.ask(_prompt(post, language))
            if line is None:
                return
            self._rests = asyncio.Queue()  # what she said by herself meanwhile is no answer to the line
            await self._act(mailbox, read_line(line))

    async def perform(self, outbound: Outbound) -> Receipt:
        """Print a message; wait while she types. Buttons need no stripping here: only the last ones count."""
        match outbound.action:
            case Post() as post:
                leaves = post.closing and not self._console.stays
                shown = replace(post, controls=None) if leaves else post
                self._show(render(shown, self._console.look))
                if post.controls is not None:
                    self._rests.put_nowait((post, outbound.language))
            case Typing(seconds=seconds):
                await self._console.wait(seconds)
            case Strip():
                pass
        return Receipt(message_id=str(outbound.id))

    def _show(self, text: str) -> None:
        try:
            self._console.show(text)
        except OSError:  # as in `kedok play | head`, or on a full disk
            self._rests.put_nowait(None)
            raise ReaderUnreachable("nobody reads what is written there") from None

    async def _act(self, mailbox: Mailbox, event: ReaderEvent) -> None:
        inbound = Inbound(
            event_id=uuid.uuid4().hex,
            conversation=CONVERSATION,
            reader=Reader(id=READER, language=self._language),
            at=datetime.now(UTC),
            event=event,
        )
        await mailbox.accept((inbound,))


def _prompt(post: Post, language: Language) -> str:
    match post.controls:
        case Listen():
            return phrase(language, Phrase.TERMINAL_TALK_PROMPT)
        case Offer():
            return phrase(language, Phrase.TERMINAL_CHOICE_PROMPT)
        case None:
            return ""


class PlainConsole:
    """A pipe or a script: prints a plain transcript with the reader's lines in it, and never waits."""

    look = Look()
    stays = False

    def __init__(self, lines: Iterable[str], out: TextIO) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._out = out

    def show(self, text: str) -> None:
        """Print a block and an empty line after it."""
        self._out.write(text + "\n")
        self._out.flush()

    async def ask(self, prompt: str) -> str | None:
        """Take the next line and print it as the reader's; the story itself tells numbers and silence."""
        line = await self._next_line()
        if line is None:
            return None
        line = line.rstrip("\r\n")
        if line.strip() and not line.strip().isdigit():
            with contextlib.suppress(OSError):  # the answer will meet it too
                self.show(echo(line, self.look))
        return line

    async def wait(self, seconds: float) -> None:
        """Do not wait: nobody watches."""

    async def _next_line(self) -> str | None:
        """Read in a daemon thread: a pipe that stays open and silent must not hold up the end."""
        loop = asyncio.get_running_loop()
        read: asyncio.Future[str | None] = loop.create_future()

        def deliver(line: str | None) -> None:
            if not read.cancelled():
                read.set_result(line)

        def wait_for_line() -> None:
            line = next(self._lines, None)
            with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
                loop.call_soon_threadsafe(deliver, line)

        threading.Thread(target=wait_for_line, name="standard input", daemon=True).start()
        return await read


class LiveConsole:
    """A person at a terminal: wrapped, coloured prose, a line editor with history, waits that a key skips."""

    stays = True

    def __init__(self, *, width: int, colour: bool) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory

        self.look = Look(width=width, colour=colour)
        self._session: PromptSession[str] = PromptSession(history=InMemoryHistory(), erase_when_done=True)

    def show(self, text: str) -> None:
        """Print a block and an empty line after it."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    async def ask(self, prompt: str) -> str | None:
        """Let the reader edit a line; the prompt stands in it, greyed, until they type."""
        from prompt_toolkit.formatted_text import HTML
        from prompt_toolkit.patch_stdout import patch_stdout

        try:
            with patch_stdout(raw=True):
                line = await self._session.prompt_async(
                    "› ",
                    placeholder=HTML("<ansigray>{}</ansigray>").format(prompt),
                    handle_sigint=False,  # it would take the app's own handler away for good
                )
        except (EOFError, KeyboardInterrupt):
            return None
        if line.strip():
            self.show(echo(line, self.look))
        return line

    async def wait(self, seconds: float) -> None:
        """Show three dots until the time is over or a key is pressed."""
        sys.stdout.write("\x1b[2m…\x1b[0m" if self.look.colour else "…")
        sys.stdout.flush()
        try:
            async with _any_key() as pressed:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(pressed.wait(), seconds)
        finally:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()


@contextlib.asynccontextmanager
async def _any_key() -> AsyncIterator[asyncio.Event]:
    """Hold an event that is set by any key; Ctrl-C still interrupts."""
    from prompt_toolkit.application import get_app_session
    from prompt_toolkit.keys import Keys

    pressed = asyncio.Event()
    source = get_app_session().input

    def read() -> None:
        keys = source.read_keys()
        if any(press.key is Keys.ControlC for press in keys):
            signal.raise_signal(signal.SIGINT)
        if keys:
            pressed.set()

    with source.raw_mode(), source.attach(read):
        yield pressed
