"""Finds the platforms that are put through the port's contract: every folder here with a `harness.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.adapters.contract import Harness, Letterbox

PLATFORMS = sorted(file.parent.name for file in Path(__file__).parent.glob("*/harness.py"))


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture(params=PLATFORMS)
async def harness(request: pytest.FixtureRequest, letterbox: Letterbox) -> AsyncIterator[Harness]:
    module = import_module(f"tests.adapters.{request.param}.harness")
    async with module.harness(letterbox) as opened:
        yield opened
