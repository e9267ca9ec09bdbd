"""`kedok tag`: which files it writes, and what it says of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.authoring.tagging import plan_tags, write_tags
from bot.cli import main

PROJECT = '{"projectFileVersion": 4, "baseLanguage": "en", "localisation": {"id": {"strings": "id.csv"}}}'
ONE = "title: One\n---\nGood evening.\n===\n"
TWO = "title: Two\r\n---\r\nGood night.  // low\r\nYes. #line:yes\r\n===\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yarnproject").write_text(PROJECT)
    (tmp_path / "1.yarn").write_bytes(ONE.encode())
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "2.yarn").write_bytes(TWO.encode())
    return tmp_path


def tag(*arguments: str | Path) -> int:
    return main(["tag", *map(str, arguments)])


def contents(folder: Path) -> tuple[str, str]:
    """Return both scripts, with the digits of their ids hidden."""
    files = (folder / "1.yarn", folder / "deep" / "2.yarn")
    one, two = (re.sub("_[0-9a-f]{4}", "_XXXX", file.read_bytes().decode()) for file in files)
    return one, two


TAGGED = (
    ONE.replace("evening.", "evening. #line:one_XXXX"),
    TWO.replace("night.", "night. #line:two_XXXX"),
)


def test_every_script_of_a_project_is_tagged_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == tag(folder)
    assert contents(folder) == TAGGED
    printed = capsys.readouterr().out
    assert f"{folder / '1.yarn'}:3: #line:one_" in printed
    assert printed.endswith("Good night.\nlines that were given an id: 2\n")
    before = (folder / "1.yarn").stat().st_mtime_ns
    assert 0 == tag(folder)
    assert "lines that were given an id: none\n" == capsys.readouterr().out
    assert before == (folder / "1.yarn").stat().st_mtime_ns


def test_a_dry_run_only_shows_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == tag(folder, "--dry-run")
    assert (ONE, TWO) == contents(folder)
    assert capsys.readouterr().out.endswith("lines that would be given an id: 2\n")


def test_scripts_may_be_named_one_by_one(folder: Path) -> None:
    assert 0 == tag(folder / "deep" / "2.yarn")
    assert (ONE, TAGGED[1]) == contents(folder)
    assert 0 == tag(folder / "1.yarn", folder / "deep" / "2.yarn")
    assert contents(folder) == TAGGED


def test_a_script_of_no_project_is_tagged_too(tmp_path: Path) -> None:
    (tmp_path / "lone.yarn").write_text(ONE)
    assert 0 == tag(tmp_path / "lone.yarn")
    assert "#line:one_" in (tmp_path / "lone.yarn").read_text()


def test_no_id_of_a_sister_script_or_of_a_string_table_is_given_again(folder: Path) -> None:
    script = folder / "1.yarn"
    first = plan_tags(script).given[0].id
    (folder / "id.csv").write_text(f"id,text,status\n{first},Selamat malam.,gone\n")
    second = plan_tags(script).given[0].id
    (folder / "deep" / "2.yarn").write_text(TWO.replace("line:yes", second))
    third = plan_tags(script).given[0].id
    assert 3 == len({first, second, third})


def test_the_written_files_are_named(folder: Path) -> None:
    assert (folder / "1.yarn", folder / "deep" / "2.yarn") == write_tags(plan_tags(folder))


def test_what_is_given_can_be_read_by_a_machine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == tag(folder / "1.yarn", "--dry-run", "--format", "json")
    (given,) = json.loads(capsys.readouterr().out)
    assert ("1.yarn", 3, 13, "Good evening.") == tuple(
        given[key] for key in ("file", "line", "column", "text")
    )


def test_the_book_that_comes_with_kedok_is_all_tagged(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == tag("--dry-run")
    assert "lines that would be given an id: none\n" == capsys.readouterr().out


def test_a_script_with_mistakes_is_not_touched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "1.yarn").write_text(ONE.replace("evening", "{"))
    assert 1 == tag(folder)
    assert "1.yarn:3:" in capsys.readouterr().err
    assert TWO == contents(folder)[1]
