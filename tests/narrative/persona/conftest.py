"""The shipped book's persona data and model, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.training import load_recognizer, read_persona_files
from narrative.persona.data import PersonaData
from narrative.persona.recognizer import TrainedRecognizer

BOOK = Path(__file__).parents[3] / "narrative" / "books" / "anothers_face"


@pytest.fixture(scope="session")
def book_folder() -> Path:
    return BOOK


@pytest.fixture(scope="session")
def data() -> PersonaData:
    return read_persona_files(BOOK)


@pytest.fixture(scope="session")
def recognizer() -> TrainedRecognizer:
    return load_recognizer(BOOK)
