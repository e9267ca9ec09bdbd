"""`kedok misses`: what readers let the author see, as a table that can be pasted into the exemplars."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.repository import Store
from narrative.drama.misses import Miss
from narrative.events import Language
from narrative.persona.exemplars import Exemplar, read_exemplars

LINES = (
    Miss(
        text="your old man must\tbe\nworried",
        language=Language.ENGLISH,
        taken="talk_past",
        meant="ask_husband",
    ),
    Miss(text="blorp", language=Language.ENGLISH, taken="other"),
    Miss(text="hujannya kok gini", language=Language.INDONESIAN, taken="other", meant="small_talk"),
)
DAY = date(1964, 11, 24)
HEADING = "text\tact\talso\tplayer\tscene\tasked\ttaken\tlanguage\tday"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "kedok.sqlite"
    with closing(Store(path)) as store:
        store.keep(LINES, DAY)
    return path


def misses(database: Path, *options: str) -> int:
    return main(["misses", "--database", str(database), *options])


def test_each_line_is_a_row_of_the_exemplars(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == misses(database)
    assert [
        HEADING,
        "your old man must be worried\task_husband\t\t\t\t\ttalk_past\ten\t1964-11-24",
        "blorp\t\t\t\t\t\tother\ten\t1964-11-24",
        "hujannya kok gini\tsmall_talk\t\t\t\t\tother\tid\t1964-11-24",
    ] == capsys.readouterr().out.splitlines()


def test_rows_with_an_act_can_be_pasted_into_a_table(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misses(database, "--language", "id")
    _, row = capsys.readouterr().out.splitlines()
    table = f"text\tact\talso\tplayer\tscene\tasked\nhalo\tgreet\n{row}\n"
    assert (
        Exemplar(act="greet", text="halo", language="id"),
        Exemplar(act="small_talk", text="hujannya kok gini", language="id"),
    ) == read_exemplars(table, language="id", file="exemplars.id.tsv")


def test_as_json_a_line_that_was_not_explained_has_no_act(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misses(database, "--format", "json", "--language", "en")
    assert [
        {
            "text": "your old man must\tbe\nworried",
            "language": "en",
            "taken": "talk_past",
            "act": "ask_husband",
            "day": "1964-11-24",
        },
        {"text": "blorp", "language": "en", "taken": "other", "act": None, "day": "1964-11-24"},
    ] == json.loads(capsys.readouterr().out)


def test_printing_keeps_the_lines_and_clearing_lets_the_printed_go(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    misses(database)
    misses(database, "--language", "en", "--clear")
    capsys.readouterr()
    misses(database)
    assert 2 == len(capsys.readouterr().out.splitlines())


def test_it_is_said_kindly_that_nothing_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kedok.sqlite"
    Store(path).close()
    assert 1 == misses(path, "--clear")
    said = f"{path} keeps no such lines: readers are asked when they first correct her (/meant).\n"
    assert ("", said) == capsys.readouterr()


def test_no_database_is_made_by_looking_for_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.sqlite"
    assert 1 == misses(path)
    assert f"There is no database {path}: name it with --database FILE.\n" == capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())


def test_the_database_is_the_settings_one(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEDOK_DATABASE", str(database))
    assert 0 == main(["misses"])
    assert HEADING == capsys.readouterr().out.splitlines()[0]


def test_lines_are_read_while_the_bot_has_the_database_open(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store(database)) as running:
        assert 0 == misses(database, "--clear")
        assert [] == running.misses()


def test_another_programs_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir")
    assert 78 == misses(path)
    assert f"{path} cannot be used as a database" in capsys.readouterr().err
