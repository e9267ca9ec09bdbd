"""Training a book from its folder, and loading what was trained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.training import load_recognizer, read_persona_files, train
from narrative.errors import AuthorError
from narrative.persona.acts import Expectation

EN = """\
exemplars:
  greet: [hello, hi there, good evening, excuse me, hey you]
  ask_husband: [where is your husband, is he home, what does your husband do, who is he, your husband knows]
"""
ID = """\
exemplars:
  greet: [halo, hai, selamat malam, permisi, hei]
  ask_husband: [suamimu di mana, dia di rumah, suamimu kerja apa, suami kamu siapa, suamimu tahu]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    persona = tmp_path / "persona"
    persona.mkdir()
    (persona / "en.yml").write_text(EN, encoding="utf-8")
    (persona / "id.yml").write_text(ID, encoding="utf-8")
    (persona / "measures.yml").write_text("measures: {slips: [slip]}\n", encoding="utf-8")
    return tmp_path


def test_a_book_is_trained_into_one_file(book: Path):
    """Beside its persona files."""
    assert book / "persona" / "model.npz" == train(book)
    assert ["en.yml", "id.yml", "measures.yml", "model.npz"] == sorted(
        path.name for path in (book / "persona").iterdir()
    )


def test_a_trained_book_understands(book: Path):
    """From the same folder."""
    train(book)
    assert (
        "ask_husband"
        == load_recognizer(book).interpret("where is your husband tonight", Expectation(turn=1)).act
    )


def test_training_again_changes_nothing(book: Path):
    """Not a byte."""
    first = train(book).read_bytes()
    assert first == train(book).read_bytes()


def test_a_book_changed_since_it_was_trained_is_refused(book: Path):
    """Rather than misread quietly."""
    train(book)
    (book / "persona" / "en.yml").write_text(EN + "  joke: [haha]\n", encoding="utf-8")
    with pytest.raises(AuthorError, match="train it again"):
        load_recognizer(book)


def test_persona_files_are_read_into_data(book: Path):
    """Both languages and the measures."""
    data = read_persona_files(book)
    assert (20, {"slips": frozenset({"slip"})}) == (len(data.exemplars), data.measures)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exemplars: [", "en.yml cannot be read"),
        ("- hello", "en.yml must be a table"),
        ("", "en.yml must be a table"),
    ],
)
def test_a_file_that_is_no_table_is_named(book: Path, text: str, message: str):
    """The author sees which."""
    (book / "persona" / "en.yml").write_text(text, encoding="utf-8")
    with pytest.raises(AuthorError, match=message):
        read_persona_files(book)


def test_a_missing_file_is_named(book: Path):
    """A book has both languages."""
    (book / "persona" / "id.yml").unlink()
    with pytest.raises(AuthorError, match=r"id\.yml cannot be read"):
        read_persona_files(book)


def test_a_book_never_trained_is_refused(book: Path):
    """With what to do about it."""
    with pytest.raises(AuthorError, match="kedok train"):
        load_recognizer(book)


def test_a_book_can_be_moved(book: Path, tmp_path: Path):
    """Nothing in the model knows its place."""
    train(book)
    moved = shutil.copytree(book / "persona", tmp_path / "elsewhere" / "persona").parent
    assert "greet" == load_recognizer(moved).interpret("hello", Expectation()).act
