"""The bookshelf: builds a book from its files, or refuses it with all that is wrong with them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.compiled import kept_program
from bot.encoders import AUTOMATIC
from bot.files import read_text
from bot.training import load_recognizer
from bot.works import MANIFEST, Work, find, read_work
from narrative.drama.book import Book, build_book
from narrative.errors import AuthorError
from narrative.events import Language

ANOTHERS_FACE = "anothers_face"


def load_book(named: str = ANOTHERS_FACE, understanding: str = AUTOMATIC) -> Book:
    """Return the book in that folder, or the one that Kedok brings under that name; or raise AuthorError."""
    with find(named) as folder:
        return read_book(folder, understanding)


def read_book(folder: Path, understanding: str = AUTOMATIC) -> Book:
    """Return the book whose files are in that folder, or raise AuthorError with all that is wrong with it.

    `understanding` says which sentence encoder is used (`bot.encoders`).
    """
    recognizer = load_recognizer(_listener(folder), understanding)
    work = read_work(folder)
    return build_book(
        kept_program(work),
        project=work.project,
        manifest=_manifest(folder / MANIFEST),
        translations=_translations(work),
        persona=recognizer.data,
        recognizer=recognizer,
    )


def _listener(folder: Path) -> Path:
    """Return the folder whose persona listens: the book's own, or the one of the book that Kedok brings."""
    return (
        folder if (folder / "persona").is_dir() else Path(str(files("narrative") / "books" / ANOTHERS_FACE))
    )


def _translations(work: Work) -> dict[Language, str]:
    return {
        language: read_text(work.table(language))
        for language in Language
        if language in work.project.localisation
    }


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = yaml.safe_load(read_text(file))
    except yaml.YAMLError as error:
        message = f"{file.name} is not YAML: {error}"
        raise AuthorError(message) from error
    if not isinstance(manifest, dict):
        message = f"{file.name} must be a table"
        raise AuthorError(message)
    return manifest
