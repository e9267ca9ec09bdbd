"""Trains a book's understanding from its persona files, and loads what was trained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.encoders import AUTOMATIC, WEIGHTS, encoder_for
from bot.files import read_text
from narrative.errors import AuthorError
from narrative.persona.data import PersonaData, read_persona
from narrative.persona.encoder import Encoder
from narrative.persona.exemplars import Exemplar, read_dangers, read_exemplars
from narrative.persona.model import Linear, Model, read_model
from narrative.persona.recognizer import TrainedRecognizer
from narrative.persona.training import Heard, Lessons, retrain
from narrative.persona.training import train as trained

_PERSONA = "persona"
_MODEL = "model.npz"
_LANGUAGES = ("en", "id")

# libyaml's loader where PyYAML was built with it: ten times as fast, and a start is to take no second.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def train(
    book_folder: Path,
    *,
    listen: Callable[[Lessons], Heard] | None = None,
    watch: Callable[[str], None] = lambda _: None,
) -> Path:
    """Train the book in `book_folder` from its persona files, and return the file of the model."""
    data, file = read_persona_files(book_folder), book_folder / _PERSONA / _MODEL
    file.write_bytes(trained(data, listen=listen, watch=watch))
    return file


def train_again(
    book_folder: Path, *, listen: Callable[[Model], Callable[[Lessons], tuple[Linear, Linear]]] | None = None
) -> Path:
    """Let a trained book's letters learn its exemplars anew, and return the file of the model.

    `listen` says, for the model as it is known, how its encoder may learn more.
    """
    data, file = read_persona_files(book_folder), book_folder / _PERSONA / _MODEL
    known = read_model(file.read_bytes())
    file.write_bytes(retrain(data, known, listen=listen(known) if listen else None))
    return file


def is_trained(book_folder: Path) -> bool:
    """Return whether the book has been trained before, by this version."""
    try:
        read_model((book_folder / _PERSONA / _MODEL).read_bytes())
    except (OSError, AuthorError):
        return False
    return True


def weights_file(book_folder: Path) -> Path:
    """Return where the book's tuned encoder has its weights."""
    return book_folder / _PERSONA / WEIGHTS


def load_recognizer(book_folder: Path, understanding: str = AUTOMATIC) -> TrainedRecognizer:
    """Return the recognizer of the book in `book_folder`, trained before; it knows its persona data."""
    model = book_folder / _PERSONA / _MODEL
    if not model.exists():
        message = f"{model.name} is missing: train the book first (kedok train)"
        raise AuthorError(message)
    encoder: Encoder | None = encoder_for(understanding, weights_file(book_folder))
    return TrainedRecognizer.load(model.read_bytes(), read_persona_files(book_folder), encoder)


def read_persona_files(book_folder: Path) -> PersonaData:
    """Return what the persona files of the book in `book_folder` say."""
    folder = book_folder / _PERSONA
    tables = {name: _table(folder / f"{name}.yml") for name in (*_LANGUAGES, "measures")}
    return read_persona(
        **tables,
        exemplars=_lines(folder, "exemplars", read_exemplars),
        dangers=_lines(folder, "dangers", read_dangers),
    )


def _lines(folder: Path, name: str, read: Callable[..., tuple[Exemplar, ...]]) -> tuple[Exemplar, ...]:
    found: list[Exemplar] = []
    for language in _LANGUAGES:
        file = folder / f"{name}.{language}.tsv"
        found += read(read_text(file), language=language, file=file.name)
    return tuple(found)


def _table(path: Path) -> dict[str, Any]:
    try:
        table = yaml.load(read_text(path), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        message = f"{path.name} cannot be read: {error}"
        raise AuthorError(message) from error
    if not isinstance(table, dict):
        message = f"{path.name} must be a table"
        raise AuthorError(message)
    return table
