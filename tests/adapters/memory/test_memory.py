"""The in-memory twin, where it is more than the port asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest

from adapters.memory import MemoryAdapter, Message
from adapters.port import ConversationKey, Inbound, Outbound, Post, Reader, Rejected, Typing, Unavailable
from adapters.tokens import ButtonToken
from narrative.cues import Choice, Notice, Offer
from narrative.events import Chose, Language, Said
from tests.adapters.contract import Letterbox

NOON = datetime(2001, 2, 3, 12, tzinfo=UTC)
OFFER = Offer(offer=3, choices=(Choice(label="Wax"), Choice(label="Resin")))


def adapter(*batches: Sequence[Inbound]) -> MemoryAdapter:
    async def arrivals() -> AsyncIterator[Sequence[Inbound]]:
        for batch in batches:
            yield batch

    return MemoryAdapter(arrivals=arrivals(), now=lambda: NOON)


def outbound(action: Post | Typing, id_: int = 1, chat: str = "a") -> Outbound:
    key = ConversationKey(platform="memory", chat=chat)
    return Outbound(id=id_, conversation=key, language=Language.ENGLISH, action=action)


def post(text: str, controls: Offer | None = None) -> Post:
    return Post(lines=(Notice(text=text),), controls=controls)


async def test_it_ends_when_nothing_more_arrives() -> None:
    twin = adapter()
    batches = [[twin.typed("a", "one"), twin.typed("a", "two")], [twin.typed("b", "three")]]
    letterbox = Letterbox()
    await adapter(*batches).run(letterbox)
    assert [one for batch in batches for one in batch] == letterbox.inbound


def test_what_a_reader_types_carries_a_cursor_and_an_id_of_its_own() -> None:
    twin = adapter()
    twin.typed("a", "one")
    expected = Inbound(
        event_id="2",
        conversation=ConversationKey(platform="memory", chat="a"),
        reader=Reader(id="kobo", language=Language.INDONESIAN),
        at=NOON,
        event=Said(text="two"),
        cursor=2,
    )
    assert expected == twin.typed("a", "two", reader="kobo", language=Language.INDONESIAN)


async def test_each_chat_has_its_own_messages() -> None:
    twin = adapter()
    await twin.perform(outbound(post("here", OFFER), 1, "a"))
    await twin.perform(outbound(post("there"), 2, "b"))
    assert {
        "a": [
            Message(
                id="1",
                text="here",
                buttons={"Wax": ButtonToken(offer=3, choice=0), "Resin": ButtonToken(offer=3, choice=1)},
            )
        ],
        "b": [Message(id="2", text="there")],
    } == twin.chats


async def test_a_press_is_of_the_newest_button_with_that_label() -> None:
    twin = adapter()
    for number in (7, 8):
        offer = Offer(offer=number, choices=(Choice(label="Yes"),))
        await twin.perform(outbound(post("Sure?", offer), number))
    assert Chose(offer=8, choice=0) == twin.pressed("a", "Yes").event


async def test_troubles_are_met_one_by_one_and_not_by_typing() -> None:
    twin = adapter()
    twin.troubles = [Rejected("first"), Unavailable("second")]
    await twin.perform(outbound(Typing(seconds=1)))
    with pytest.raises(Rejected):
        await twin.perform(outbound(post("x")))
    with pytest.raises(Unavailable):
        await twin.perform(outbound(post("x")))
    await twin.perform(outbound(post("x")))
    assert [Typing(seconds=1), post("x")] == [done.action for done in twin.performed]
