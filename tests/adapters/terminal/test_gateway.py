"""The terminal's gateway: line after line, each after the story has come to rest."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import signal
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.output import DummyOutput

from adapters.port import Inbound, Outbound, Post, ReaderUnreachable, Strip, Typing
from adapters.terminal.gateway import CONVERSATION, Console, LiveConsole, PlainConsole, TerminalGateway
from adapters.terminal.outbound import Look
from narrative.cues import Choice, Listen, Notice, Offer, Say
from narrative.events import Asked, Command, Language, ReaderEvent, Said, WentOn

Answer = Callable[[ReaderEvent], Sequence[Post]]
SHE = Say(speaker="She", name="She", text="Yes?")
LISTEN = Listen(offer=1)
OFFER = Offer(offer=2, choices=(Choice(label="Again"),))


class Echo:
    """A mailbox whose story answers every event at once, by a rule."""

    def __init__(self, answer: Answer) -> None:
        self.accepted: list[Inbound] = []
        self.gateway: TerminalGateway | None = None
        self._answer = answer

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        assert self.gateway is not None
        self.accepted += inbound
        for one in inbound:
            for post in self._answer(one.event):
                await self.gateway.perform(outbound(post))

    async def cursors(self, platform: str) -> dict[str, int]:
        return {}

    @property
    def events(self) -> list[ReaderEvent]:
        return [one.event for one in self.accepted]


class Delivering:
    """A mailbox whose story answers every event, and whose delivery parks whom it cannot reach."""

    def __init__(self, gateway: TerminalGateway) -> None:
        self._gateway = gateway

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        with contextlib.suppress(ReaderUnreachable):
            for one in inbound:
                for post in answering(one.event):
                    await self._gateway.perform(outbound(post))

    async def cursors(self, platform: str) -> dict[str, int]:
        return {}


def outbound(action: Post | Typing | Strip) -> Outbound:
    return Outbound(id=1, conversation=CONVERSATION, language=Language.ENGLISH, action=action)


def answering(event: ReaderEvent) -> Sequence[Post]:
    """Say yes to everything; close at the word `end`."""
    if event == Said(text="end"):
        return [
            Post(lines=(Say(speaker="Narrator", name="", text="It is over."),), controls=OFFER, closing=True)
        ]
    return [Post(lines=(SHE,)), Post(lines=(SHE,), controls=LISTEN)]


async def played(console: Console, answer: Answer = answering) -> list[ReaderEvent]:
    gateway = TerminalGateway(console=console, language=Language.INDONESIAN)
    echo = Echo(answer)
    echo.gateway = gateway
    async with asyncio.timeout(10):
        await gateway.run(echo)
    return echo.events


@pytest.fixture
async def keyboard() -> AsyncIterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


async def test_a_pipe_begins_and_reads_a_line_after_every_rest() -> None:
    out = io.StringIO()

    events = await played(PlainConsole(["hello\n", "\n", "/undo\n", "2\n"], out))

    assert [
        Asked(command=Command.START),
        Said(text="hello"),
        WentOn(),
        Asked(command=Command.UNDO),
        Said(text="2"),
    ] == events


async def test_a_transcript_has_the_readers_words_but_neither_numbers_nor_silence() -> None:
    out = io.StringIO()

    await played(PlainConsole(["hello\n", "\n", "2\n", "end\n"], out))

    said = "She: Yes?\n\nShe: Yes?\n\n"
    assert f"{said}> hello\n\n{said}{said}{said}> end\n\nIt is over.\n\n" == out.getvalue()


async def test_a_pipe_leaves_at_the_end_of_the_reading_and_offers_no_other() -> None:
    out = io.StringIO()

    events = await played(PlainConsole(["end\n", "more\n"], out))

    assert Said(text="end") == events[-1]
    assert "Again" not in out.getvalue()


class Closing(io.StringIO):
    """A pipe whose reader goes away after so many blocks, as `head` does, or a disk that is full then."""

    def __init__(self, blocks: int, fault: OSError) -> None:
        super().__init__()
        self._fault = fault
        self._left = blocks

    def write(self, text: str) -> int:
        if self._left == 0:
            raise self._fault
        self._left -= 1
        return super().write(text)


@pytest.mark.parametrize("fault", [BrokenPipeError(), OSError(errno.ENOSPC, "No space left on device")])
@pytest.mark.parametrize("blocks", [0, 1, 2, 3, 4])
async def test_a_pipe_that_nobody_reads_any_more_is_left(blocks: int, fault: OSError) -> None:
    """Whether it closes at her words or at the reader's own."""
    async with asyncio.timeout(10):
        gateway = TerminalGateway(console=PlainConsole(["hello\n", "more\n"], Closing(blocks, fault)))
        await gateway.run(Delivering(gateway))


async def test_every_line_is_an_event_of_its_own() -> None:
    echo = Echo(answering)
    echo.gateway = TerminalGateway(console=PlainConsole(["a\n", "a\n"], io.StringIO()))

    await echo.gateway.run(echo)

    assert 3 == len({one.event_id for one in echo.accepted})
    assert {CONVERSATION} == {one.conversation for one in echo.accepted}


async def test_what_she_said_by_herself_does_not_bring_the_next_prompt_forward() -> None:
    """After a wake, or what a killed process left over, the prompt still comes after the answer to the line."""
    out = io.StringIO()

    class Typist(PlainConsole):
        async def ask(self, prompt: str) -> str | None:
            self.show("(prompt)")
            return next(self._lines, None)

    def silent(event: ReaderEvent) -> Sequence[Post]:
        rest = Post(lines=(SHE,), controls=LISTEN)
        return (rest, rest) if isinstance(event, Asked) else ()

    echo = Echo(silent)
    echo.gateway = TerminalGateway(console=Typist(["hello"], out))
    running = asyncio.create_task(echo.gateway.run(echo))
    for _ in range(10):
        await asyncio.sleep(0)
    assert not running.done()
    await echo.gateway.perform(outbound(Post(lines=(SHE,), controls=LISTEN)))
    await running

    said = "She: Yes?\n\n"
    assert f"{said}{said}(prompt)\n{said}(prompt)\n" == out.getvalue()


async def test_a_pipe_never_waits() -> None:
    gateway = TerminalGateway(console=PlainConsole([], io.StringIO()))

    async with asyncio.timeout(5):
        await gateway.perform(outbound(Typing(seconds=10_000)))


async def test_spent_buttons_need_nothing_here() -> None:
    out = io.StringIO()

    await TerminalGateway(console=PlainConsole([], out)).perform(outbound(Strip(message_id="1")))

    assert "" == out.getvalue()


async def test_a_person_types_lines_and_leaves_with_ctrl_d(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard.send_text("hello\r\x04")

    events = await played(LiveConsole(width=40, colour=False))

    assert [Asked(command=Command.START), Said(text="hello")] == events
    assert "Enter goes on" in capsys.readouterr().out


async def test_a_person_may_read_again_after_the_end(keyboard: PipeInput) -> None:
    keyboard.send_text("end\r1\r\x04")

    events = await played(LiveConsole(width=40, colour=False))

    assert [Asked(command=Command.START), Said(text="end"), Said(text="1")] == events


async def test_ctrl_c_at_the_prompt_leaves_too(keyboard: PipeInput) -> None:
    keyboard.send_text("\x03")

    assert [Asked(command=Command.START)] == await played(LiveConsole(width=40, colour=False))


async def test_any_key_skips_a_wait(keyboard: PipeInput, capsys: pytest.CaptureFixture[str]) -> None:
    gateway = TerminalGateway(console=LiveConsole(width=40, colour=True))
    keyboard.send_text(" ")

    async with asyncio.timeout(5):
        await gateway.perform(outbound(Typing(seconds=10_000)))

    assert "\x1b[2m…\x1b[0m\r\x1b[K" == capsys.readouterr().out


async def test_a_wait_ends_by_itself(keyboard: PipeInput, capsys: pytest.CaptureFixture[str]) -> None:
    await LiveConsole(width=40, colour=False).wait(0.0)

    assert "…\r\x1b[K" == capsys.readouterr().out


async def test_a_notice_is_shown_in_the_consoles_look(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway = TerminalGateway(console=LiveConsole(width=12, colour=False))

    await gateway.perform(outbound(Post(lines=(Notice(text="Help is on its way."),))))

    assert "  Help is on\n  its way.\n\n" == capsys.readouterr().out


def test_looks_are_plain_in_a_pipe() -> None:
    assert Look() == PlainConsole([], io.StringIO()).look


async def test_prompting_leaves_the_apps_own_interrupt_handler_alone(keyboard: PipeInput) -> None:
    loop, interrupted = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, interrupted.set)
    try:
        keyboard.send_text("hello\r")
        assert "hello" == await LiveConsole(width=40, colour=False).ask("?")
        signal.raise_signal(signal.SIGINT)

        async with asyncio.timeout(5):
            await interrupted.wait()
    finally:
        loop.remove_signal_handler(signal.SIGINT)
