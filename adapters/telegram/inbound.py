"""From Telegram's updates, as the raw JSON they arrive in, to what a reader did: pure.

Only private chats are read. Elsewhere the bot only says that it reads privately, and only when spoken to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from adapters.commands import NAMES, language_of, read_text
from adapters.port import ConversationKey, Inbound, Reader
from adapters.tokens import read_token
from narrative.events import Chose, Edited, Language, ReaderEvent, Said, SentOther

JSON: TypeAlias = Mapping[str, Any]

PLATFORM = "telegram"
UPDATE_KINDS = ("message", "edited_message", "callback_query", "channel_post")
"""The updates that this module understands; the bot asks for no others."""

# What a reader can send besides text. An animation is also a document, a venue a location: they go first.
_MEDIA = (
    *("animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "paid_media"),
    *(
        "photo",
        "poll",
        "rich_message",
        "sticker",
        "story",
        "venue",
        "location",
        "video",
        "video_note",
        "voice",
    ),
)
# What any message may carry. One with nothing else holds something that Telegram does not tell bots about;
# one with something else again is a service message (a pin, a new background): nobody speaks in it.
_ENVELOPE = frozenset(
    {
        *(
            "message_id",
            "message_thread_id",
            "is_topic_message",
            "direct_messages_topic",
            "from",
            "chat",
            "date",
        ),
        *(
            "edit_date",
            "is_from_offline",
            "sender_business_bot",
            "via_bot",
            "forward_origin",
            "media_group_id",
        ),
        *("reply_to_message", "external_reply", "quote", "reply_to_story", "reply_to_checklist_task_id"),
        *("reply_to_poll_option_id", "has_protected_content", "paid_star_count", "effect_id", "reply_markup"),
    }
)
_ADDRESS = re.compile(r"/([^\s/@]{1,32})(?:@(\w+))?(?:\s|$)")
# Half of a broken surrogate pair: legal in JSON, but no database and no network takes it.
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCall:
    """Somebody called the bot by a command where it does not read: a group or a channel."""

    chat: int
    message: int
    language: Language


def translate(update: JSON, now: datetime) -> Inbound | None:
    """Return what a reader did, or None if nobody did anything to us in private.

    Update ids may start anew after a quiet week, so events are known by their message or press instead.
    """
    match update:
        case {"message": {"chat": {"type": "private"}} as message}:
            inbound = _sent(message)
        case {"edited_message": {"chat": {"type": "private"}} as message}:
            inbound = _edited(message)
        case {"callback_query": {"message": {"chat": {"type": "private"} as chat}} as press}:
            event_id, chosen = f"callback:{press['id']}", _chosen(press.get("data", ""))
            inbound = _inbound(event_id, press, chat, now, chosen)
        case _:
            inbound = None
    return replace(inbound, cursor=update["update_id"]) if inbound else None


def press_of(update: JSON) -> str | None:
    """Return the id of the button press in an update, which Telegram wants answered within seconds."""
    match update:
        case {"callback_query": {"id": str(press)}}:
            return press
        case _:
            return None


def public_call(update: JSON, me: str) -> PublicCall | None:
    """Return the call if somebody used a command of ours outside a private chat. `me` is our username."""
    match update:
        case {"message": {"chat": {"type": "group" | "supergroup"}} as message} | {"channel_post": message}:
            pass
        case _:
            return None
    match message:
        case {"chat": {"id": int(chat)}, "message_id": int(number), "text": str(text)} if _calls(text, me):
            return PublicCall(chat=chat, message=number, language=_language(message) or Language.ENGLISH)
        case _:
            return None


def _inbound(event_id: str, sent: JSON, chat: JSON, at: datetime, event: ReaderEvent) -> Inbound:
    return Inbound(
        event_id=event_id,
        conversation=ConversationKey(platform=PLATFORM, chat=str(chat["id"])),
        reader=Reader(id=str(sent["from"]["id"]), language=_language(sent)),
        at=at,
        event=event,
    )


def _sent(message: JSON) -> Inbound | None:
    if (event := _event(message)) is None:
        return None
    at = datetime.fromtimestamp(message["date"], UTC)
    return _inbound(_message_id(message, event), message, message["chat"], at, event)


def _edited(message: JSON) -> Inbound | None:
    """A live location moves by edits: without words, nothing was edited that we ever read."""
    if (text := message.get("text", message.get("caption"))) is None:
        return None
    chat, edited = message["chat"], message["edit_date"]
    event_id = f"edit:{chat['id']}:{message['message_id']}:{edited}"
    return _inbound(event_id, message, chat, datetime.fromtimestamp(edited, UTC), Edited(text=_sound(text)))


def _message_id(message: JSON, event: ReaderEvent) -> str:
    """The wordless pictures of an album are one event, so that they get one answer."""
    chat = message["chat"]["id"]
    if isinstance(event, SentOther) and "media_group_id" in message:
        return f"album:{chat}:{message['media_group_id']}"
    return f"message:{chat}:{message['message_id']}"


def _event(message: JSON) -> ReaderEvent | None:
    if "text" in message:
        return read_text(_sound(message["text"]))
    if "caption" in message:
        return Said(text=_sound(message["caption"]))
    for kind in _MEDIA:
        if kind in message:
            return SentOther(kind=kind)
    return None if message.keys() - _ENVELOPE else SentOther(kind="unsupported")


def _chosen(data: str) -> Chose:
    """A press without a token of ours chooses from offer 0, which no reading ever makes: it is stale."""
    token = read_token(data)
    return Chose(offer=token.offer, choice=token.choice) if token else Chose(offer=0, choice=0)


def _language(sent: JSON) -> Language | None:
    match sent:
        case {"from": {"language_code": str(tag)}}:
            return language_of(tag)
        case _:
            return None


def _calls(text: str, me: str) -> bool:
    """Telegram shows a bot bare commands in a group only when they are meant for it."""
    match = _ADDRESS.match(text)
    if match is None:
        return False
    return match[2].lower() == me.lower() if match[2] else match[1].lower() in NAMES


def _sound(text: str) -> str:
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)
