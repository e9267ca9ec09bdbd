"""The door that Telegram knocks on in webhook mode: opens to the right secret, says 200 after the commit."""

from __future__ import annotations

import hmac
import json
import logging
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from adapters.port import PlatformRefused
from adapters.telegram.inbound import JSON

_LOG = logging.getLogger(__name__)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LARGEST = 1 << 20

Take: TypeAlias = Callable[[Sequence[JSON]], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where Telegram sends updates (`url`, public), and where we listen, behind whatever does TLS."""

    url: str
    secret: str
    host: str
    port: int

    def __post_init__(self) -> None:
        if not _SECRET.fullmatch(self.secret):
            raise ValueError("the webhook secret must be 1 to 256 letters, digits, underscores or hyphens")


class _Door(RequestHandler):
    SUPPORTED_METHODS = ("POST",)

    def initialize(self, secret: str, take: Take) -> None:
        self._secret = secret
        self._take = take

    async def post(self) -> None:
        given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(HTTPStatus.FORBIDDEN)
            return
        if (update := _parse(self.request.body)) is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
            return
        try:
            await self._take([update])
        except Exception as error:
            _LOG.error("An update could not be kept (%s): Telegram will send it again.", type(error).__name__)
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)


@asynccontextmanager
async def listening(webhook: Webhook, take: Take) -> AsyncIterator[None]:
    """Serve the webhook's path while inside."""
    path = re.escape(urlsplit(webhook.url).path or "/")
    route = (path, _Door, {"secret": webhook.secret, "take": take})
    application = Application([route], log_function=lambda _: None)
    server = HTTPServer(application, max_body_size=_LARGEST)
    server.add_socket(_listener(webhook.host, webhook.port))
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise PlatformRefused(
            f"Telegram's webhook cannot listen on {host}:{port} ({_reason(error)}): "
            "set another KEDOK_TELEGRAM_WEBHOOK_LISTEN."
        ) from None
    listener.settimeout(0)  # never blocks the event loop
    return listener


def _reason(error: OSError) -> str:
    """Return the system's words; Python adds the address to some, and resolvers have words of their own."""
    return str(error.strerror).partition(" (")[0]


def _parse(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) else None
