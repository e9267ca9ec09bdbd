"""A process that plays a script and kills itself at a given point: `python -m tests.bot.crash_driver FOLDER`.

KEDOK_CRASH_AT is `POINT:N`: at the N-th time that the point is passed, SIGKILL. The platform here behaves
like Telegram: it delivers again, at every start, whatever it was not told to forget.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

from adapters.memory import MemoryAdapter
from adapters.port import ConversationKey, Inbound, Outbound, Post, Receipt
from bot.app import assemble
from bot.store.repository import Store
from bot.turns import Turns
from narrative.events import Language, Pace
from tests.bot.fakes import BEGINNING, ParrotStory, inbound

SCRIPT = [
    ("a", "hello"),
    ("b", "hello"),
    ("a", "slow"),
    ("a", "explode"),
    ("b", "wait"),
    ("a", "one more"),
    ("b", "end"),
    ("a", "good night"),
]
_passed: Counter[str] = Counter()


def passing(point: str) -> None:
    """Die here if that was asked for."""
    _passed[point] += 1
    if os.environ.get("KEDOK_CRASH_AT") == f"{point}:{_passed[point]}":
        os.kill(os.getpid(), signal.SIGKILL)


def marked(work: Callable[..., Any], before: str, after: str) -> Callable[..., Any]:
    """Return the work with a point before it and one after it."""

    @functools.wraps(work)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        passing(before)
        result = work(*args, **kwargs)
        passing(after)
        return result

    return wrapper


class Journal:
    """Lines that survive a SIGKILL."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch()

    def write(self, line: object) -> None:
        with self._path.open("ab") as file:
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self._path.read_bytes().splitlines()]


class JournalingAdapter(MemoryAdapter):
    """Performs by writing down what it performed."""

    def __init__(self, journal: Journal, arrivals: AsyncIterator[Sequence[Inbound]]) -> None:
        super().__init__(arrivals=arrivals, now=lambda: BEGINNING)
        self._journal = journal

    async def perform(self, outbound: Outbound) -> Receipt:
        passing("before perform")
        receipt = await super().perform(outbound)
        if isinstance(outbound.action, Post):
            text = " / ".join(line.text for line in outbound.action.lines)
            self._journal.write([outbound.id, outbound.conversation.chat, text])
        passing("after perform")
        return receipt


async def deliver(forgotten: Journal) -> AsyncIterator[Sequence[Inbound]]:
    """Deliver what is not forgotten, one by one; each is forgotten when the mailbox has it."""
    done = set(forgotten.lines())
    for number, (chat, text) in enumerate(SCRIPT):
        if number not in done:
            key = ConversationKey(platform="memory", chat=chat)
            yield (inbound(text, event_id=f"e{number}", conversation=key),)
            forgotten.write(number)


def main(folder: Path) -> None:
    Store.accept = marked(Store.accept, "before commit 1", "after commit 1")  # type: ignore[method-assign]
    Store.finish = marked(Store.finish, "before done", "before commit 2")  # type: ignore[method-assign]
    Store.sent = marked(Store.sent, "before receipt", "after receipt")  # type: ignore[method-assign]
    Turns.take = marked(Turns.take, "before turns", "after commit 2")  # type: ignore[method-assign]
    story = ParrotStory()
    story.advance = marked(story.advance, "before advance", "after advance")  # type: ignore[method-assign]
    adapter = JournalingAdapter(Journal(folder / "performed"), deliver(Journal(folder / "forgotten")))
    app = assemble(
        story=story,
        adapters=[adapter],
        database=folder / "kedok.sqlite",
        language=Language.ENGLISH,
        pace=Pace.INSTANT,
        seeds=lambda: 42,
    )
    asyncio.run(app.run())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
