"""Books come from their folders, or are refused with everything that is wrong with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.bookshelf import ANOTHERS_FACE, load_book, read_book
from bot.works import find
from narrative.errors import AuthorError
from narrative.events import Language


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the book, for a test to spoil."""
    with find(ANOTHERS_FACE) as folder:
        return Path(shutil.copytree(folder, tmp_path / "book"))


def test_the_book_that_comes_with_kedok_can_be_read() -> None:
    book = load_book()
    assert ("anothers_face", "Start") == (book.id, book.manifest.start)
    assert set(Language) == set(book.manifest.title)


def test_a_copy_in_any_folder_is_the_same_book(copy: Path) -> None:
    assert load_book().fingerprint == read_book(copy).fingerprint


def test_a_byte_order_mark_does_no_harm(copy: Path) -> None:
    acts = copy / "acts.yarn"
    acts.write_bytes(b"\xef\xbb\xbf" + acts.read_bytes())
    assert load_book().fingerprint == read_book(copy).fingerprint


def test_a_folder_without_a_project_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match=r"must hold one \.yarnproject file, and holds 0"):
        read_book(tmp_path)


def test_a_book_without_scripts_is_refused(copy: Path) -> None:
    for script in copy.glob("*.yarn"):
        script.unlink()
    with pytest.raises(AuthorError, match=r"holds none of the scripts that its project names: \*\.yarn"):
        read_book(copy)


def test_a_script_that_the_project_excludes_is_not_read(copy: Path) -> None:
    (copy / "9_broken.yarn").write_text("not Yarn at all\n")
    project = copy / "anothers_face.yarnproject"
    listed = project.read_text().replace('"baseLanguage"', '"excludeFiles": ["9_*.yarn"],\n  "baseLanguage"')
    project.write_text(listed)
    assert load_book().fingerprint == read_book(copy).fingerprint


def test_a_script_with_an_error_is_refused_with_its_place(copy: Path) -> None:
    """Invariant 20."""
    (copy / "9_broken.yarn").write_text("title: Broken\n---\n<<jump Nowhere At All>>\n===\n")
    with pytest.raises(AuthorError, match=r"9_broken\.yarn"):
        read_book(copy)


@pytest.mark.parametrize("name", ["book.yml", "persona/en.yml", "persona/model.npz"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(AuthorError, match=f"{Path(name).name} (cannot be read|is missing)"):
        read_book(copy)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("id: [", "book.yml is not YAML"),
        ("- a list", "book.yml must be a table"),
        ("id: x", "book.yml: error KD0101"),
    ],
)
def test_a_broken_manifest_is_refused(copy: Path, content: str, complaint: str) -> None:
    (copy / "book.yml").write_text(content)
    with pytest.raises(AuthorError, match=complaint):
        read_book(copy)


def test_a_script_that_is_not_text_is_refused(copy: Path) -> None:
    (copy / "acts.yarn").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AuthorError, match=r"acts\.yarn is not UTF-8"):
        read_book(copy)
