"""`kedok definitions`: the file for editors, which lies beside our book and never drifts from what we do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.works import find
from narrative.drama.host import DEFINITIONS
from narrative.yarn.definitions import write_definitions


def test_they_are_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["definitions"])
    printed = capsys.readouterr().out
    assert write_definitions(DEFINITIONS) == printed
    assert 0 == main(["definitions", "--output", str(tmp_path / "deep" / "kedok.ysls.json")])
    assert (printed, "") == ((tmp_path / "deep" / "kedok.ysls.json").read_text(), capsys.readouterr().out)


def test_the_books_file_is_what_the_registry_gives() -> None:
    """If this fails: kedok definitions --output narrative/books/anothers_face/kedok.ysls.json."""
    with find("anothers_face") as folder:
        assert write_definitions(DEFINITIONS) == (folder / "kedok.ysls.json").read_text(encoding="utf-8")
