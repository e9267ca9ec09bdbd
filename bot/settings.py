"""The settings: read once from the environment, checked at once, and never changed.

Every variable may also be given as a file, by its name with `_FILE`:
`KEDOK_TELEGRAM_TOKEN_FILE=/run/secrets/telegram`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bot.bookshelf import ANOTHERS_FACE
from bot.encoders import AUTOMATIC
from narrative.errors import KedokError
from narrative.events import Language, Pace

_Choice = TypeVar("_Choice", bound=StrEnum)
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsError(KedokError):
    """A setting is wrong; the message is one sentence that says what to change, without any secret in it."""


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How it is logged: as lines for people, or as JSON for machines."""

    PLAIN = "plain"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where Telegram sends updates, and where we listen for them."""

    url: str
    secret: str = field(repr=False)
    host: str
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramSettings:
    """A bot's token, and how to reach Telegram; long polling without a webhook."""

    token: str = field(repr=False)
    api_url: str | None = None
    webhook: WebhookSettings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """A bot's token."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalSettings:
    """A reading in the terminal: the reader's lines from a file, or from whoever sits there."""

    script: Path | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. `book` is a name or a folder, `understanding` one of those in `encoders`.

    `language` and `pace` are what readings begin with.
    """

    database: Path
    book: str = ANOTHERS_FACE
    understanding: str = AUTOMATIC
    language: Language = Language.ENGLISH
    pace: Pace = Pace.CALM
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.PLAIN
    telegram: TelegramSettings | None = None
    discord: DiscordSettings | None = None
    terminal: TerminalSettings | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must appear in no log."""
        found = [self.discord.token] if self.discord else []
        if self.telegram:
            found.append(self.telegram.token)
            if self.telegram.webhook:
                found.append(self.telegram.webhook.secret)
        return tuple(found)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment holds, or raise SettingsError."""
    source = _Source(environment)
    return Settings(
        database=Path(source.get("KEDOK_DATABASE") or data_folder(environment) / "kedok.sqlite"),
        book=source.get("KEDOK_BOOK") or ANOTHERS_FACE,
        understanding=source.get("KEDOK_UNDERSTANDING") or AUTOMATIC,
        language=source.one_of("KEDOK_LANGUAGE", Language.ENGLISH),
        pace=source.one_of("KEDOK_PACE", Pace.CALM),
        log_level=source.one_of("KEDOK_LOG_LEVEL", LogLevel.INFO),
        log_format=source.one_of("KEDOK_LOG_FORMAT", LogFormat.PLAIN),
        telegram=_telegram(source),
        discord=_discord(source),
    )


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return where this user's data belongs."""
    home = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "kedok"


class _Source:
    """The environment, with `*_FILE` followed and blank variables taken for nothing."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def get(self, name: str) -> str | None:
        plain = self._environment.get(name, "").strip()
        file = self._environment.get(f"{name}_FILE", "").strip()
        if plain and file:
            message = f"{name} and {name}_FILE are both set: keep one of them."
            raise SettingsError(message)
        return (_content(name, Path(file)) if file else plain) or None

    def one_of(self, name: str, default: _Choice) -> _Choice:
        given = self.get(name)
        if given is None:
            return default
        kinds = type(default)
        if given.lower() not in tuple(kinds):
            message = f"{name} is {given!r}: set it to one of {', '.join(kinds)}."
            raise SettingsError(message)
        return kinds(given.lower())


def _content(name: str, file: Path) -> str:
    try:
        content = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        message = f"{name}_FILE names {file}, which cannot be read ({type(error).__name__}): correct it."
        raise SettingsError(message) from None
    if not content:
        message = f"{name}_FILE names {file}, which is empty: fill it."
        raise SettingsError(message)
    return content


def _telegram(source: _Source) -> TelegramSettings | None:
    token = source.get("KEDOK_TELEGRAM_TOKEN")
    if token is None:
        return None
    return TelegramSettings(token=token, api_url=_api_url(source), webhook=_webhook(source))


def _api_url(source: _Source) -> str | None:
    url = source.get("KEDOK_TELEGRAM_API_URL")
    if url is None:
        return None
    if not _is_address(url) or urlsplit(url).path.strip("/") or urlsplit(url).query:
        message = (
            "KEDOK_TELEGRAM_API_URL must be the server's root, as http://host:port, and nothing after it."
        )
        raise SettingsError(message)
    return url.rstrip("/")


def _webhook(source: _Source) -> WebhookSettings | None:
    names = ("KEDOK_TELEGRAM_WEBHOOK_URL", "KEDOK_TELEGRAM_WEBHOOK_SECRET", "KEDOK_TELEGRAM_WEBHOOK_LISTEN")
    given = [source.get(name) for name in names]
    if not any(given):
        return None
    url, secret, listen = given
    if url is None or secret is None or listen is None:
        message = f"A webhook needs all three of {', '.join(names)}: set those missing, or none for polling."
        raise SettingsError(message)
    if not _is_address(url):
        message = "KEDOK_TELEGRAM_WEBHOOK_URL must be the public address, as https://host/path."
        raise SettingsError(message)
    if not _WEBHOOK_SECRET.fullmatch(secret):
        message = "KEDOK_TELEGRAM_WEBHOOK_SECRET must be 1 to 256 letters, digits, underscores or hyphens."
        raise SettingsError(message)
    host, port = _listen(listen)
    return WebhookSettings(url=url, secret=secret, host=host, port=port)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # reading it checks it
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) < 65_536:
        message = f"KEDOK_TELEGRAM_WEBHOOK_LISTEN is {text!r}: set it as host:port, like 127.0.0.1:8443."
        raise SettingsError(message)
    return host.strip("[]"), int(port)


def _discord(source: _Source) -> DiscordSettings | None:
    token = source.get("KEDOK_DISCORD_TOKEN")
    return DiscordSettings(token=token) if token else None
