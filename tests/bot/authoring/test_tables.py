"""The string tables of a work are files that follow its story."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.authoring.tables import base_table, check_tables, measure_tables, update_tables
from bot.works import Work, find, read_work
from narrative.errors import AuthorError
from narrative.yarn.strings import read_rows, read_table
from narrative.yarn.translation import Progress

PROJECT = """{"projectFileVersion": 4, "baseLanguage": "en", "localisation":
{"id": {"strings": "id/strings.csv"}, "en": {"strings": "en.csv"}, "nl": {"assets": "nl"}}}"""
STORY = "title: Start\n---\nGood evening. #line:evening\n-> Go on #line:go\n===\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ferry.yarnproject").write_text(PROJECT)
    (tmp_path / "ferry.yarn").write_text(STORY)
    return tmp_path


def update(folder: Path, *, prune: bool = False) -> tuple[bool, list[tuple[str, str, str]]]:
    """Update the one table there is; return whether it was written, and what it holds now."""
    (told,) = update_tables(read_work(folder), prune=prune)
    rows = read_rows((folder / "id" / "strings.csv").read_text())
    return told.written, [(row.id, row.text, row.status) for row in rows]


def translate(folder: Path, line_id: str, text: str) -> None:
    table = folder / "id" / "strings.csv"
    before, mark, after = table.read_text().partition(f",{line_id},")
    original, _, rest = after.partition(",,")
    table.write_text(f"{before}{mark}{original},{text},{rest}")


def test_the_tables_of_the_book_are_up_to_its_story() -> None:
    with find("anothers_face") as folder:
        work = read_work(folder)
        before = work.table("id").read_bytes()
        assert [("id", False)] == [(table.language, table.written) for table in update_tables(work)]
        assert before == work.table("id").read_bytes()


def test_a_table_that_does_not_exist_is_made_and_then_left_alone(folder: Path) -> None:
    new = [("line:evening", "", "new"), ("line:go", "", "new")]
    assert (True, new) == update(folder)
    (folder / "id" / "strings.csv").chmod(0o444)
    assert (False, new) == update(folder)


def test_a_table_follows_its_story(folder: Path) -> None:
    update(folder)
    translate(folder, "line:evening", "Selamat malam.")
    translate(folder, "line:go", "Lanjut")
    assert (True, [("line:evening", "Selamat malam.", ""), ("line:go", "Lanjut", "")]) == update(folder)
    story = STORY.replace("Good evening.", "Good night.").replace("-> Go on #line:go\n", "Stay. #line:stay\n")
    (folder / "ferry.yarn").write_text(story)
    rows = [
        ("line:evening", "Selamat malam.", "stale"),
        ("line:stay", "", "new"),
        ("line:go", "Lanjut", "gone"),
    ]
    assert (True, rows) == update(folder)
    assert (True, rows[:2]) == update(folder, prune=True)


def test_a_table_is_written_as_its_translators_spreadsheet_writes_it(folder: Path) -> None:
    table = folder / "id" / "strings.csv"
    table.parent.mkdir()
    table.write_bytes("\ufeffid;text;who\r\nline:go;Lanjut;Ani\r\n".encode())
    update(folder)
    assert table.read_bytes().startswith("\ufefflanguage;id;original;text;status;".encode())
    assert "Ani" in read_table(table.read_bytes().decode()).rows[1].extra
    assert (False, [("line:evening", "", "new"), ("line:go", "Lanjut", "")]) == update(folder)


def test_lines_without_ids_are_refused_before_a_translation_can_be_lost(folder: Path) -> None:
    (folder / "ferry.yarn").write_text(STORY.replace(" #line:go", ""))
    with pytest.raises(AuthorError, match=r"ferry\.yarn:4: 1 lines have no `#line:` id"):
        update_tables(read_work(folder))
    assert not (folder / "id").exists()


def test_the_base_table_has_what_translators_should_know(folder: Path) -> None:
    rows = read_rows(base_table(read_work(folder)))
    assert [("en", "line:evening", "Good evening.", ""), ("en", "line:go", "Go on", "a button")] == [
        (row.language, row.id, row.text, row.comment) for row in rows
    ]


def test_a_table_is_checked_and_measured_even_before_it_exists(folder: Path) -> None:
    work = read_work(folder)
    assert ["KD0021", "KD0021"] == [found.code for found in check_tables(work)["id"]]
    nothing = Progress(lines=2, translated=0, stale=0, missing=2, words=4, words_translated=0)
    assert {"id": nothing} == measure_tables(work)


def test_findings_name_the_table_from_where_the_project_is(folder: Path) -> None:
    update(folder)
    table = folder / "id" / "strings.csv"
    table.write_text(table.read_text() + "id,line:none,,Tak ada,,,,,,\n")
    assert ("id/strings.csv", 4) in {(one.file, one.line) for one in check_tables(read_work(folder))["id"]}


def test_a_story_with_errors_is_refused_with_all_of_them(folder: Path) -> None:
    (folder / "ferry.yarn").write_text("title: Start\n---\n<<jump Nowhere>>\n{\n===\n")
    with pytest.raises(AuthorError, match=r"(?s)ferry\.yarn:.*\^"):
        base_table(read_work(folder))


def test_a_work_without_translations_has_no_tables(tmp_path: Path) -> None:
    script = tmp_path / "lone.yarn"
    script.write_text(STORY)
    with pytest.raises(AuthorError, match="names no string table"):
        measure_tables(read_work(script))


def test_a_lone_script_has_a_base_table(tmp_path: Path) -> None:
    script = tmp_path / "lone.yarn"
    script.write_text(STORY)
    work: Work = read_work(script)
    assert 2 == len(read_rows(base_table(work)))
