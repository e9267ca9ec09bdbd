"""Trains a book's understanding from its persona files, and loads what was trained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from narrative.errors import AuthorError
from narrative.persona.data import PersonaData, read_persona
from narrative.persona.recognizer import NgramRecognizer
from narrative.persona.training import train as trained

_PERSONA = "persona"
_MODEL = "model.npz"

# libyaml's loader where PyYAML was built with it: ten times as fast, and a start is to take no second.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def train(book_folder: Path) -> Path:
    """Train the book in `book_folder` from its persona files, and return the file of the model."""
    model = book_folder / _PERSONA / _MODEL
    model.write_bytes(trained(read_persona_files(book_folder)))
    return model


def load_recognizer(book_folder: Path) -> NgramRecognizer:
    """Return the recognizer of the book in `book_folder`, trained before."""
    model = book_folder / _PERSONA / _MODEL
    if not model.exists():
        message = f"{model.name} is missing: train the book first (kedok train)"
        raise AuthorError(message)
    return NgramRecognizer.load(model.read_bytes(), read_persona_files(book_folder))


def read_persona_files(book_folder: Path) -> PersonaData:
    """Return what the persona files of the book in `book_folder` say."""
    tables = {name: _table(book_folder / _PERSONA / f"{name}.yml") for name in ("en", "id", "measures")}
    return read_persona(**tables)


def _table(path: Path) -> dict[str, Any]:
    try:
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (OSError, yaml.YAMLError) as error:
        message = f"{path.name} cannot be read: {error}"
        raise AuthorError(message) from error
    if not isinstance(table, dict):
        message = f"{path.name} must be a table"
        raise AuthorError(message)
    return table
