"""`kedok strings`: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main

PROJECT = '{"projectFileVersion": 4, "baseLanguage": "en", "localisation": {"id": {"strings": "id.csv"}}}'
STORY = "title: Start\n---\nGood evening. #line:evening\n===\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yarnproject").write_text(PROJECT)
    (tmp_path / "ferry.yarn").write_text(STORY)
    return tmp_path


def strings(*arguments: str | Path) -> int:
    return main(["strings", *map(str, arguments)])


def translate(folder: Path, text: str) -> None:
    (folder / "id.csv").write_text(f"id,text\nline:evening,{text}\n")


def test_extract_prints_or_writes_the_base_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == strings("extract", folder)
    printed = capsys.readouterr().out
    assert printed.startswith("language,id,text,file,node,lineNumber,lock,comment\nen,line:evening,Good")
    assert 0 == strings("extract", folder, "--output", folder / "out" / "base.csv")
    assert (printed, "") == ((folder / "out" / "base.csv").read_text(), capsys.readouterr().out)


def test_update_says_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == strings("update", folder)
    state = "0 of 1 lines translated (0.0 %), 0 stale, 1 missing; 0 of 2 words"
    assert f"{folder / 'id.csv'}: updated: {state}\n" == capsys.readouterr().out
    assert 0 == strings("update", folder)
    assert f"{folder / 'id.csv'}: is up to date: {state}\n" == capsys.readouterr().out


def test_update_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == strings("update", folder, "--prune", "--format", "json")
    (table,) = json.loads(capsys.readouterr().out)
    assert ("id", str(folder / "id.csv"), True, 1) == (
        table["language"],
        table["file"],
        table["written"],
        table["progress"]["missing"],
    )


def test_a_good_table_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(folder, "Selamat malam.")
    assert 0 == strings("check", folder, "--strict")
    assert "errors: 0, warnings: 0\n" == capsys.readouterr().out


def test_warnings_fail_only_if_strict(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(folder, "")
    assert (0, 1) == (strings("check", folder), strings("check", folder, "--strict"))
    assert "ferry.yarn:3:1: warning KD0021" in capsys.readouterr().out


def test_errors_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(folder, "Selamat {0}.")
    assert 1 == strings("check", folder, "--format", "json")
    (found,) = json.loads(capsys.readouterr().out)
    assert ("id", "KD0024", "error", "id.csv", 2) == tuple(
        found[key] for key in ("language", "code", "severity", "file", "line")
    )


def test_stats_for_people_and_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    translate(folder, "Selamat malam.")
    assert 0 == strings("stats", folder)
    told = "id: 1 of 1 lines translated (100.0 %), 0 stale, 0 missing; 2 of 2 words\n"
    assert told == capsys.readouterr().out
    assert 0 == strings("stats", folder, "--format", "json")
    assert {
        "id": {
            "lines": 1,
            "translated": 1,
            "stale": 0,
            "missing": 0,
            "words": 2,
            "words_translated": 2,
            "percent": 100.0,
        }
    } == json.loads(capsys.readouterr().out)


def test_without_a_path_it_is_about_the_book_that_comes_with_kedok(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert 0 == strings("check", "--strict")
    assert "errors: 0, warnings: 0\n" == capsys.readouterr().out


def test_what_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == strings("stats", tmp_path / "nothing")
    assert "there is no file, folder or book" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("translate",), ("check", "--format", "xml")])
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as left:
        strings(*arguments)
    assert 2 == left.value.code


def test_help_tells_translators_how_to_work(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        strings("--help")
    printed = capsys.readouterr().out
    assert [] == [word for word in ("new", "stale", "gone", "double", "--prune") if word not in printed]
