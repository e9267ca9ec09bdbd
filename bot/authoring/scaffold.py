"""Makes a story to begin with: small, whole, in two languages."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.authoring.tables import update_tables
from bot.files import write_whole
from bot.works import read_work
from narrative.drama.host import DEFINITIONS
from narrative.errors import AuthorError
from narrative.yarn.definitions import write_definitions


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A story's name in files and saves, and as people read it."""

    id: str
    title: str


def name_of(wished: str) -> Name:
    """Return what a story of that name is called; raise AuthorError if it has no letter to be called by."""
    plain = " ".join(wished.split())
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    identifier = re.sub(r"[^a-z0-9]+", "_", letters.lower().replace("'", "")).strip("_")
    if not identifier.strip("_0123456789"):
        message = f"{wished!r} has no letter from a to z that the story's files could be named by"
        raise AuthorError(message)
    if identifier[0].isdigit():
        identifier = f"story_{identifier}"
    is_title = plain != identifier
    return Name(id=identifier, title=plain if is_title else identifier.replace("_", " ").capitalize())


def make_story(name: Name, folder: Path) -> tuple[Path, ...]:
    """Put a story into a folder that is empty or not there yet, and return its files."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already, and not empty: choose another name, or another --folder"
        raise AuthorError(message)
    made = []
    for path, text in _texts(name):
        write_whole(folder / path, text)
        made.append(folder / path)
    # The template's table holds only what its translator wrote.
    update_tables(read_work(folder))
    return tuple(made)


def _texts(name: Name) -> Iterator[tuple[str, str]]:
    # What stands in quotes in JSON does so in YAML too.
    words = {"name": name.id, "title": json.dumps(name.title, ensure_ascii=False), "heading": name.title}
    for path, text in _templates(files("bot.authoring") / "templates" / "story", ""):
        yield _filled(path, words), _filled(text, words)
    yield "kedok.ysls.json", write_definitions(DEFINITIONS)


def _templates(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _templates(entry, f"{path}{entry.name}/")
        else:
            yield path + entry.name, entry.read_text(encoding="utf-8")


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: words[found[1]], text)
