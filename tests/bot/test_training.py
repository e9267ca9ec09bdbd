"""Training a book from its folder, and loading what was trained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.training import load_recognizer, read_persona_files, train
from narrative.errors import AuthorError
from narrative.persona.acts import Expectation

EN = """\
text\tact
hello\tgreet
hi there\tgreet
good evening\tgreet
excuse me\tgreet
hey you\tgreet
where is your husband\task_husband
is he home\task_husband
what does your husband do\task_husband
who is he\task_husband
your husband knows\task_husband
"""
ID = """\
text\tact
halo\tgreet
hai\tgreet
selamat malam\tgreet
permisi\tgreet
hei\tgreet
suamimu di mana\task_husband
dia di rumah\task_husband
suamimu kerja apa\task_husband
suami kamu siapa\task_husband
suamimu tahu\task_husband
"""
DANGERS = "text\tact\nI want to die\tself_harm\nim dead lol\t\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    persona = tmp_path / "persona"
    persona.mkdir()
    for language, table in (("en", EN), ("id", ID)):
        (persona / f"{language}.yml").write_text("questions: [who]\n", encoding="utf-8")
        (persona / f"exemplars.{language}.tsv").write_text(table, encoding="utf-8")
        (persona / f"dangers.{language}.tsv").write_text(DANGERS, encoding="utf-8")
    (persona / "measures.yml").write_text("measures: {slips: [slip]}\n", encoding="utf-8")
    return tmp_path


def test_a_book_is_trained_into_one_file(book: Path):
    """Beside its persona files."""
    assert book / "persona" / "model.npz" == train(book)
    assert ["model.npz"] == [path.name for path in (book / "persona").glob("*.npz")]


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
    (book / "persona" / "exemplars.en.tsv").write_text(EN + "haha\tjoke\n", encoding="utf-8")
    with pytest.raises(AuthorError, match="train it again"):
        load_recognizer(book)


def test_persona_files_are_read_into_data(book: Path):
    """Both languages and the measures."""
    data = read_persona_files(book)
    assert (20, {"slips": frozenset({"slip"})}) == (len(data.exemplars), data.measures)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("questions: [", "en.yml cannot be read"),
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
    for name in ("id.yml", "exemplars.id.tsv", "dangers.en.tsv"):
        text = (book / "persona" / name).read_text(encoding="utf-8")
        (book / "persona" / name).unlink()
        with pytest.raises(AuthorError, match=f"{name} cannot be read"):
            read_persona_files(book)
        (book / "persona" / name).write_text(text, encoding="utf-8")


def test_a_book_never_trained_is_refused(book: Path):
    """With what to do about it."""
    with pytest.raises(AuthorError, match="kedok train"):
        load_recognizer(book)


def test_a_book_can_be_moved(book: Path, tmp_path: Path):
    """Nothing in the model knows its place."""
    train(book)
    moved = shutil.copytree(book / "persona", tmp_path / "elsewhere" / "persona").parent
    assert "greet" == load_recognizer(moved).interpret("hello", Expectation()).act
