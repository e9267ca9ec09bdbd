"""The store: inbox, readings, outbox, wakes and misses, in plain SQL on one connection that belongs to one thread.

A *lane* is a conversation's row id: what belongs to one conversation is taken in the order of the row ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from adapters.drafts import Draft, Sheet, Withdraw
from adapters.port import ConversationKey, Inbound, Reader
from bot.store.codec import draft_to_text, event_to_text
from bot.store.schema import open_database
from narrative.drama.misses import Miss
from narrative.errors import KedokError
from narrative.events import Language, Woke

StoreError: TypeAlias = sqlite3.Error
"""The database itself failed: locked, full, read-only or corrupt. Nothing was committed."""

_ACCEPT_CONVERSATION = """
    INSERT INTO conversations (platform, chat, cursor) VALUES (?, ?, ?)
    ON CONFLICT (platform, chat) DO UPDATE SET cursor = max(cursor, excluded.cursor), parked = 0
    RETURNING id
"""
_ACCEPT_EVENT = """
    INSERT INTO inbox (platform, event_id, conversation, reader, reader_language, at, event)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, event_id) DO NOTHING
"""
_WAITING = """
    SELECT i.id, i.conversation, c.platform, c.chat, i.reader, i.reader_language, i.at, i.event
    FROM (
        SELECT min(id) AS id FROM inbox WHERE state = 'waiting' GROUP BY conversation ORDER BY 1 LIMIT ?
    ) AS first
    JOIN inbox AS i ON i.id = first.id JOIN conversations AS c ON c.id = i.conversation
    ORDER BY i.id
"""
_DUE_WAKES = """
    SELECT w.conversation, w.turn, c.platform, c.chat, r.owner, r.version, r.turn
    FROM wakes AS w
    JOIN conversations AS c ON c.id = w.conversation
    JOIN readings AS r ON r.conversation = c.id
    WHERE w.due <= ? ORDER BY w.due
"""
_UNSENT = """
    SELECT o.id, c.platform, c.chat, o.language, o.draft
    FROM outbox AS o JOIN conversations AS c ON c.id = o.conversation
    WHERE o.conversation = ? AND o.state = 'waiting' AND NOT c.parked ORDER BY o.id
"""


class StaleReading(KedokError):
    """Somebody else has written the reading since it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """An event that waits for its turn. `event` is still text: reading it is the turn's business."""

    id: int
    lane: int
    conversation: ConversationKey
    reader: Reader
    at: datetime
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReading:
    """A conversation's reading as kept: `state` is the story's own text, `turn` the last that was taken."""

    owner: str
    version: int
    language: Language
    turn: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A message that waits to be sent."""

    id: int
    conversation: ConversationKey
    language: Language
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissRow:
    """A line kept for the author, and the day on which it was."""

    id: int
    miss: Miss
    day: date


class Store:
    """The open database."""

    def __init__(self, path: Path) -> None:
        self._database = open_database(path)
        self._connection = self._database.conn

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all that is written inside, or nothing. Within another, it is committed by that one."""
        if self.in_transaction():
            with self.savepoint():
                yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self.in_transaction():
                self._connection.execute("ROLLBACK")
            raise

    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Within a transaction, keep all that is written inside, or nothing."""
        self._connection.execute("SAVEPOINT here")
        try:
            yield
        except BaseException:
            # A full disk may have ended the whole transaction already.
            if self.in_transaction():
                self._connection.execute("ROLLBACK TO here")
                self._connection.execute("RELEASE here")
            raise
        self._connection.execute("RELEASE here")

    # Inbox

    def accept(self, inbound: Sequence[Inbound]) -> frozenset[int]:
        """Keep all of these, once each, in one commit; return their lanes, which are parked no longer."""
        with self.transaction():
            return frozenset(self._accept(one) for one in inbound)

    def cursors(self, platform: str) -> dict[str, int]:
        """Return the highest cursor accepted for each of the platform's conversations, by chat."""
        return dict(
            self._connection.execute("SELECT chat, cursor FROM conversations WHERE platform = ?", (platform,))
        )

    def waiting(self, limit: int) -> list[InboxRow]:
        """Return the oldest unprocessed row of each conversation, oldest first."""
        return [
            InboxRow(
                id=row,
                lane=lane,
                conversation=ConversationKey(platform=platform, chat=chat),
                reader=Reader(id=reader, language=Language(language) if language else None),
                at=datetime.fromisoformat(at),
                event=event,
            )
            for row, lane, platform, chat, reader, language, at, event in self._connection.execute(
                _WAITING, (limit,)
            )
        ]

    def finish(self, row: int) -> None:
        """Mark an inbox row done, and forget what the reader said."""
        self._connection.execute("UPDATE inbox SET state = 'done', event = '' WHERE id = ?", (row,))

    def fail(self, row: int, fault: str) -> None:
        """Mark an inbox row failed, for the operator, and forget what the reader said."""
        self._connection.execute(
            "UPDATE inbox SET state = 'failed', fault = ?, event = '' WHERE id = ?", (fault, row)
        )

    # Readings

    def reading(self, lane: int) -> SavedReading | None:
        found = self._connection.execute(
            "SELECT owner, version, language, turn, state FROM readings WHERE conversation = ?", (lane,)
        ).fetchone()
        if found is None:
            return None
        owner, version, language, turn, state = found
        return SavedReading(owner=owner, version=version, language=Language(language), turn=turn, state=state)

    def save(self, lane: int, reading: SavedReading) -> None:
        """Write a reading over the version before it; raises StaleReading if another one is there."""
        written = self._connection.execute(
            """
            INSERT INTO readings (conversation, owner, version, language, turn, state)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (conversation) DO UPDATE SET
                version = excluded.version, language = excluded.language, turn = excluded.turn,
                state = excluded.state
            WHERE version = excluded.version - 1 AND owner = excluded.owner
            """,
            (lane, reading.owner, reading.version, reading.language, reading.turn, reading.state),
        )
        if written.rowcount != 1:
            message = f"the reading is not at version {reading.version - 1} any more"
            raise StaleReading(message)

    # Outbox

    def put_out(self, lane: int, language: Language, drafts: Sequence[Draft]) -> None:
        """Queue messages, in order, behind those that wait already."""
        self._connection.executemany(
            "INSERT INTO outbox (conversation, language, draft, offer) VALUES (?, ?, ?, ?)",
            [(lane, language, draft_to_text(draft), _offer_on(draft)) for draft in drafts],
        )

    def unsent(self, lane: int) -> list[OutboxRow]:
        """Return what waits to be sent there, in order: nothing while the conversation is parked."""
        return [
            OutboxRow(
                id=row,
                conversation=ConversationKey(platform=platform, chat=chat),
                language=Language(language),
                draft=draft,
            )
            for row, platform, chat, language, draft in self._connection.execute(_UNSENT, (lane,))
        ]

    def unsent_lanes(self) -> frozenset[int]:
        """Return every lane in which something waits to be sent."""
        found = self._connection.execute("SELECT DISTINCT conversation FROM outbox WHERE state = 'waiting'")
        return frozenset(lane for (lane,) in found)

    def last_outbox_id(self) -> int:
        """Return the newest outbox row's id, or 0."""
        (last,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()
        return int(last)

    def sent(self, row: int, message_id: str) -> None:
        """Mark an outbox row sent: its words are gone, the platform's name for the message stays."""
        self._end(row, "sent", message_id)

    def dropped(self, row: int) -> None:
        """Mark an outbox row as one that will never arrive."""
        self._end(row, "dropped", "")

    def carriers(self, lane: int, offer: int) -> list[str]:
        """Return the messages that carry the offer's buttons, by the platform's ids."""
        found = self._connection.execute(
            """
            SELECT message_id FROM outbox
            WHERE conversation = ? AND offer = ? AND message_id <> '' ORDER BY id
            """,
            (lane, offer),
        )
        return [message_id for (message_id,) in found]

    def park(self, lane: int) -> None:
        """Send nothing there until its reader writes again."""
        self._connection.execute("UPDATE conversations SET parked = 1 WHERE id = ?", (lane,))

    # Wakes

    def set_wake(self, lane: int, turn: int, due: datetime) -> None:
        """Let the conversation be woken then; an earlier wake of its is forgotten."""
        self._connection.execute(
            "INSERT OR REPLACE INTO wakes (conversation, turn, due) VALUES (?, ?, ?)",
            (lane, turn, due.timestamp()),
        )

    def clear_wake(self, lane: int) -> None:
        self._connection.execute("DELETE FROM wakes WHERE conversation = ?", (lane,))

    def next_wake(self) -> float | None:
        """Return when the next wake is due, as seconds since the epoch."""
        (due,) = self._connection.execute("SELECT min(due) FROM wakes").fetchone()
        return None if due is None else float(due)

    def fire_wakes(self, now: datetime) -> None:
        """Turn the wakes that are due into inbox rows, once each; those of a turn that is past just go."""
        with self.transaction():
            due = self._connection.execute(_DUE_WAKES, (now.timestamp(),)).fetchall()
            for lane, wake_turn, platform, chat, owner, version, turn in due:
                self.clear_wake(lane)
                if wake_turn == turn:
                    # The version, as turns are counted anew when an unreadable reading is begun again.
                    event_id = f"wake:{platform}:{chat}:{version}"
                    woke = Inbound(
                        event_id=event_id,
                        conversation=ConversationKey(platform=platform, chat=chat),
                        reader=Reader(id=owner),
                        at=now,
                        event=Woke(turn=turn),
                    )
                    self._put_in(lane, woke)

    # Misses

    def keep(self, misses: Sequence[Miss], day: date) -> None:
        """Keep lines for the author, equal ones once. One that is explained says more than one that is not."""
        for miss in misses:
            if miss.meant:
                self._connection.execute(
                    "DELETE FROM misses WHERE text = ? AND language = ? AND meant = ''",
                    (miss.text, miss.language),
                )
            self._connection.execute(
                "INSERT OR IGNORE INTO misses (text, language, taken, meant, day) VALUES (?, ?, ?, ?, ?)",
                (miss.text, miss.language, miss.taken, miss.meant, day.isoformat()),
            )

    def misses(self) -> list[MissRow]:
        """Return the lines kept for the author, in order."""
        return [
            MissRow(
                id=row,
                miss=Miss(text=text, language=Language(language), taken=taken, meant=meant),
                day=date.fromisoformat(day),
            )
            for row, text, language, taken, meant, day in self._connection.execute(
                "SELECT id, text, language, taken, meant, day FROM misses ORDER BY id"
            )
        ]

    def forget_misses(self, rows: Sequence[int]) -> None:
        """Let those lines go."""
        with self.transaction():
            self._connection.executemany("DELETE FROM misses WHERE id = ?", [(row,) for row in rows])

    def _accept(self, inbound: Inbound) -> int:
        key = inbound.conversation
        (lane,) = self._connection.execute(
            _ACCEPT_CONVERSATION, (key.platform, key.chat, inbound.cursor)
        ).fetchone()
        self._put_in(lane, inbound)
        return int(lane)

    def _put_in(self, lane: int, inbound: Inbound) -> None:
        values = (
            inbound.conversation.platform,
            inbound.event_id,
            lane,
            inbound.reader.id,
            inbound.reader.language,
            inbound.at.isoformat(),
            event_to_text(inbound.event),
        )
        self._connection.execute(_ACCEPT_EVENT, values)

    def _end(self, row: int, state: str, message_id: str) -> None:
        self._connection.execute(
            "UPDATE outbox SET state = ?, draft = '', message_id = ? WHERE id = ?", (state, message_id, row)
        )


def _offer_on(draft: Draft) -> int | None:
    match draft:
        case Sheet(post=post):
            return post.controls.offer if post.controls else None
        case Withdraw():
            return None
