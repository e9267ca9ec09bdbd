"""The story thread: the one thread that owns the database and plays the turns.

Theory of operation. Work is done in the order in which it was given. All that waits when the thread comes
free is done as one group: in one transaction, which costs one fsync however many share it, and each piece in
a savepoint of its own. Nobody hears of a piece before its group is committed. A piece that fails is rolled
back alone; when the database itself fails, all of the group fails, and nothing of it was done.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeAlias, TypeVar

from bot.clock import Clock
from bot.store.repository import Store, StoreError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LONGEST_WAIT = 30.0

log = logging.getLogger(__name__)

_Answer: TypeAlias = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A piece of work, and the future of whoever awaits it, which only the event loop may touch."""

    work: Callable[[], Any]
    done: asyncio.Future[Any]


class StoryThread:
    """Opens the store and runs work on it, never on the event loop.

    What was given here is done: cancelling whoever awaits it does not undo it.
    """

    def __init__(self, clock: Clock, database: Path) -> None:
        self._clock = clock
        self._waiting: deque[_Piece] = deque()
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="story")
        try:
            self.store = self._executor.submit(Store, database).result()
        except BaseException:
            self._executor.shutdown()
            raise

    async def call(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the work and return what it returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[_T] = loop.create_future()
        self._waiting.append(_Piece(work=partial(work, *args, **kwargs), done=done))
        self._executor.submit(self._do_all_that_waits, loop)
        return await done

    async def insist(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the work again and again while the database itself fails: a full disk is emptied some day."""
        wait = 0.5
        while True:
            try:
                return await self.call(work, *args, **kwargs)
            except StoreError as error:
                log.error("The database failed: %s. Trying again in %g s.", error, wait)
                await self._clock.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)

    def close(self) -> None:
        """Let all that was given come to its end, then close the store and the thread."""
        self._executor.submit(self.store.close).result()
        self._executor.shutdown()

    # On the thread

    def _do_all_that_waits(self, loop: asyncio.AbstractEventLoop) -> None:
        group: list[_Piece] = []
        while self._waiting:
            group.append(self._waiting.popleft())
        if group:
            loop.call_soon_threadsafe(_tell, self._done(group))

    def _done(self, group: Iterable[_Piece]) -> list[_Answer]:
        """Do the group and return how to answer each piece."""
        try:
            with self.store.transaction():
                return [self._answer(piece) for piece in group]
        except Exception as error:
            return [partial(_fail, piece.done, error) for piece in group]

    def _answer(self, piece: _Piece) -> _Answer:
        try:
            with self.store.savepoint():
                return partial(_succeed, piece.done, piece.work())
        except Exception as error:
            if not self.store.in_transaction():  # what the pieces before it wrote is lost too
                raise
            return partial(_fail, piece.done, error)


# On the event loop


def _tell(answers: Iterable[_Answer]) -> None:
    for answer in answers:
        answer()


def _succeed(done: asyncio.Future[Any], result: object) -> None:
    if not done.done():
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
