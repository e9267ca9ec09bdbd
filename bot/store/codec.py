"""What readers do and what they are sent, as JSON text and back: closed unions told apart by type name."""

from __future__ import annotations

import json
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeAlias, cast

from adapters.drafts import Draft, Sheet, Withdraw
from adapters.port import Post
from narrative.cues import Choice, Listen, Notice, Offer, Say, Span
from narrative.errors import StateError
from narrative.events import (
    Asked,
    Chose,
    Command,
    Edited,
    Misplaced,
    ReaderEvent,
    Said,
    SentOther,
    WentOn,
    Woke,
)

_Plain: TypeAlias = Any

_EVENTS = (Said, WentOn, Chose, Asked, SentOther, Edited, Misplaced, Woke)
_DRAFTS = (Sheet, Withdraw)
_PARTS = (Post, Say, Notice, Span, Offer, Listen, Choice)
_TYPES: dict[str, type] = {cls.__name__: cls for cls in (*_EVENTS, *_DRAFTS, *_PARTS, Command)}


def event_to_text(event: ReaderEvent) -> str:
    return _text(event)


def event_from_text(text: str) -> ReaderEvent:
    """Return the event, or raise StateError for what this version does not know."""
    return cast("ReaderEvent", _value(text, _EVENTS))


def draft_to_text(draft: Draft) -> str:
    return _text(draft)


def draft_from_text(text: str) -> Draft:
    """Return the draft, or raise StateError for what this version does not know."""
    return cast("Draft", _value(text, _DRAFTS))


def _text(value: object) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair is no character, and neither SQLite nor any platform takes it: it becomes U+FFFD.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _plain(value: object) -> _Plain:
    match value:
        case StrEnum():
            return {"type": type(value).__name__, "value": value.value}
        case tuple():
            return [_plain(item) for item in value]
        case str() | int() | float() | None:
            return value
        case _:
            named = {field.name: _plain(getattr(value, field.name)) for field in fields(cast("Any", value))}
            return {"type": type(value).__name__, **named}


def _value(text: str, expected: tuple[type, ...]) -> object:
    try:
        value = _restored(json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        message = f"this version cannot read a stored value: {type(error).__name__}"
        raise StateError(message) from error
    if not isinstance(value, expected):
        message = f"a stored value is a {type(value).__name__}, which does not belong there"
        raise StateError(message)
    return value


def _restored(plain: _Plain) -> _Plain:
    match plain:
        case {"type": name, **named}:
            return _TYPES[name](**{str(key): _restored(value) for key, value in named.items()})
        case list():
            return tuple(_restored(item) for item in plain)
        case _:
            return plain
