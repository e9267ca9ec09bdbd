"""The whole of Kedok with the real book, over transports that stay in this machine."""

from __future__ import annotations

import random
import secrets
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.bookshelf import load_book
from narrative.drama.book import Book
from narrative.events import Language
from tests.adapters.telegram.bot_api import BotApi
from tests.whole.lines import Lines
from tests.whole.script import LANGUAGES


@pytest.fixture(autouse=True)
def seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the printed seed of a test run bring back its readings."""
    monkeypatch.setattr(secrets, "randbits", random.getrandbits)


@pytest.fixture(params=LANGUAGES, ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    language: Language = request.param
    return language


@pytest.fixture(scope="session")
def book() -> Book:
    return load_book()


@pytest.fixture(scope="session")
def all_lines(book: Book) -> Mapping[Language, Lines]:
    return {language: Lines(book, language) for language in LANGUAGES}


@pytest.fixture
def lines(all_lines: Mapping[Language, Lines], language: Language) -> Lines:
    """What may be shown in the test's language."""
    return all_lines[language]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A Bot API server that no request may break a rule of."""
    async with BotApi() as server:
        yield server
        assert [] == server.violations
