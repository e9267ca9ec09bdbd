"""The database's tables, and opening a database file safely.

One conversation is one lane: its row id is how the inbox, the reading, the outbox and the wakes belong
together. Reader text lives in `inbox.event` until its turn is taken and in `outbox.draft` until it is
sent; both are emptied then, while the ids stay, as redeliveries and buttons still refer to them. Only lines
in `misses` stay, as their readers allow it: nothing there says who they are, and equal lines are one.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from narrative.errors import KedokError

MIGRATIONS = Migrations("kedok")

_TABLES = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY,
        platform TEXT NOT NULL,
        chat TEXT NOT NULL,
        cursor INTEGER NOT NULL DEFAULT 0,
        parked INTEGER NOT NULL DEFAULT 0,
        UNIQUE (platform, chat)
    ) STRICT
    """,
    """
    CREATE TABLE inbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform TEXT NOT NULL,
        event_id TEXT NOT NULL,
        conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        reader TEXT NOT NULL,
        reader_language TEXT,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
        fault TEXT,
        UNIQUE (platform, event_id)
    ) STRICT
    """,
    "CREATE INDEX inbox_lanes ON inbox (conversation, id) WHERE state = 'waiting'",
    """
    CREATE TABLE readings (
        conversation INTEGER PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
        owner TEXT NOT NULL,
        version INTEGER NOT NULL,
        language TEXT NOT NULL,
        turn INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        language TEXT NOT NULL,
        draft TEXT NOT NULL,
        offer INTEGER,
        state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'dropped')),
        message_id TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX outbox_lanes ON outbox (conversation, id) WHERE state = 'waiting'",
    "CREATE INDEX outbox_offers ON outbox (conversation, offer) WHERE message_id <> ''",
    """
    CREATE TABLE wakes (
        conversation INTEGER PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        due REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX wakes_due ON wakes (due)",
)

_MISSES = """
    CREATE TABLE misses (
        id INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        language TEXT NOT NULL,
        taken TEXT NOT NULL,
        meant TEXT NOT NULL,
        day TEXT NOT NULL,
        UNIQUE (text, language, taken, meant)
    ) STRICT
"""

ANOTHER = "choose another KEDOK_DATABASE, or --save of kedok play"

_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class StoreRefused(KedokError):
    """The database cannot be used; the message is one sentence that says what to change."""


class StoreBusy(StoreRefused):
    """Another Kedok has the database open."""


@MIGRATIONS()
def m001_conversations(db: Database) -> None:
    for statement in _TABLES:
        db.execute(statement)


@MIGRATIONS()
def m002_misses(db: Database) -> None:
    db.execute(_MISSES)


def open_database(path: Path) -> Database:
    """Open the file, making or migrating it as needed; refuse, untouched, what is not ours to use."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise refused(path, error) from error
    try:
        db = Database(connection, execute_plugins=False)
        _check(db, path)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        MIGRATIONS.apply(db)
    except sqlite3.Error as error:
        connection.close()
        raise refused(path, error) from error
    except StoreRefused:
        connection.close()
        raise
    return db


def _check(db: Database, path: Path) -> None:
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    with closing(Database(memory=True)) as empty:
        known = {migration.name for migration in MIGRATIONS.pending(empty)}
    if applied - known:
        message = f"{path} is a newer Kedok's: install that version, or {ANOTHER}."
        raise StoreRefused(message)
    if db.table_names() and not applied:
        message = f"{path} is a database of some other program: {ANOTHER}."
        raise StoreRefused(message)


def refused(path: Path, error: Exception) -> StoreRefused:
    """Return the error to raise when the system does not let us use the file."""
    return StoreRefused(f"{path} cannot be used as a database ({error}): {ANOTHER}.")
