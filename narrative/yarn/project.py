"""Reads a `.yarnproject` file: which scripts make a story, in which languages, and how they are compiled."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import GRADES

VERSIONS: Final = (2, 3, 4)
_EVERY_SCRIPT: Final = ("**/*.yarn",)

_NOT_JSON = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Localisation:
    """Where one language has its string table and its assets; either may be empty."""

    strings: str = ""
    assets: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What a project file says. Globs and paths are relative to it."""

    version: int
    base_language: str
    name: str = ""
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = _EVERY_SCRIPT
    excluded: tuple[str, ...] = ()
    localisation: Mapping[str, Localisation] = field(default_factory=dict)
    definitions: tuple[str, ...] = ()
    requires_declarations: bool = False
    preview_features: bool = False
    severities: Mapping[str, str] = field(default_factory=dict)
    start: str = "Start"
    saliency: str = ""
    characters: Mapping[str, str] = field(default_factory=dict)  # display names by the names in the script


def read_project(text: str) -> Project:
    """Read a project file's text; raise AuthorError if it is none."""
    content = _Object(_parsed(text), "the project")
    version = content.whole("projectFileVersion")
    if version not in VERSIONS:
        raise _wrong("projectFileVersion", f"one of {', '.join(map(str, VERSIONS))}")
    compiler = content.object("compilerOptions")
    editor = content.object("editorOptions").object("yarnScriptEditor")
    return Project(
        version=version,
        base_language=content.text("baseLanguage", required=True),
        name=content.text("projectName"),
        authors=content.texts("authorName"),
        sources=content.texts("sourceFiles") or _EVERY_SCRIPT,
        excluded=content.texts("excludeFiles"),
        localisation=_localisation(content.object("localisation")),
        definitions=content.texts("definitions"),
        requires_declarations=compiler.flag("requireVariableDeclarations"),
        preview_features=compiler.flag("allowPreviewFeatures"),
        severities=compiler.object("diagnosticsSeverity").words(GRADES),
        start=editor.text("startNode") or "Start",
        saliency=editor.text("saliencyStrategy"),
        characters=_characters(editor),
    )


def _parsed(text: str) -> Any:
    # Comments become spaces, so that the line numbers in messages stay right.
    plain = _NOT_JSON.sub(
        lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), text.removeprefix("\ufeff")
    )
    plain = _TRAILING_COMMA.sub(lambda found: found[1] or " ", plain)
    try:
        return json.loads(plain)
    except (ValueError, RecursionError) as error:
        message = f"The project file is not JSON: {error}"
        raise AuthorError(message) from error


def _localisation(content: _Object) -> Mapping[str, Localisation]:
    return {
        language: Localisation(strings=entry.text("strings"), assets=entry.text("assets"))
        for language, entry in content.objects()
    }


def _characters(editor: _Object) -> Mapping[str, str]:
    entries = [_Object(entry, "characters") for entry in editor.listed("characters")]
    names = [entry.text("name", required=True) for entry in entries]
    return {name: entry.text("displayName") or name for name, entry in zip(names, entries, strict=True)}


class _Object:
    """A JSON object whose entries are asked for by name and type."""

    def __init__(self, content: Any, name: str) -> None:
        if not isinstance(content, dict):
            raise _wrong(name, "an object")
        self._content = content

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._content.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            raise _wrong(key, "a text")
        return value

    def whole(self, key: str) -> int:
        value = self._content.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong(key, "a whole number")
        return value

    def flag(self, key: str) -> bool:
        value = self._content.get(key, False)
        if not isinstance(value, bool):
            raise _wrong(key, "true or false")
        return value

    def listed(self, key: str) -> list[Any]:
        value = self._content.get(key) or []
        if not isinstance(value, list):
            raise _wrong(key, "a list")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, where one text may stand for a list of one."""
        value = self._content.get(key)
        listed = [value] if isinstance(value, str) else self.listed(key)
        if not all(isinstance(entry, str) for entry in listed):
            raise _wrong(key, "a list of texts")
        return tuple(listed)

    def words(self, allowed: Sequence[str]) -> Mapping[str, str]:
        """Return all entries, each one of the allowed words."""
        for key in self._content:
            if self.text(key) not in allowed:
                raise _wrong(key, f"one of {', '.join(allowed)}")
        return {key: self.text(key) for key in self._content}

    def object(self, key: str) -> _Object:
        return _Object(self._content.get(key) or {}, key)

    def objects(self) -> list[tuple[str, _Object]]:
        return [(key, self.object(key)) for key in self._content]


def _wrong(what: str, wanted: str) -> AuthorError:
    return AuthorError(f"The project file is wrong: `{what}` must be {wanted}.")
