"""A reader at the small book."""

from __future__ import annotations

import pytest

from tests.narrative.drama.lamp import Session, make_book


@pytest.fixture
def session() -> Session:
    return Session(make_book())
