"""The port between the bot and every platform: envelopes in, messages out, errors with a policy.

DeliveryError
├── RetryLater(after)    the platform asks for patience: try the same message again after `after` seconds
├── Unavailable          the platform cannot be reached: back off and try again
├── ReaderUnreachable    blocked, deleted or forbidden: park the conversation until its reader writes again
└── Rejected             the platform will never take this message: send it as plain text, else drop it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from narrative.cues import LETTER, Listen, Notice, Offer, Say
from narrative.events import Language, ReaderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationKey:
    """Where a reading lives: a private chat, or a thread of its own. `chat` is the platform's id, as text."""

    platform: str
    chat: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.chat}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who acts: the platform's user id as text, and the language their app is set to, if it is one of ours."""

    id: str
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One thing a reader did. `event_id` is unique on its platform: a redelivery carries the same one.

    `cursor` is the platform's own position of the event (an update id, a message id) for catching up, or 0.
    """

    event_id: str
    conversation: ConversationKey
    reader: Reader
    at: datetime
    event: ReaderEvent
    cursor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message: its lines joined, with the controls under it. Always fits every platform's limits.

    Every turn ends with one post that has controls. `closing` marks the last message of a whole reading (its
    controls offer another one).
    """

    lines: tuple[Say | Notice, ...]
    controls: Offer | Listen | None = None
    closing: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether it is a page of a letter, and nothing else."""
        return all(isinstance(line, Say) and line.speaker == LETTER for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Take the buttons off the message with that platform id. A message already gone is no error."""

    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """Show for `seconds` that she is typing; `perform` returns when the time is over (or the reader skips it).

    Never essential: an adapter swallows every failure of it. Delivery cancels the call when the reader acts.
    """

    seconds: float


Action: TypeAlias = Post | Strip | Typing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """One action for one conversation. `id` is the outbox row's, unique and stable across retries (the nonce).

    `language` is the reader's, for the words on platform controls (the Speak button). `plain` asks for the
    text alone, without entities or other decoration, after a `Rejected`.
    """

    id: int
    conversation: ConversationKey
    language: Language
    action: Action
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the platform calls the message now; empty for actions that leave none."""

    message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one message of the platform holds, in its own units (Telegram counts UTF-16 only in entities)."""

    text: int
    label: int
    buttons: int


class Mailbox(Protocol):
    """Where gateways put what readers do. When `accept` returns, it is on disk and the platform may forget it."""

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        """Keep all of these, once each, or raise and keep none."""
        ...

    async def cursors(self, platform: str) -> dict[str, int]:
        """Return, for each of the platform's conversations by chat id, the highest cursor accepted (0: none)."""
        ...


class Adapter(Protocol):
    """One platform. `run` returns only when cancelled or when the platform is lost for good."""

    @property
    def platform(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    async def run(self, mailbox: Mailbox) -> None:
        """Receive until cancelled: acknowledge what the platform times, translate, accept into the mailbox.

        Raises PlatformRefused where the platform does not take our token, PlatformLost where waiting is in vain.
        """
        ...

    async def perform(self, outbound: Outbound) -> Receipt:
        """Do one action. Raises nothing but DeliveryError."""
        ...


class PlatformRefused(Exception):
    """The platform does not let us in: one sentence that says what to change, and never the token itself."""


class PlatformLost(Exception):
    """The platform closed the connection for good: one sentence for the operator, without the token."""


class DeliveryError(Exception):
    """An action did not reach its reader; the subclass says what to do about it."""


class RetryLater(DeliveryError):
    """The platform asks for patience."""

    def __init__(self, after: float) -> None:
        super().__init__(f"retry after {after:g} s")
        self.after = after

    def __reduce__(self) -> tuple[type[RetryLater], tuple[float]]:
        return (RetryLater, (self.after,))


class Unavailable(DeliveryError):
    """The platform cannot be reached now."""


class ReaderUnreachable(DeliveryError):
    """The reader blocked the bot, left, or the place is gone."""


class Rejected(DeliveryError):
    """The platform will never take this message as it is."""
