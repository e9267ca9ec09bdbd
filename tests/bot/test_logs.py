"""What is logged can be read by people or machines, and holds no secret (invariant 17)."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import configure_logs
from bot.settings import LogFormat, LogLevel

TELEGRAM = "123456789:AAFq8mVn3xTgZ0hJkLwPyRsUvXbYcDeFgHi"
DISCORD = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"

log = logging.getLogger("tests.logs")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Return where logs go; put the loggers back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)


def configure(
    stream: io.StringIO,
    level: LogLevel = LogLevel.INFO,
    form: LogFormat = LogFormat.PLAIN,
    secrets: tuple[str, ...] = (),
) -> None:
    configure_logs(level, form, secrets, stream)


def test_a_plain_line_is_for_people(stream: io.StringIO) -> None:
    configure(stream)
    log.warning("The %s is on fire.", "wardrobe")
    assert "WARNING tests.logs: The wardrobe is on fire.\n" == stream.getvalue()


def test_a_json_line_is_for_machines(stream: io.StringIO) -> None:
    configure(stream, form=LogFormat.JSON)
    log.warning("The wardrobe says “%s”.", "halo")
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert {"level": "warning", "logger": "tests.logs", "message": "The wardrobe says “halo”."} == line


def test_what_is_below_the_level_is_left_out(stream: io.StringIO) -> None:
    configure(stream, level=LogLevel.ERROR)
    log.warning("not this")
    log.error("this")
    assert "ERROR tests.logs: this\n" == stream.getvalue()


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize("secret", [TELEGRAM, DISCORD, "open-sesame"])
def test_a_secret_is_struck_out_wherever_it_is(stream: io.StringIO, form: LogFormat, secret: str) -> None:
    configure(stream, form=form, secrets=("open-sesame",))
    log.info("POST https://api.telegram.org/ with %s", secret)
    try:
        raise ValueError(f"bad token {secret}")
    except ValueError:
        log.exception("It failed")
    assert secret not in stream.getvalue()
    assert "POST https://api.telegram.org/ with …" in stream.getvalue()
    assert "ValueError: bad token …" in stream.getvalue()


def test_a_secret_of_another_bot_is_struck_out_by_its_form(stream: io.StringIO) -> None:
    configure(stream)
    log.info("%s and %s", TELEGRAM, DISCORD)
    assert "INFO tests.logs: … and …\n" == stream.getvalue()


@pytest.mark.parametrize("library", ["httpx", "telegram.ext", "discord.gateway", "tornado.access"])
def test_the_libraries_chatter_is_left_out_even_when_debugging(stream: io.StringIO, library: str) -> None:
    configure(stream, level=LogLevel.DEBUG)
    logging.getLogger(library).info("HTTP Request: POST https://…")
    logging.getLogger(library).warning("but not this")
    assert f"WARNING {library}: but not this\n" == stream.getvalue()
