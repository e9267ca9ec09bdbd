"""Opening a database file: ours is made or migrated, anything else is refused and left as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.schema import StoreRefused, open_database


def made(path: Path) -> Path:
    open_database(path).close()
    return path


def test_a_new_database_has_strict_tables(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "new.sqlite")) as db:
        tables = {
            table.name: table.strict for table in db.tables if not table.name.startswith(("_", "sqlite_"))
        }
    assert dict.fromkeys(["conversations", "inbox", "readings", "outbox", "wakes", "misses"], True) == tables


def test_a_new_database_survives_power_loss(tmp_path: Path) -> None:
    """WAL with FULL: a commit is on the disk when it returns."""
    with closing(open_database(tmp_path / "new.sqlite")) as db:
        pragmas = {
            name: db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    } == pragmas


def test_its_folder_is_made(tmp_path: Path) -> None:
    assert made(tmp_path / "a" / "b" / "new.sqlite").exists()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "kedok.sqlite")
    before = path.read_bytes()
    made(path)
    assert before == path.read_bytes()


def test_an_older_database_is_brought_up_and_keeps_what_it_has(tmp_path: Path) -> None:
    path = made(tmp_path / "kedok.sqlite")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE misses")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_misses'")
        db.execute("INSERT INTO conversations (platform, chat) VALUES ('memory', 'here')")
    with closing(open_database(path)) as migrated:
        assert [("here",)] == migrated.execute("SELECT chat FROM conversations").fetchall()
        assert [] == migrated.execute("SELECT * FROM misses").fetchall()


def test_a_newer_database_is_refused_unharmed(tmp_path: Path) -> None:
    """Invariant 21."""
    path = made(tmp_path / "kedok.sqlite")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kedok', 'm9', 'later')"
        )
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match="is a newer Kedok's: install that version, or choose another"):
        open_database(path)
    assert before == path.read_bytes()


def test_another_programs_database_is_refused_unharmed(tmp_path: Path) -> None:
    path = tmp_path / "music.sqlite"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match="is a database of some other program"):
        open_database(path)
    assert before == path.read_bytes()


def test_what_is_no_database_is_refused_unharmed(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir, " * 100)
    with pytest.raises(StoreRefused, match=r"cannot be used as a database .*: choose another KEDOK_DATABASE"):
        open_database(path)
    assert "Dear Sir, " * 100 == path.read_text()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="unable to open"):
        open_database(tmp_path)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreRefused, match="cannot be used as a database"):
        open_database(tmp_path / "file" / "kedok.sqlite")
