"""Checking a script, a project and a book."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.authoring.checking import check

STORY = "title: Start\n---\nShe: Good evening. #line:evening\n===\n"
TABLE = "id,text\nline:evening,She: Selamat malam.\n"
TRANSLATED = {"localisation": {"id": {"strings": "id.csv"}}}
BOOK = """
id: lamp
title: {en: The Lamp, id: Lampu}
about: {en: A room., id: Sebuah kamar.}
notes: {en: darkness, id: kegelapan}
speakers: {Narrator: {en: "", id: ""}, She: {en: She, id: Dia}}
"""


class Folder:
    """A folder in which a work is written and checked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, **files: str) -> None:
        """Write files; `id_csv` is id.csv."""
        for name, text in files.items():
            (self.path / name.replace("_", ".")).write_text(text, encoding="utf-8")

    def project(self, **entries: Any) -> None:
        content = {"projectFileVersion": 4, "baseLanguage": "en", **entries}
        self.write(story_yarnproject=json.dumps(content))

    def found(self, name: str = "") -> list[str]:
        """What is found: the code, the file within the folder, and the line."""
        return [
            f"{one.code} {one.severity} {Path(one.file).relative_to(self.path)}:{one.line}"
            for one in check(str(self.path / name)).findings
        ]

    def messages(self) -> list[str]:
        return [one.message for one in check(str(self.path)).findings]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A project of one good script."""
    folder = Folder(tmp_path)
    folder.project()
    folder.write(story_yarn=STORY)
    return folder


@pytest.fixture
def book(folder: Folder) -> Folder:
    """A book of one good script, with its translation."""
    folder.project(**TRANSLATED)
    folder.write(book_yml=BOOK, id_csv=TABLE)
    return folder


@pytest.mark.parametrize("name", ["", "story.yarnproject", "story.yarn"])
def test_a_project_is_named_by_its_folder_or_file_and_a_script_by_its_own(folder: Folder, name: str) -> None:
    checked = check(str(folder.path / name))
    assert ((), 1, 1) == (checked.findings, checked.nodes, checked.lines)
    assert {str(folder.path / "story.yarn"): STORY} == checked.sources


def test_the_files_of_kedoks_own_book_can_be_opened_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[3])
    assert "narrative/books/anothers_face/acts.yarn" in check("anothers_face").sources
    monkeypatch.chdir("tests")
    assert all(Path(file).is_file() for file in check("anothers_face").sources)


def test_findings_are_in_the_order_of_files_and_lines(folder: Folder) -> None:
    folder.write(
        a_yarn="title: A\n---\n<<dance>>\n<<detour Nowhere>>\n<<jump Nowhere>>\n===\n",
        b_yarn='title: B\n---\n<<declare $x = 1>>\n<<set $x to "">>\n-> One #line:one\n\n-> Two #line:two\n===\n',
    )
    assert [
        "YS0009 warning a.yarn:1",
        "YS0060 warning a.yarn:3",
        "YS0012 error a.yarn:4",
        "YS0012 error a.yarn:5",
        "YS0009 warning b.yarn:1",
        "YS0050 error b.yarn:4",
        "KD0201 warning b.yarn:7",
    ] == folder.found()


def test_a_project_may_silence_and_change_the_lints(folder: Folder) -> None:
    folder.write(story_yarn="title: Start\n---\n<<dance>>\nAlone.\n===\n")
    assert ["YS0060 warning story.yarn:3", "KD0202 info story.yarn:4"] == folder.found()
    folder.project(compilerOptions={"diagnosticsSeverity": {"YS0060": "error", "KD0202": "none"}})
    assert ["YS0060 error story.yarn:3"] == folder.found()


def test_a_project_may_begin_elsewhere_and_have_its_own_characters(folder: Folder) -> None:
    editor = {"startNode": "Begin", "characters": [{"name": "He"}]}
    folder.project(editorOptions={"yarnScriptEditor": editor})
    assert ["KD0207 warning story.yarn:1", "YS0016 warning story.yarn:3"] == folder.found()


def test_what_cannot_be_read_at_all_is_a_finding(folder: Folder) -> None:
    folder.write(story_yarnproject="{")
    (found,) = check(str(folder.path)).findings
    assert ("KD0200", str(folder.path), 1) == (found.code, found.file, found.line)
    assert found.message.startswith("The project file is not JSON: ")


@pytest.mark.parametrize("entry", ["sourceFiles", "excludeFiles", "definitions"])
@pytest.mark.parametrize("glob", ["", "**ink"])
def test_files_that_cannot_be_looked_for_are_a_finding(folder: Folder, entry: str, glob: str) -> None:
    folder.project(**{entry: [glob]})
    (message,) = folder.messages()
    assert message.startswith(f"{folder.path} has a project that names files by {glob!r}, which cannot be")


# Definitions of other hosts

DEFINITIONS = """{"version": 2,
    "commands": [{"yarnName": "walk", "parameters": [{"name": "speed", "type": "number"}]}],
    "functions": [{"yarnName": "tide", "parameters": [], "return": {"type": "number"}}]}"""


@pytest.mark.parametrize("named", ["host.ysls.json", "*.ysls.json", "${workspaceRoot}/host.ysls.json"])
def test_what_another_host_defines_is_known(folder: Folder, named: str) -> None:
    (folder.path / "host.ysls.json").write_text(DEFINITIONS)
    folder.project(definitions=[named])
    folder.write(
        story_yarn="title: Start\n---\n<<if tide() > 1>>\n<<walk 2>>\n<<walk fast>>\n<<endif>>\n===\n"
    )
    assert ["YS0061 warning story.yarn:5"] == folder.found()


def test_definitions_that_are_not_there_are_missed(folder: Folder) -> None:
    folder.project(definitions=["host.ysls.json"])
    assert ["KD0200 warning host.ysls.json:1"] == folder.found()


def test_definitions_that_cannot_be_read_are_named(folder: Folder) -> None:
    (folder.path / "host.ysls.json").write_text("[]")
    folder.project(definitions=["host.ysls.json"])
    expected = (
        f"{folder.path / 'host.ysls.json'}: The definitions file is wrong: `the whole` must be an object."
    )
    assert [expected] == folder.messages()


# Translations


def test_a_table_is_checked_with_the_story(folder: Folder) -> None:
    folder.project(**TRANSLATED)
    folder.write(id_csv="id,text\nline:evening,He: Selamat malam.\nline:gone,Pergi.\n")
    assert ["KD0026 error id.csv:2", "KD0022 warning id.csv:3"] == folder.found()


def test_a_table_that_is_not_there_or_is_none_is_a_finding(folder: Folder) -> None:
    folder.project(**TRANSLATED)
    assert ["KD0200 error id.csv:1"] == folder.found()
    folder.write(id_csv="nothing\n")
    assert ["KD0200 error id.csv:1"] == folder.found()


def test_the_base_language_needs_no_table(folder: Folder) -> None:
    folder.project(localisation={"en": {"assets": "assets"}, "id": {"assets": "assets/id"}})
    assert [] == folder.found()


def test_what_is_translated_needs_ids(folder: Folder) -> None:
    folder.project(**TRANSLATED)
    folder.write(story_yarn=STORY.replace("===", "She: Who is there?\n==="), id_csv=TABLE)
    assert "KD0202 warning story.yarn:4" in folder.found()


# Books


def test_a_good_book_has_nothing_to_mend(book: Folder) -> None:
    assert [] == book.found()


def test_a_book_is_proofread(book: Folder) -> None:
    long = "She: Good evening. #pause:soon" + " " * 3
    book.write(story_yarn=STORY.replace("She: Good evening.", long).replace("===", "<<listen Shee>>\n==="))
    assert ["KD0114 warning story.yarn:3", "KD0115 warning story.yarn:4"] == book.found()


def test_what_stops_a_book_is_an_error(book: Folder) -> None:
    book.write(story_yarn=STORY.replace("Start", "Begin").replace("===", "<<dance>>\n<<pace warp>>\n==="))
    assert [
        "KD0207 error story.yarn:1",
        "YS0060 error story.yarn:4",
        "YS0061 error story.yarn:5",
    ] == book.found()


def test_an_error_does_not_hide_the_rest(book: Folder) -> None:
    """Only what needs a program is left out."""
    body = "She: {1 +}\nWho is there?\n-> One #line:one\n\n-> Two #line:two\n==="
    book.write(story_yarn=STORY.replace("===", body))
    assert [
        "YS0005 error story.yarn:4",
        "KD0202 warning story.yarn:5",
        "KD0201 warning story.yarn:8",
    ] == book.found()


def test_a_book_file_that_lacks_something_is_told_by_its_own_code(book: Folder) -> None:
    book.write(book_yml=BOOK.replace("id: lamp\n", ""))
    assert ["KD0101 error book.yml:1"] == book.found()


def test_a_script_alone_in_a_books_folder_is_not_the_book(book: Folder) -> None:
    book.write(book_yml="nothing")
    assert [] == book.found("story.yarn")
    assert ["KD0200 error book.yml:1"] == book.found()
