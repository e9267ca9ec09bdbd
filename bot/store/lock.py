"""One process per database: a lock that the system itself takes back when its holder dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.store.schema import ANOTHER, StoreBusy, StoreRefused, refused


class StoreLock:
    """Held from construction until `close`.

    SQLite's own file lock on a file of its own: it works the same on every system, outlives no crash, and
    leaves the database open to a backup.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(f"{path}.lock", timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise refused(path, error) from error
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._connection.close()
            raise _why_not(path, error) from error

    def close(self) -> None:
        """Give the database free."""
        self._connection.close()


def _why_not(path: Path, error: sqlite3.Error) -> StoreRefused:
    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
        return refused(path, error)
    return StoreBusy(f"{path} is in use by another Kedok: stop that one, or {ANOTHER}.")
