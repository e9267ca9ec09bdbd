"""A work is what its author names: a script, a project's file, a folder, or a book of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.works import Work, compile_work, find, program_of, read_work
from narrative.errors import AuthorError

SCRIPT = "title: Start\n---\nHello. #line:hello\n===\n"
PROJECT = """{
    "projectFileVersion": 4, "baseLanguage": "en", "sourceFiles": ["**/*.yarn"], "excludeFiles": ["old/*"],
    "localisation": {"id": {"strings": "id/strings.csv"}}
}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.yarn", "deep/b.yarn", "old/c.yarn"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        title = Path(name).stem
        (tmp_path / name).write_text(f"title: {title}\n---\nHello. #line:{title}\n===\n")
    (tmp_path / "story.yarnproject").write_text(PROJECT)
    return tmp_path


def test_a_script_is_a_work_of_its_own(folder: Path) -> None:
    work = read_work(folder / "a.yarn")
    assert (folder, ["a.yarn"], False) == (work.folder, list(work.sources), work.is_book)


@pytest.mark.parametrize("named", [".", "story.yarnproject"])
def test_a_project_has_the_scripts_that_it_names(folder: Path, named: str) -> None:
    work = read_work(folder / named)
    assert ["a.yarn", "deep/b.yarn"] == list(work.sources)
    assert folder / "id" / "strings.csv" == work.table("id")
    assert ["line:a", "line:b"] == list(program_of(work).lines)


def test_a_folder_with_a_manifest_is_a_book(folder: Path) -> None:
    (folder / "book.yml").write_text("id: story\n")
    assert read_work(folder).is_book


def test_a_book_of_ours_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with find("anothers_face") as ours:
        assert read_work(ours).is_book


def test_what_lies_here_comes_before_a_book_of_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "anothers_face").mkdir()
    with find("anothers_face") as here:
        assert Path("anothers_face") == here


@pytest.mark.parametrize("named", ["nowhere", "../books", "no/where.yarn"])
def test_what_is_nowhere_is_refused(named: str) -> None:
    with pytest.raises(AuthorError, match="there is no file, folder or book"), find(named):
        pass


def test_two_projects_in_one_folder_are_refused(folder: Path) -> None:
    (folder / "other.yarnproject").write_text(PROJECT)
    with pytest.raises(AuthorError, match=r"must hold one \.yarnproject file, and holds 2"):
        read_work(folder)


def test_every_error_of_all_scripts_is_printed_at_once(folder: Path) -> None:
    for name in ("a.yarn", "deep/b.yarn"):
        (folder / name).write_text((folder / name).read_text().replace("Hello.", "<<jump Nowhere>>"))
    with pytest.raises(AuthorError) as refused:
        program_of(read_work(folder))
    assert 2 == str(refused.value).count("error YS0012")


def test_the_project_says_how_strictly_it_is_compiled(folder: Path) -> None:
    lax: Work = read_work(folder)
    (folder / "a.yarn").write_text(SCRIPT.replace("Hello.", "<<set $x = 1>>\nHello."))
    strict = PROJECT.replace(
        '"baseLanguage"', '"compilerOptions": {"requireVariableDeclarations": true}, "baseLanguage"'
    )
    assert compile_work(read_work(folder)).program is not None
    (folder / "story.yarnproject").write_text(strict)
    assert compile_work(read_work(folder)).program is None
    assert lax.project != read_work(folder).project


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "a.yarn").write_bytes(b"\xff")
    with pytest.raises(AuthorError, match=r"a\.yarn is not UTF-8 text"):
        read_work(folder)
