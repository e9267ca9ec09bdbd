"""Reads the page that explains every finding, and finds out what its examples provoke."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import yaml

from bot.authoring.checking import check
from narrative.drama.book import build_book
from narrative.drama.functions import signatures
from narrative.drama.proof import proofread
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.persona.data import read_persona
from narrative.persona.training import train
from narrative.yarn import diagnostics
from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.project import Project, read_project

PAGE: Final = Path(diagnostics.__file__).with_suffix(".md").read_text(encoding="utf-8")

_ENTRY: Final = re.compile(r"^## (\S+) — (.+)\n\n\*(Error|Warning|Info)\.\* ", re.MULTILINE)
_BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODED: Final = re.compile(r"\b(error|warning|info) ((?:YS|KD)\d{4})\b")

_PROJECT: Final = '{"projectFileVersion": 4, "baseLanguage": "en"}'
_TRANSLATED: Final = """{
  "projectFileVersion": 4, "baseLanguage": "en", "localisation": {"id": {"strings": "id/strings.csv"}}
}"""
_BOOK: Final = """
id: lamp
title: {en: The Lamp, id: Lampu}
about: {en: A room., id: Sebuah kamar.}
notes: {en: darkness, id: kegelapan}
speakers: {Narrator: {en: "", id: ""}, She: {en: She, id: Dia}, Mask: {en: You, id: Kamu}}
"""
_PERSONA: Final = read_persona(
    {"exemplars": {"greet": ["hello", "hi there"], "love": ["I love you"]}}, {}, {}
)

Found = set[tuple[str, str]]
"""Codes with their severities."""


@dataclass(frozen=True, slots=True)
class Example:
    """The texts of its blocks, by their kind."""

    blocks: dict[str, str]

    def found(self) -> Found:
        """Return all that can be said of it, by whomever."""
        if plan := self.blocks.get("testplan"):
            return _refusal(read_plan, plan)
        return _refusal(self.compiled) | self._proofread() | self._checked()

    def compiled(self) -> Found:
        """Return what the compiler says."""
        return {(found.code, str(found.severity)) for found in self._compilation().diagnostics}

    def _compilation(self) -> Compilation:
        project = self._project()
        return compile_project(
            self._sources(),
            signatures=signatures(),
            requires_declarations=project.requires_declarations,
            version=project.version,
            severities=project.severities,
        )

    def _project(self) -> Project:
        return read_project(self.blocks.get("json", _PROJECT))

    def _proofread(self) -> Found:
        def proof() -> Found:
            program = self._compilation().program
            if program is None:
                return set()
            book = build_book(
                program,
                project=self._project(),
                manifest=yaml.safe_load(self.blocks.get("yaml", _BOOK)),
                translations={Language.INDONESIAN: self.blocks.get("csv", "id,text\n")},
                persona=_PERSONA,
                model=_model(),
            )
            return {(found.code, str(found.severity)) for found in proofread(book)}

        return _refusal(proof)

    def _checked(self) -> Found:
        """Return what `kedok check` says of a folder with these files."""
        with TemporaryDirectory() as folder:
            for name, text in self._files().items():
                file = Path(folder, name)
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
            return {(found.code, str(found.severity)) for found in check(folder).findings}

    def _files(self) -> dict[str, str]:
        project = _TRANSLATED if "csv" in self.blocks else _PROJECT
        named = {"csv": "id/strings.csv", "yaml": "book.yml"}
        files = {file: self.blocks[kind] for kind, file in named.items() if kind in self.blocks}
        return {**files, **self._sources(), "story.yarnproject": self.blocks.get("json", project)}

    def _sources(self) -> dict[str, str]:
        return {"story.yarn": self.blocks["yarn"]} if "yarn" in self.blocks else {}


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    severity: str
    wrong: Example
    mended: Example


def entries(page: str = PAGE) -> list[Entry]:
    return [_entry(found[1], found[3], text) for found, text in zip(*_split(page), strict=True)]


def _split(page: str) -> tuple[list[re.Match[str]], list[str]]:
    heads = list(_ENTRY.finditer(page))
    ends = [head.start() for head in heads[1:]] + [len(page)]
    return heads, [page[head.start() : end] for head, end in zip(heads, ends, strict=True)]


def _entry(code: str, severity: str, text: str) -> Entry:
    wrong, mended = text.split("\nMended:\n")
    return Entry(code, severity.lower(), _example(wrong), _example(mended))


def _example(text: str) -> Example:
    return Example({kind: block.replace("␠", " ").replace("␉", "\t") for kind, block in _BLOCK.findall(text)})


def _refusal(work: Any, *given: str) -> Found:
    """Return what the work finds, or what it is refused for."""
    try:
        found = work(*given)
    except AuthorError as error:
        return {(code, severity) for severity, code in _CODED.findall(str(error))}
    return found if isinstance(found, set) else set()


@cache
def _model() -> bytes:
    return train(_PERSONA)
