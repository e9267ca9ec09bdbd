"""One process per database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import StoreLock
from bot.store.schema import StoreBusy, StoreRefused

_HOLD = """
import pathlib, sys
from bot.store.lock import StoreLock
lock = StoreLock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path / "kedok.sqlite")
    with pytest.raises(StoreBusy, match="is in use by another Kedok: stop that one, or choose another"):
        StoreLock(tmp_path / "kedok.sqlite")
    lock.close()


def test_a_lock_given_free_can_be_taken_again(tmp_path: Path) -> None:
    StoreLock(tmp_path / "kedok.sqlite").close()
    StoreLock(tmp_path / "kedok.sqlite").close()


def test_other_databases_are_free(tmp_path: Path) -> None:
    one, other = StoreLock(tmp_path / "one.sqlite"), StoreLock(tmp_path / "other.sqlite")
    one.close()
    other.close()


def test_a_killed_holder_holds_no_more(tmp_path: Path) -> None:
    """A lock that outlives its process would need somebody's hand after every crash."""
    path = tmp_path / "kedok.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert b"held\n" == holder.stdout.readline()
        with pytest.raises(StoreBusy):
            StoreLock(path)
        holder.kill()
        holder.wait()
        StoreLock(path).close()


def test_a_place_that_cannot_be_written_is_refused_for_what_it_is(tmp_path: Path) -> None:
    """Invariant 20: it is not busy, and waiting for another Kedok to end would be in vain."""
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.lock").mkdir()
    for path in (tmp_path / "file" / "kedok.sqlite", tmp_path / "folder"):
        with pytest.raises(StoreRefused, match="cannot be used as a database") as refusal:
            StoreLock(path)
        assert not isinstance(refusal.value, StoreBusy)
