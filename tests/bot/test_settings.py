"""Settings come from the environment, checked at once, and never give a secret away."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    DiscordSettings,
    LogFormat,
    LogLevel,
    Settings,
    SettingsError,
    TelegramSettings,
    WebhookSettings,
    data_folder,
    read_settings,
)
from narrative.events import Language, Pace

TOKEN = "123456789:AAExampleExampleExampleExampleExample"

WEBHOOK = {
    "KEDOK_TELEGRAM_TOKEN": TOKEN,
    "KEDOK_TELEGRAM_WEBHOOK_URL": "https://bot.example.org/telegram",
    "KEDOK_TELEGRAM_WEBHOOK_SECRET": "open-sesame",
    "KEDOK_TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:8443",
}


def read(**variables: str) -> Settings:
    return read_settings({"KEDOK_DATABASE": "/data/kedok.sqlite", **variables})


def refused(**variables: str) -> str:
    with pytest.raises(SettingsError) as error:
        read(**variables)
    return str(error.value)


def test_with_nothing_set_everything_has_its_default() -> None:
    assert Settings(
        database=Path("/home/kobo/data/kedok/kedok.sqlite"),
        language=Language.ENGLISH,
        pace=Pace.CALM,
        log_level=LogLevel.INFO,
        log_format=LogFormat.PLAIN,
    ) == read_settings({"XDG_DATA_HOME": "/home/kobo/data"})


def test_everything_can_be_set() -> None:
    expected = Settings(
        database=Path("/data/kedok.sqlite"),
        language=Language.INDONESIAN,
        pace=Pace.SLOW,
        log_level=LogLevel.DEBUG,
        log_format=LogFormat.JSON,
        telegram=TelegramSettings(
            token=TOKEN,
            api_url="http://localhost:8081",
            webhook=WebhookSettings(
                url="https://bot.example.org/telegram", secret="open-sesame", host="127.0.0.1", port=8443
            ),
        ),
        discord=DiscordSettings(token="a.b.c"),
    )
    assert expected == read(
        **WEBHOOK,
        KEDOK_TELEGRAM_API_URL="http://localhost:8081/",
        KEDOK_DISCORD_TOKEN="a.b.c",
        KEDOK_LANGUAGE="ID",
        KEDOK_PACE="slow",
        KEDOK_LOG_LEVEL="Debug",
        KEDOK_LOG_FORMAT="json",
    )


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert TelegramSettings(token=TOKEN) == read(KEDOK_TELEGRAM_TOKEN_FILE=str(tmp_path / "token")).telegram


def test_an_empty_file_is_refused_as_its_secret_would_be_missed(tmp_path: Path) -> None:
    """Invariant 20: the other platform must not start alone."""
    (tmp_path / "token").write_text("\n")
    assert f"KEDOK_TELEGRAM_TOKEN_FILE names {tmp_path / 'token'}, which is empty: fill it." == refused(
        KEDOK_TELEGRAM_TOKEN_FILE=str(tmp_path / "token"), KEDOK_DISCORD_TOKEN="a.b.c"
    )


def test_blanks_are_nothing() -> None:
    settings = read(
        KEDOK_TELEGRAM_TOKEN=" ", KEDOK_DISCORD_TOKEN="", KEDOK_PACE=" ", KEDOK_DISCORD_TOKEN_FILE=" "
    )
    assert (None, None, Pace.CALM) == (settings.telegram, settings.discord, settings.pace)


def test_an_ipv6_address_can_be_listened_on() -> None:
    settings = read(**{**WEBHOOK, "KEDOK_TELEGRAM_WEBHOOK_LISTEN": "[::1]:8443"})
    assert settings.telegram is not None
    assert settings.telegram.webhook is not None
    assert ("::1", 8443) == (settings.telegram.webhook.host, settings.telegram.webhook.port)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"KEDOK_LANGUAGE": "nl"},
            "KEDOK_LANGUAGE is 'nl': set it to one of en, id.",
        ),
        (
            {"KEDOK_PACE": "fast"},
            "KEDOK_PACE is 'fast': set it to one of instant, brisk, calm, slow.",
        ),
        (
            {"KEDOK_LOG_LEVEL": "loud"},
            "KEDOK_LOG_LEVEL is 'loud': set it to one of debug, info, warning, error.",
        ),
        (
            {"KEDOK_LOG_FORMAT": "xml"},
            "KEDOK_LOG_FORMAT is 'xml': set it to one of plain, json.",
        ),
        (
            {"KEDOK_DISCORD_TOKEN": "x", "KEDOK_DISCORD_TOKEN_FILE": "/y"},
            "KEDOK_DISCORD_TOKEN and KEDOK_DISCORD_TOKEN_FILE are both set: keep one of them.",
        ),
        (
            {"KEDOK_DISCORD_TOKEN_FILE": "/no/such/file"},
            "KEDOK_DISCORD_TOKEN_FILE names /no/such/file, which cannot be read (FileNotFoundError): correct it.",
        ),
        *[
            (
                {"KEDOK_TELEGRAM_TOKEN": TOKEN, "KEDOK_TELEGRAM_API_URL": url},
                "KEDOK_TELEGRAM_API_URL must be the server's root, as http://host:port, and nothing after it.",
            )
            for url in (
                *("localhost:8081", "http://", "ftp://host:1", "http://host:1/bot", "http://host:1?a=b"),
                *("http://[::1", "http://host:99999", "http://host:port", "http://the host"),
            )
        ],
        *[
            (
                {**WEBHOOK, "KEDOK_TELEGRAM_WEBHOOK_LISTEN": listen},
                f"KEDOK_TELEGRAM_WEBHOOK_LISTEN is {listen!r}: set it as host:port, like 127.0.0.1:8443.",
            )
            for listen in ("8443", ":8443", "host", "host:0", "host:65536", "host:²", "host:-1")
        ],
        *[
            (
                {**WEBHOOK, "KEDOK_TELEGRAM_WEBHOOK_URL": url},
                "KEDOK_TELEGRAM_WEBHOOK_URL must be the public address, as https://host/path.",
            )
            for url in ("bot.example.org", "https://[bot.example.org/telegram", "https://host:port/telegram")
        ],
        (
            {**WEBHOOK, "KEDOK_TELEGRAM_WEBHOOK_SECRET": "open sesame"},
            "KEDOK_TELEGRAM_WEBHOOK_SECRET must be 1 to 256 letters, digits, underscores or hyphens.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(variables: dict[str, str], sentence: str) -> None:
    """Invariant 20."""
    assert sentence == refused(**variables)


@pytest.mark.parametrize("missing", ["URL", "SECRET", "LISTEN"])
def test_half_a_webhook_is_refused(missing: str) -> None:
    assert refused(**{**WEBHOOK, f"KEDOK_TELEGRAM_WEBHOOK_{missing}": ""}).startswith(
        "A webhook needs all three of KEDOK_TELEGRAM_WEBHOOK_URL, "
    )


def test_no_secret_is_in_the_representation() -> None:
    """Invariant 17."""
    settings = read(**WEBHOOK, KEDOK_DISCORD_TOKEN="dis.cord.token")
    assert {TOKEN, "open-sesame", "dis.cord.token"} == set(settings.secrets)
    assert [] == [secret for secret in settings.secrets if secret in repr(settings)]


@given(st.text(alphabet=st.characters(blacklist_characters="\0", blacklist_categories=["Cs"])))
def test_any_value_whatever_is_taken_or_refused(value: str) -> None:
    for name in ("KEDOK_LANGUAGE", "KEDOK_TELEGRAM_API_URL", "KEDOK_TELEGRAM_WEBHOOK_LISTEN"):
        with contextlib.suppress(SettingsError):
            read(**{**WEBHOOK, name: value})


def test_data_belongs_in_the_home_folder_unless_told_otherwise() -> None:
    assert Path.home() / ".local" / "share" / "kedok" == data_folder({})
