"""The story thread: the one thread that owns the database and plays the turns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.clock import Clock
from bot.store.repository import StoreError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LONGEST_WAIT = 30.0

log = logging.getLogger(__name__)


class StoryThread:
    """Runs work in order, one piece at a time, and never on the event loop.

    What runs here has begun to the end: cancelling whoever awaits it does not undo it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="story")

    def finish(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the work and block until it is done: for starting and stopping only."""
        return self._executor.submit(work, *args, **kwargs).result()

    async def call(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run the work and return what it returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, partial(work, *args, **kwargs))

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
        """Let the work that has begun come to its end, and the thread with it."""
        self._executor.shutdown()
