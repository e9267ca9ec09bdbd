"""Logging to standard error, as plain or JSON lines, with every secret struck out of every record."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from bot.settings import LogFormat, LogLevel

_STRUCK_OUT = "…"
_TOKENS = re.compile(
    r"\d{6,12}:[A-Za-z0-9_-]{30,}"  # Telegram's
    r"|[A-Za-z0-9_-]{23,}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}"  # Discord's
)
_CHATTY = ("httpx", "httpcore", "telegram", "discord", "tornado", "asyncio")
"""These log each request or event; httpx even its address, which holds Telegram's token."""


def configure_logs(
    level: LogLevel, form: LogFormat, secrets: Sequence[str], stream: TextIO = sys.stderr
) -> None:
    """Send all logging there from now on."""
    handler = logging.StreamHandler(stream)
    inner = (
        _JsonLines() if form is LogFormat.JSON else logging.Formatter("%(levelname)s %(name)s: %(message)s")
    )
    handler.setFormatter(Redacting(inner, secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


class Redacting(logging.Formatter):
    """Strikes secrets out of what another formatter made, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: Sequence[str]) -> None:
        super().__init__()
        self._inner = inner
        known = [re.escape(secret) for secret in secrets]
        self._secrets = re.compile("|".join([*known, _TOKENS.pattern]))

    def format(self, record: logging.LogRecord) -> str:
        return self._secrets.sub(_STRUCK_OUT, self._inner.format(record))


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
