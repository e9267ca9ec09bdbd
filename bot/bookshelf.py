"""The bookshelf: finds a book's files in the package and builds the book from them, or refuses it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import yaml

from bot.training import read_persona_files
from narrative.drama.book import Book, build_book
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.yarn.project import Project, read_project
from narrative.yarn.strings import rows, write_table

ANOTHERS_FACE = "anothers_face"


def book_folder(name: str = ANOTHERS_FACE) -> AbstractContextManager[Path]:
    """Return the folder of the book of that name, one of those that Kedok brings with it."""
    return as_file(files("narrative") / "books" / name)


def load_book(name: str = ANOTHERS_FACE) -> Book:
    """Return the book of that name, or raise AuthorError with all that is wrong with it."""
    with book_folder(name) as folder:
        return read_book(folder)


def read_book(folder: Path) -> Book:
    """Return the book whose files are in that folder, or raise AuthorError with all that is wrong with it."""
    project = _project(folder)
    scripts = _scripts(folder, project)
    return build_book(
        {script.relative_to(folder).as_posix(): _text(script) for script in scripts},
        project=project,
        manifest=_manifest(folder / "book.yml"),
        translations=_translations(folder, project),
        persona=read_persona_files(folder),
        model=_bytes(folder / "persona" / "model.npz"),
    )


def update_tables(folder: Path) -> tuple[Path, ...]:
    """Bring the string tables of the book in that folder up to its story, and return their files.

    New lines come in without a text, gone ones go, all stand in story order; no translation is changed.
    """
    project, book = _project(folder), read_book(folder)
    files = []
    for language, table in book.tables.items():
        file = folder / project.localisation[language].strings
        file.write_text(write_table(rows(book.program, language=language, known=table)), encoding="utf-8")
        files.append(file)
    return tuple(files)


def _project(folder: Path) -> Project:
    found = sorted(folder.glob("*.yarnproject"))
    if len(found) != 1:
        message = f"{folder} must hold one .yarnproject file, and holds {len(found)}"
        raise AuthorError(message)
    return read_project(_text(found[0]))


def _scripts(folder: Path, project: Project) -> list[Path]:
    excluded = {file for glob in project.excluded for file in folder.glob(glob)}
    found = {file for glob in project.sources for file in folder.glob(glob)} - excluded
    if not found:
        message = f"{folder} holds none of the scripts that its project names: {', '.join(project.sources)}"
        raise AuthorError(message)
    return sorted(found)


def _translations(folder: Path, project: Project) -> dict[Language, str]:
    return {
        language: _text(folder / project.localisation[language].strings)
        for language in Language
        if language in project.localisation
    }


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = yaml.safe_load(_text(file))
    except yaml.YAMLError as error:
        message = f"{file.name} is not YAML: {error}"
        raise AuthorError(message) from error
    if not isinstance(manifest, dict):
        message = f"{file.name} must be a table"
        raise AuthorError(message)
    return manifest


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{file.name} is not UTF-8: {error}"
        raise AuthorError(message) from error


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"{file.name} cannot be read: {error}"
        raise AuthorError(message) from error
