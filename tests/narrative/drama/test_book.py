"""Building a book, or refusing it with all that is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from narrative.drama.book import Book, build_book
from narrative.drama.functions import signatures
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.persona.data import read_persona
from narrative.yarn.compile.job import compile_project
from narrative.yarn.project import Project
from tests.narrative.drama.lamp import SCRIPT, Literal

MANIFEST: dict[str, Any] = {
    "id": "lamp",
    "title": {"en": "The Lamp", "id": "Lampu"},
    "about": {"en": "A room.", "id": "Sebuah kamar."},
    "notes": {"en": "darkness", "id": "kegelapan"},
    "speakers": {"She": {"en": "She", "id": "Dia"}},
}
PROJECT = Project(version=4, base_language="en")
PERSONA = read_persona({}, {}, {})


def build(script: str = SCRIPT, manifest: dict[str, Any] = MANIFEST, table: str = "id,text\n") -> Book:
    program = compile_project({"lamp.yarn": script}, signatures=signatures()).program
    assert program is not None
    return build_book(
        program,
        project=PROJECT,
        manifest=manifest,
        translations={Language.INDONESIAN: table},
        persona=PERSONA,
        recognizer=Literal(),
    )


def test_a_book_is_built_from_its_texts() -> None:
    book = build(table="id,text\nline:dark,Gelap.\n")

    assert ("lamp", "Start") == (book.id, book.manifest.start)
    assert "Gelap." == book.text(Language.INDONESIAN, "line:dark")
    assert "The room was dark." == book.text(Language.ENGLISH, "line:dark")


def test_only_what_the_code_does_makes_the_fingerprint() -> None:
    book = build()

    assert book.fingerprint == build(SCRIPT.replace("The room was dark.", "It was dark.")).fingerprint
    assert book.fingerprint != build(SCRIPT.replace("listen She 60", "listen She 61")).fingerprint


def test_a_command_that_nobody_carries_out_is_an_error_with_its_place() -> None:
    with pytest.raises(AuthorError, match=r"^lamp\.yarn:\d+: error YS0060: nobody obeys the command <<dance"):
        build(SCRIPT.replace("<<remember words>>", "<<dance>>"))


@pytest.mark.parametrize("key", ["id", "title", "about", "notes", "speakers"])
def test_a_manifest_that_lacks_something_is_refused(key: str) -> None:
    with pytest.raises(AuthorError, match=r"book\.yml: error KD0101"):
        build(manifest={name: value for name, value in MANIFEST.items() if name != key})


def test_a_manifest_without_a_language_is_refused() -> None:
    with pytest.raises(AuthorError, match=r"book\.yml: error KD0101.*'id'"):
        build(manifest={**MANIFEST, "title": {"en": "The Lamp"}})


def test_suggested_lines_are_known_in_every_language() -> None:
    book = build(table="id,text\nline:s_love,Mask: Aku cinta kamu.\n")

    assert ["love", "love", "greet", ""] == [
        book.suggestion(text) for text in ("i love you", "AKU CINTA KAMU!", "Only me", "something else")
    ]
