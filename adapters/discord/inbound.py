"""From the plain facts of a Discord event to what the reader did, or to nothing. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from adapters.commands import language_of, read_text
from adapters.port import ConversationKey, Inbound, Reader
from narrative.events import Edited, ReaderEvent, SentOther

PLATFORM = "discord"

_CUSTOM_EMOJI = re.compile(r"<a?(:\w{2,32}:)[0-9]{15,21}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """What matters of a message. `addressed`: a DM, or a mention of the bot or a reply to it.

    Without the privileged intent Discord blanks everything else, so what is not addressed says nothing.
    """

    id: int
    chat: int
    author: int
    bot: int
    at: datetime
    text: str
    by_a_bot: bool = False
    addressed: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionFacts:
    """What matters of a press, a slash command or a submitted modal."""

    id: int
    chat: int
    user: int
    at: datetime
    locale: str


def message_inbound(facts: MessageFacts) -> Inbound | None:
    """Return what the message says to the bot, if it does: its text first, else what it brings."""
    if facts.by_a_bot or not facts.addressed:
        return None
    text = _words(facts)
    event = SentOther(kind=facts.other) if facts.other and not text.strip() else read_text(text)
    return _of_message(facts, f"message:{facts.id}", facts.at, event, cursor=facts.id)


def edit_inbound(facts: MessageFacts, edited_at: datetime) -> Inbound | None:
    """Return the edit of a message that the bot may read, if it is one."""
    if facts.by_a_bot or not facts.addressed:
        return None
    event_id = f"edit:{facts.id}:{edited_at.isoformat()}"
    return _of_message(facts, event_id, edited_at, Edited(text=_words(facts)))


def interaction_inbound(facts: InteractionFacts, event: ReaderEvent) -> Inbound:
    """Return the event with its sender. Interactions and messages are numbered in one sequence."""
    return Inbound(
        event_id=f"interaction:{facts.id}",
        conversation=conversation(facts.chat),
        reader=Reader(id=str(facts.user), language=language_of(facts.locale)),
        at=facts.at,
        event=event,
        cursor=facts.id,
    )


def conversation(chat: int) -> ConversationKey:
    """Return the key of the reading in that DM or thread."""
    return ConversationKey(platform=PLATFORM, chat=str(chat))


def kind_of(content_type: str | None) -> str:
    """Return what an attachment of that media type is to a reader."""
    match (content_type or "").partition("/")[0]:
        case "image":
            return "photo"
        case "video" | "audio" as kind:
            return kind
        case _:
            return "file"


def _of_message(
    facts: MessageFacts, event_id: str, at: datetime, event: ReaderEvent, cursor: int = 0
) -> Inbound:
    return Inbound(
        event_id=event_id,
        conversation=conversation(facts.chat),
        reader=Reader(id=str(facts.author)),
        at=at,
        event=event,
        cursor=cursor,
    )


def _words(facts: MessageFacts) -> str:
    """Return the text as it was typed: without the mention that only calls the bot, `:emoji:` by name."""
    call = rf"<@!?{facts.bot}>"
    text = re.sub(rf"\A\s*{call}[ \t]*|[ \t]*{call}\s*\Z", "", facts.text)
    return _CUSTOM_EMOJI.sub(r"\1", text)
