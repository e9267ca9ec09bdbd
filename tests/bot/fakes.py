"""A clock that only tests move, a story of a few words, and the pieces that most tests here begin with."""

from __future__ import annotations

import asyncio
import heapq
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from adapters.port import ConversationKey, Inbound, Limits, Outbound, Post, Reader, Receipt, Typing
from bot.story import Told
from narrative.cues import Choice, Close, Cue, Listen, Notice, Retire, Say, Wake
from narrative.drama.misses import Miss
from narrative.errors import StateError
from narrative.events import Asked, Language, Pace, ReaderEvent, Said, Woke

BEGINNING = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
HERE = ConversationKey(platform="memory", chat="here")
THERE = ConversationKey(platform="memory", chat="there")


async def until(condition: Callable[[], object]) -> None:
    """Let everything run until the condition holds."""
    while not condition():  # noqa: ASYNC110 - what is waited for happens on another thread
        await asyncio.sleep(0)


async def settled() -> None:
    """Let everything run that can run without time or threads."""
    for _ in range(100):
        await asyncio.sleep(0)


class FakeClock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.time = BEGINNING
        self.slept: list[float] = []
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._tickets = count()

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.time + timedelta(seconds=seconds), next(self._tickets), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let that time pass, and everything happen in it that should."""
        end = self.time + timedelta(seconds=seconds)
        await settled()
        while self._sleepers and self._sleepers[0][0] <= end:
            self.time, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
            await settled()
        self.time = end


class InlineThread:
    """A story thread that does its work at once, so that a test knows when it is done."""

    def __init__(self) -> None:
        self.troubles: list[Exception] = []

    async def call(self, work: Callable[..., Any], *args: Any) -> Any:
        if self.troubles:
            raise self.troubles.pop(0)
        return work(*args)

    insist = call


class ParrotStory:
    """She repeats what is said. Some words do more, such as `explode`, `wait`, `mishear`; `danger`, if it is first."""

    def begin(self, *, language: Language, pace: Pace, seed: int, said: str = "") -> Told:
        state = {"language": language, "pace": pace, "seed": seed, "turn": 0, "said": []}
        opened = Say(speaker="Narrator", name="", text=f"Once ({language}, {seed}).")
        return _told(state, (opened, _she("Danger?")) if said == "danger" else (opened,))

    def advance(self, state: str, event: ReaderEvent, *, now: datetime) -> Told:
        plain = _plain(state)
        before = plain["turn"]
        plain["turn"] += 1
        plain["at"] = now.isoformat()
        match event:
            case Said(text=text):
                plain["said"].append(text)
                return _told(plain, (Retire(offer=before), *_parroted(text, plain)))
            case Woke():
                return _told(plain, (Retire(offer=before), _she("Still there?")))
            case Asked(command=command):
                return _told(plain, (Notice(text=f"You asked for {command}."),))
            case _:
                return _told(plain, (Notice(text=type(event).__name__),))

    def controls(self, state: str) -> Listen:
        return _listen(_plain(state)["turn"])


def _plain(state: str) -> Any:
    if state == "unreadable":
        raise StateError("from the future")
    return json.loads(state)


def _told(state: dict[str, Any], cues: tuple[Cue, ...]) -> Told:
    text = "unreadable" if "unreadable" in state["said"] else json.dumps(state)
    return Told(
        state=text,
        language=Language(state["language"]),
        pace=Pace(state["pace"]),
        turn=state["turn"],
        cues=(*cues, _listen(state["turn"])),
        misses=tuple(misheard(said) for said in state["said"][-1:] if "mishear" in said),
    )


def misheard(text: str, meant: str = "") -> Miss:
    return Miss(text=text, language=Language.ENGLISH, taken="other", meant=meant)


def _parroted(text: str, state: dict[str, Any]) -> tuple[Cue, ...]:
    match text:
        case "explode" | "mishear and explode":
            raise RuntimeError(f"what he said was: {text}")
        case "wait":
            return (_she(text), Wake(turn=state["turn"], seconds=300.0))
        case "slow":
            state["pace"] = Pace.SLOW
            return (_she("one"), _she("two"), _she("three"))
        case "end":
            return (_she("The end."), Close())
        case _:
            return (_she(text),)


def _she(text: str) -> Say:
    return Say(speaker="She", name="She", text=text)


def _listen(turn: int) -> Listen:
    return Listen(offer=turn, choices=(Choice(label="Go on"),))


class RecordingAdapter:
    """Keeps what it is asked to perform; `troubles` are raised by the next messages, one each, in order."""

    platform = "memory"
    limits = Limits(text=4096, label=64, buttons=8)

    def __init__(self) -> None:
        self.performed: list[Outbound] = []
        self.troubles: list[Exception] = []
        self.types_for_ever = False

    async def run(self, mailbox: Any) -> None:
        await asyncio.get_running_loop().create_future()

    async def perform(self, outbound: Outbound) -> Receipt:
        if isinstance(outbound.action, Typing):
            self.performed.append(outbound)
            if self.types_for_ever:
                await asyncio.get_running_loop().create_future()
            return Receipt()
        if self.troubles:
            raise self.troubles.pop(0)
        self.performed.append(outbound)
        return Receipt(message_id=f"m{outbound.id}")

    @property
    def texts(self) -> list[str]:
        return [
            " / ".join(line.text for line in outbound.action.lines)
            for outbound in self.performed
            if isinstance(outbound.action, Post)
        ]


_event_ids = count(1)


def inbound(
    event: ReaderEvent | str,
    *,
    event_id: str | None = None,
    conversation: ConversationKey = HERE,
    reader: str = "reader",
    language: Language | None = None,
    cursor: int = 0,
    at: datetime = BEGINNING,
) -> Inbound:
    """Return something a reader did: a text is said."""
    return Inbound(
        event_id=event_id or f"e{next(_event_ids)}",
        conversation=conversation,
        reader=Reader(id=reader, language=language),
        at=at,
        event=Said(text=event) if isinstance(event, str) else event,
        cursor=cursor,
    )
