"""Taking turns: each conversation's oldest event becomes its reading's next state and its messages.

Theory of operation. `take` is one transaction on the story thread: a group of turns, each of another
conversation and each in a savepoint of its own, because one commit for many costs hardly more than for
one. A turn loads the reading, calls the story once, writes the next version, queues the messages and the
wake, keeps what its reader lets the author see, and marks its inbox row done. Whatever goes wrong in it is
rolled back to the savepoint, the row is marked failed and the reader is told: the reading stands as it stood
and the other turns go on. Only when the database itself fails does all of it fail, and then nothing was
taken and everything still waits.

The event's own time is what the story sees as now, so that a turn taken again after a crash is the same
turn.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from adapters.drafts import fold, wake_of
from bot.clock import Clock
from bot.store.codec import event_from_text
from bot.store.repository import InboxRow, SavedReading, Store, StoreError
from bot.story import Story, Told
from narrative.cues import Listen, Notice, Offer
from narrative.errors import StateError
from narrative.events import Asked, Command, Edited, Language, Pace, ReaderEvent, Said
from narrative.phrases import Phrase, phrase

log = logging.getLogger(__name__)

_GROUP = 16
"""Most turns in one transaction: at 5 ms each, whoever is to be accepted waits less than 0.1 s."""


class _Unreadable(StateError):
    """A stored reading is of another version, or broken."""


class Turns:
    """Steps 5 to 7 of an update's way. `language` and `pace` are what a new reading begins with."""

    def __init__(
        self,
        *,
        story: Story,
        store: Store,
        clock: Clock,
        seeds: Callable[[], int],
        language: Language,
        pace: Pace,
    ) -> None:
        self._story = story
        self._store = store
        self._clock = clock
        self._seeds = seeds
        self._language = language
        self._pace = pace

    def take(self) -> frozenset[int]:
        """Take one turn in each of some conversations where an event waits; return their lanes, or none."""
        with self._store.transaction():
            rows = self._store.waiting(_GROUP)
            for row in rows:
                self._take(row)
        return frozenset(row.lane for row in rows)

    def _take(self, row: InboxRow) -> None:
        try:
            with self._store.savepoint():
                self._play(row)
        except StoreError:
            raise
        except Exception as fault:  # a poisoned turn must not stop the world
            log.error("A turn of %s was parked: %s", row.conversation, _where(fault))
            self._park(row, fault)

    def _play(self, row: InboxRow) -> None:
        event = event_from_text(row.event)
        reading = self._store.reading(row.lane)
        if reading is None:
            self._keep(row, self._open(row, event), version=1)
        elif reading.owner == row.reader.id:
            self._keep(row, self._go_on(row, reading, event), version=reading.version + 1)
        else:
            self._turn_away(row, reading.language)
        self._store.finish(row.id)

    def _open(self, row: InboxRow, event: ReaderEvent) -> Told:
        """Begin a reading. Only a command that asks for more than to begin is obeyed as well."""
        language = row.reader.language or self._language
        said = event.text if isinstance(event, Said | Edited) else ""
        opened = self._story.begin(language=language, pace=self._pace, seed=self._seeds(), said=said)
        match event:
            case Asked(command=Command.START | Command.RESTART):
                return opened
            case Asked():
                told = self._story.advance(opened.state, event, now=row.at)
                return replace(told, cues=(*opened.cues, *told.cues))
            case _:
                return opened

    def _go_on(self, row: InboxRow, reading: SavedReading, event: ReaderEvent) -> Told:
        try:
            return self._story.advance(reading.state, event, now=row.at)
        except StateError as error:
            # What cannot be read is kept for a version that can, until its reader lets go of it.
            if event == Asked(command=Command.RESTART):
                return self._open(row, event)
            raise _Unreadable(str(error)) from error

    def _keep(self, row: InboxRow, told: Told, *, version: int) -> None:
        saved = SavedReading(
            owner=row.reader.id, version=version, language=told.language, turn=told.turn, state=told.state
        )
        self._store.save(row.lane, saved)
        self._store.put_out(row.lane, told.language, fold(told.cues, told.pace))
        self._store.keep(told.misses, row.at.date())
        self._store.clear_wake(row.lane)
        if wake := wake_of(told.cues):
            self._store.set_wake(row.lane, wake.turn, self._clock.now() + timedelta(seconds=wake.seconds))

    def _turn_away(self, row: InboxRow, language: Language) -> None:
        language = row.reader.language or language
        notice = Notice(text=phrase(language, Phrase.FOREIGN))
        self._store.put_out(row.lane, language, fold((notice,), Pace.INSTANT))

    def _park(self, row: InboxRow, fault: Exception) -> None:
        self._store.fail(row.id, type(fault).__name__)
        reading = self._store.reading(row.lane)
        language = reading.language if reading else row.reader.language or self._language
        # What cannot be read cannot be undone either: its reader may only wait, or begin again.
        told = Phrase.UNREADABLE if isinstance(fault, _Unreadable) else Phrase.PARKED
        notice = Notice(text=phrase(language, told))
        self._store.put_out(row.lane, language, fold((notice, self._way_on(reading)), Pace.INSTANT))

    def _way_on(self, reading: SavedReading | None) -> Offer | Listen:
        """Return the controls the reader had; where even they are broken, that they may write."""
        try:
            return self._story.controls(reading.state) if reading else Listen(offer=0)
        except Exception:  # already parked for it
            return Listen(offer=0)


def _where(fault: BaseException) -> str:
    """Return the error's kind and place. Its message may hold the reader's words and stays unsaid."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{type(fault).__name__} at {frames[-1].filename}:{frames[-1].lineno}"
