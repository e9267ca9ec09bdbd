"""One process per database: a lock that the system itself takes back when its holder dies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.store.schema import StoreBusy


class StoreLock:
    """Held from construction until `close`.

    SQLite's own file lock on a file of its own: it works the same on every system, outlives no crash, and
    leaves the database open to a backup.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(f"{path}.lock", timeout=0, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            message = f"{path} is in use by another Kedok: stop that one, or choose another KEDOK_DATABASE."
            raise StoreBusy(message) from error

    def close(self) -> None:
        """Give the database free."""
        self._connection.close()
