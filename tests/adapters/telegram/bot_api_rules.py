"""What Telegram takes and what it refuses, for the loopback server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

JSON = dict[str, Any]

_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)")


class ApiError(Exception):
    """Telegram's answer to what it does not take. A `violation` is a mistake of the bot, not of its day."""

    def __init__(
        self, description: str, *, code: int = 400, violation: bool | None = None, **parameters: Any
    ) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.violation = code == 400 if violation is None else violation
        self.parameters = parameters


def _description() -> JSON | None:
    """Return the machine-readable Bot API, if somebody keeps a copy of it beside the checkout."""
    beside = Path(__file__).resolve().parents[4]
    for path in sorted(beside.glob("*/data/telegram-bot-api-*.json")):
        loaded: JSON = json.loads(path.read_text(encoding="utf-8"))
        return loaded
    return None


DESCRIPTION = _description()


def check_message(text: str, entities: list[JSON], markup: JSON | None) -> None:
    """Refuse what breaks a limit of a text message."""
    if not text.strip():
        raise ApiError("Bad Request: message text is empty")
    if len(text) > 4096:
        raise ApiError("Bad Request: message is too long")
    units = len(text.encode("utf-16-le")) // 2
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > units:
            raise ApiError(f"Bad Request: entity out of bounds: {entity}")
        text.encode("utf-16-le")[entity["offset"] * 2 :].decode("utf-16-le")
    buttons = keyboard_of({"reply_markup": markup} if markup else {})
    if len(buttons) > 100:
        raise ApiError("Bad Request: reply markup is too long")
    for button in buttons:
        if not button["text"]:
            raise ApiError("Bad Request: button text is empty")
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise ApiError("Bad Request: BUTTON_DATA_INVALID")


def check_shape(method: str, params: JSON) -> None:
    """Refuse what the machine-readable description does not allow; anything goes where there is none."""
    if DESCRIPTION is not None:
        _check_fields(f"{method}", DESCRIPTION["methods"][method].get("fields", []), params)


def keyboard_of(message: JSON) -> list[JSON]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def _check_fields(where: str, fields: list[JSON], given: JSON) -> None:
    known = {one["name"]: one for one in fields}
    for name, value in given.items():
        if name not in known:
            raise ApiError(f"{where} has no {name}")
        _check_value(f"{where}.{name}", known[name], value)
    missing = [name for name, one in known.items() if one["required"] and name not in given]
    if missing:
        raise ApiError(f"{where} lacks {missing}")


def _check_value(where: str, one: JSON, value: Any) -> None:
    if not any(_fits(where, kind, value) for kind in one["types"]):
        raise ApiError(f"{where} is not {one['types']}: {value!r}")
    if isinstance(value, str) and (match := _LENGTH.search(one["description"])):
        size = len(value.encode()) if match[3] == "bytes" else len(value)
        if not int(match[1]) <= size <= int(match[2]):
            raise ApiError(f"{where} is {size} {match[3]} long, not {match[0]}")


def _fits(where: str, kind: str, value: Any) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_fits(where, inner, one) for one in value)
    if kind in _SCALARS:
        return type(value) is _SCALARS[kind]
    if not isinstance(value, dict):
        return False
    assert DESCRIPTION is not None
    described = DESCRIPTION["types"][kind]
    if "fields" in described:
        try:
            _check_fields(kind, described["fields"], value)
        except ApiError:
            return False
    return True


_SCALARS = {"Integer": int, "String": str, "Boolean": bool}
