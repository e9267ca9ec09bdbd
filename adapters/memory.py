"""The in-memory twin: a platform without a network, which keeps what its readers would see."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import assert_never

from adapters.commands import read_text
from adapters.port import (
    ConversationKey,
    DeliveryError,
    Inbound,
    Limits,
    Mailbox,
    Outbound,
    Post,
    Reader,
    Receipt,
    Strip,
    Typing,
)
from adapters.tokens import ButtonToken
from narrative.events import Chose, Language, ReaderEvent

PLATFORM = "memory"


@dataclass(slots=True, kw_only=True)
class Message:
    """A message as its readers see it: its text, and the buttons still under it by their labels."""

    id: str
    text: str
    buttons: dict[str, ButtonToken] = field(default_factory=dict)


class MemoryAdapter:
    """Takes what comes from `arrivals`, batch by batch, until there is no more.

    `performed` is every action that succeeded, `chats` what stands in each chat now, `troubles` the errors
    that the next messages meet, one each, in order.
    """

    platform = PLATFORM
    limits = Limits(text=4096, label=64, buttons=100)

    def __init__(self, *, arrivals: AsyncIterable[Sequence[Inbound]], now: Callable[[], datetime]) -> None:
        self.performed: list[Outbound] = []
        self.chats: dict[str, list[Message]] = {}
        self.troubles: list[DeliveryError] = []
        self._arrivals = arrivals
        self._now = now
        self._event_ids = count(1)

    async def run(self, mailbox: Mailbox) -> None:
        """Put everything that arrives into the mailbox."""
        async for batch in self._arrivals:
            await mailbox.accept(batch)

    async def perform(self, outbound: Outbound) -> Receipt:
        """Do one action. Typing takes no time, and no trouble."""
        action = outbound.action
        if self.troubles and not isinstance(action, Typing):
            raise self.troubles.pop(0)
        self.performed.append(outbound)
        chat = self.chats.setdefault(outbound.conversation.chat, [])
        match action:
            case Post():
                message = _message(str(outbound.id), action)
                chat.append(message)
                return Receipt(message_id=message.id)
            case Strip(message_id=message_id):
                for message in chat:
                    if message.id == message_id:
                        message.buttons.clear()
            case Typing():
                pass
            case _:
                assert_never(action)
        return Receipt()

    def typed(
        self, chat: str, text: str, *, reader: str = "reader", language: Language | None = None
    ) -> Inbound:
        """Return what arrives when the reader types that."""
        return self._inbound(chat, Reader(id=reader, language=language), read_text(text))

    def pressed(self, chat: str, label: str, *, reader: str = "reader") -> Inbound:
        """Return what arrives when the reader presses the newest button with that label."""
        token = next(
            message.buttons[label] for message in reversed(self.chats[chat]) if label in message.buttons
        )
        return self._inbound(chat, Reader(id=reader), Chose(offer=token.offer, choice=token.choice))

    def _inbound(self, chat: str, reader: Reader, event: ReaderEvent) -> Inbound:
        number = next(self._event_ids)
        return Inbound(
            event_id=str(number),
            conversation=ConversationKey(platform=self.platform, chat=chat),
            reader=reader,
            at=self._now(),
            event=event,
            cursor=number,
        )


def _message(id_: str, post: Post) -> Message:
    choices = post.controls.choices if post.controls else ()
    offer = post.controls.offer if post.controls else 0
    return Message(
        id=id_,
        text="\n\n".join(line.text for line in post.lines),
        buttons={
            choice.label: ButtonToken(offer=offer, choice=index) for index, choice in enumerate(choices)
        },
    )
