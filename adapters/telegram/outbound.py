"""From an action to the request that Telegram gets, as the JSON it is sent in: pure.

Looks are entities, never a parse mode, so that no text whatever can be mistaken for markup. Entities count in
UTF-16 units, the length limit in characters, and so do our spans.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from adapters.drafts import gap
from adapters.port import Limits, Outbound, Post, Strip, Typing
from adapters.telegram.inbound import JSON
from adapters.tokens import ButtonToken
from narrative.cues import MASK, Choice, Listen, Notice, Offer, Say

LIMITS = Limits(text=4096, label=64, buttons=100)

_LOOKS = {"i": "italic", "b": "bold", "quote": "italic"}
"""Telegram cannot grey a button out: a closed choice bears a mark, and its press is answered."""
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}🏻🏼🏽🏾🏿")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """A new message, its looks, and the buttons under it."""

    chat: int
    text: str
    entities: tuple[JSON, ...] = ()
    keyboard: JSON | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearKeyboard:
    """Take the buttons off a message."""

    chat: int
    message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowTyping:
    """Show “typing…” for so many seconds."""

    chat: int
    seconds: float


Request: TypeAlias = SendMessage | ClearKeyboard | ShowTyping


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A look on a run of characters of the whole message."""

    look: str
    start: int
    length: int


def render(outbound: Outbound) -> Request:
    """Return the request that does the action."""
    chat = int(outbound.conversation.chat)
    match outbound.action:
        case Post(controls=controls) as post:
            text, marks = _compose(post)
            whole = cut(text, LIMITS.text)
            entities = () if outbound.plain else _entities(whole, marks)
            return SendMessage(chat=chat, text=whole, entities=entities, keyboard=_keyboard(controls))
        case Strip(message_id=message):
            return ClearKeyboard(chat=chat, message=int(message))
        case Typing(seconds=seconds):
            return ShowTyping(chat=chat, seconds=seconds)
        case unreachable:
            assert_never(unreachable)


def cut(text: str, limit: int) -> str:
    """Return the text in at most `limit` characters, ending in “…” if cut, and never within a sign."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and (_continues(text[end]) or text[end - 1] == "\N{ZERO WIDTH JOINER}"):
        end -= 1
    return text[:end].rstrip() + "…"


def _compose(post: Post) -> tuple[str, list[_Mark]]:
    """Join the lines. A speaker is named where he begins, not at every line; a letter is a quotation."""
    text, marks, named = "", [], ""
    for line in post.lines:
        text += gap(line) if text else ""
        match line:
            case Notice():
                marks.append(_Mark(look="blockquote", start=len(text), length=len(line.text)))
                named = ""
            case Say(name=name) if line.speaker == MASK:
                start, named = len(text), ""
                text += f"{name}: "
                marks.append(_Mark(look="italic", start=start, length=len(text) - start + len(line.text)))
            case Say(name=name, spans=spans):
                if name and name != named:
                    marks.append(_Mark(look="bold", start=len(text), length=len(name)))
                    text += name + "\n"
                named = name
                for span in spans:
                    start = len(text) + span.start
                    marks.append(_Mark(look=_LOOKS[span.kind], start=start, length=span.length))
        text += line.text
    if post.is_letter:
        marks.insert(0, _Mark(look="blockquote", start=0, length=len(text)))
    return text, marks


def _entities(text: str, marks: Sequence[_Mark]) -> tuple[JSON, ...]:
    """Turn characters into UTF-16 units, within the text as it was cut."""
    entities = []
    for mark in marks:
        offset = _units(text[: mark.start])
        length = _units(text[mark.start : mark.start + mark.length])
        if length:
            entities.append({"type": mark.look, "offset": offset, "length": length})
    return tuple(entities)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _keyboard(controls: Offer | Listen | None) -> JSON | None:
    """One choice a row: on a phone, two would be cut to a few letters each."""
    if controls is None or not controls.choices:
        return None
    rows = [
        [{"text": _label(choice), "callback_data": str(ButtonToken(offer=controls.offer, choice=n))}]
        for n, choice in enumerate(controls.choices[: LIMITS.buttons])
    ]
    return {"inline_keyboard": rows}


def _label(choice: Choice) -> str:
    return cut(choice.label, LIMITS.label)


def _continues(character: str) -> bool:
    """Whether it belongs to the sign before it: an accent, a skin tone, half of a family."""
    return character in _JOINERS or unicodedata.category(character) in {"Mn", "Me", "Mc"}
