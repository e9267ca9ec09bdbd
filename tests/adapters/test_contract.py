"""The port's contract: what the bot relies on, whichever platform it speaks to."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from adapters.port import (
    Action,
    DeliveryError,
    Outbound,
    Post,
    ReaderUnreachable,
    Receipt,
    Rejected,
    RetryLater,
    Strip,
    Typing,
    Unavailable,
)
from narrative.cues import Choice, Listen, Notice, Offer, Say, Span
from narrative.events import Asked, Chose, Command, Language, Misplaced, Said
from tests.adapters.contract import Harness, Letterbox

_ids = count(1)

PLAIN_TEXTS = [
    "Good evening.",
    "Dua baris\ndan “kutipan”",
    "@everyone <b>bold</b> *stars* _lines_ `ticks` [link](https://example.org) ||spoiler||",
    "1. no list\n# no heading\n> no quotation\n- no dash",
    "🎭 \u200d مرحبا",
    "x" * 900,
]


def outbound(harness: Harness, action: Action, *, plain: bool = False) -> Outbound:
    return Outbound(
        id=next(_ids),
        conversation=harness.conversation,
        language=Language.ENGLISH,
        action=action,
        plain=plain,
    )


async def perform(harness: Harness, action: Action) -> Receipt:
    return await harness.adapter.perform(outbound(harness, action))


def post(text: str, *labels: str, offer: int = 1) -> Post:
    choices = tuple(Choice(label=label) for label in labels)
    line = Say(speaker="Narrator", name="", text=text)
    return Post(lines=(line,), controls=Offer(offer=offer, choices=choices) if labels else None)


# In


async def test_what_a_reader_types_is_said_as_it_is(harness: Harness, letterbox: Letterbox) -> None:
    await harness.types("  Selamat malam, *kamu*. ")
    assert "Selamat malam, *kamu*." == (await letterbox.holds(1))[0].text.strip()
    (one,) = letterbox.inbound
    assert harness.conversation == one.conversation
    assert harness.adapter.platform == one.conversation.platform
    assert one.at.utcoffset() is not None
    assert "" not in (one.event_id, one.reader.id)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/help", Asked(command=Command.HELP)),
        ("/tempo tenang", Asked(command=Command.PACE, argument="tenang")),
        ("/dance", Misplaced(name="dance")),
    ],
)
async def test_a_typed_command_is_asked(
    harness: Harness, letterbox: Letterbox, text: str, event: Asked | Misplaced
) -> None:
    await harness.types(text)
    assert [event] == await letterbox.holds(1)


async def test_events_come_in_the_readers_order_under_their_own_ids(
    harness: Harness, letterbox: Letterbox
) -> None:
    words = ["one", "two", "three", "four"]
    for word in words:
        await harness.types(word)
    assert [Said(text=word) for word in words] == await letterbox.holds(4)
    assert 4 == len({one.event_id for one in letterbox.inbound})


# Out


@pytest.mark.parametrize("text", PLAIN_TEXTS)
async def test_a_text_arrives_letter_by_letter(harness: Harness, text: str) -> None:
    """Invariant 16: narrative text is never markup."""
    await perform(harness, post(text))
    assert [text] == harness.texts()


async def test_a_decorated_text_arrives_with_its_words_whole(harness: Harness) -> None:
    line = Say(
        speaker="She",
        name="She",
        text="You said *that*, did you?",
        spans=(Span(kind="i", start=0, length=3), Span(kind="quote", start=9, length=6)),
    )
    await perform(harness, Post(lines=(line,)))
    assert "You said *that*, did you?" in harness.texts()[0]


async def test_a_plain_message_arrives_too(harness: Harness) -> None:
    await harness.adapter.perform(outbound(harness, post("*plain*"), plain=True))
    assert ["*plain*"] == harness.texts()


async def test_messages_arrive_in_order_each_with_a_receipt(harness: Harness) -> None:
    receipts = [await perform(harness, post(text)) for text in ("one", "two", "three")]
    assert ["one", "two", "three"] == harness.texts()
    assert 3 == len({receipt.message_id for receipt in receipts} - {""})


async def test_an_offers_buttons_come_back_as_its_choices(harness: Harness, letterbox: Letterbox) -> None:
    await perform(harness, post("Which?", "Wax", "Resin", offer=41))
    assert ["Wax", "Resin"] == harness.labels()
    await harness.presses("Resin")
    assert [Chose(offer=41, choice=1)] == await letterbox.holds(1)


async def test_suggestions_come_back_as_choices_too(harness: Harness, letterbox: Letterbox) -> None:
    suggestions = (Choice(label="Ask her"), Choice(label="Lie"))
    listen = Listen(offer=5, choices=suggestions)
    await perform(harness, Post(lines=(Notice(text="Well?"),), controls=listen))
    await harness.presses("Ask her")
    assert [Chose(offer=5, choice=0)] == await letterbox.holds(1)


async def test_many_long_choices_all_have_a_button(harness: Harness, letterbox: Letterbox) -> None:
    """Labels are at most 40 characters in a well-kept story; what is longer may be cut, never lost."""
    labels = [f"{number} {'very long ' * 12}" for number in range(8)]
    await perform(harness, post("Which?", *labels, offer=2))
    assert 8 == len(harness.labels())
    await harness.presses(harness.labels()[7])
    assert [Chose(offer=2, choice=7)] == await letterbox.holds(1)


async def test_stripped_buttons_are_gone_and_the_text_stays(harness: Harness) -> None:
    receipt = await perform(harness, post("Which?", "Wax", "Resin"))
    await perform(harness, Strip(message_id=receipt.message_id))
    assert (["Which?"], []) == (harness.texts(), harness.labels())


async def test_stripping_takes_no_other_messages_buttons(harness: Harness) -> None:
    first = await perform(harness, post("Which?", "Wax", offer=1))
    await perform(harness, post("And now?", "Resin", offer=2))
    await perform(harness, Strip(message_id=first.message_id))
    assert ["Resin"] == harness.labels()


@pytest.mark.parametrize("message_id", ["", "999999"])
async def test_stripping_what_is_bare_or_gone_is_no_error(harness: Harness, message_id: str) -> None:
    receipt = await perform(harness, post("Nothing here."))
    assert Receipt() == await perform(harness, Strip(message_id=message_id or receipt.message_id))


async def test_typing_leaves_nothing_behind(harness: Harness) -> None:
    await perform(harness, Typing(seconds=0.01))
    assert [] == harness.texts()


async def test_typing_never_fails(harness: Harness) -> None:
    harness.next_fails("down")
    await perform(harness, Typing(seconds=0.01))


async def test_typing_can_be_cut_short(harness: Harness) -> None:
    typing = asyncio.create_task(perform(harness, Typing(seconds=3600)))
    await asyncio.sleep(0)
    typing.cancel()
    await asyncio.gather(typing, return_exceptions=True)
    await perform(harness, post("Well?"))
    assert ["Well?"] == harness.texts()


@pytest.mark.parametrize(
    ("kind", "error"),
    [("later", RetryLater), ("down", Unavailable), ("blocked", ReaderUnreachable), ("refused", Rejected)],
)
async def test_every_failure_is_a_delivery_error_and_leaves_nothing(
    harness: Harness, kind: str, error: type[DeliveryError]
) -> None:
    harness.next_fails(kind)
    with pytest.raises(error):
        await perform(harness, post("Well?"))
    assert [] == harness.texts()


async def test_after_a_failure_the_same_message_can_be_sent(harness: Harness) -> None:
    again = outbound(harness, post("Well?"))
    harness.next_fails("down")
    with pytest.raises(Unavailable):
        await harness.adapter.perform(again)
    await harness.adapter.perform(again)
    assert ["Well?"] == harness.texts()


async def test_the_limits_leave_room_for_a_folded_message(harness: Harness) -> None:
    assert harness.adapter.limits.text >= 1800
    assert harness.adapter.limits.label >= 40
