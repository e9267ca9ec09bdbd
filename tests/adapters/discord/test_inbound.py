"""From the plain facts of a Discord event to what the reader did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.inbound import (
    InteractionFacts,
    MessageFacts,
    edit_inbound,
    interaction_inbound,
    kind_of,
    message_inbound,
)
from adapters.port import ConversationKey, Inbound, Reader
from narrative.events import Asked, Chose, Command, Edited, Language, Misplaced, ReaderEvent, Said, SentOther

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE = ConversationKey(platform="discord", chat="50")
SAYS = MessageFacts(id=1000, chat=50, author=7, bot=99, at=NOON, text="hello")


def test_a_message_is_speech() -> None:
    expected = Inbound(
        event_id="message:1000",
        conversation=HERE,
        reader=Reader(id="7"),
        at=NOON,
        event=Said(text="hello"),
        cursor=1000,
    )
    assert expected == message_inbound(SAYS)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("  hello  ", Said(text="  hello  ")),
        ("<@99> hello", Said(text="hello")),
        ("<@!99>\thello", Said(text="hello")),
        ("hello <@99>", Said(text="hello")),
        ("hello <@99> you", Said(text="hello <@99> you")),
        ("<@98> hello", Said(text="<@98> hello")),
        ("<@99>", Said(text="")),
        ("<@99> /undo", Asked(command=Command.UNDO)),
        ("/batal", Asked(command=Command.UNDO)),
        ("/tempo tenang", Asked(command=Command.PACE, argument="tenang")),
        ("/dance", Misplaced(name="dance")),
        ("I <:smile:123456789012345678> you", Said(text="I :smile: you")),
        ("<a:wave:123456789012345678>", Said(text=":wave:")),
        ("@everyone **hi** \u202b\u05e9\u200b", Said(text="@everyone **hi** \u202b\u05e9\u200b")),
        ("😀😀", Said(text="😀😀")),
    ],
)
def test_texts_are_read(text: str, event: ReaderEvent) -> None:
    inbound = message_inbound(replace(SAYS, text=text))
    assert inbound is not None
    assert event == inbound.event


@given(st.text().filter(lambda text: "/" not in text and "<" not in text))
def test_any_other_text_is_said_exactly(text: str) -> None:
    inbound = message_inbound(replace(SAYS, text=text))
    assert inbound is not None
    assert Said(text=text) == inbound.event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("", SentOther(kind="photo")),
        (" \n", SentOther(kind="photo")),
        ("<@99>", SentOther(kind="photo")),
        ("look", Said(text="look")),
    ],
)
def test_a_photo_counts_where_nothing_is_said(text: str, event: ReaderEvent) -> None:
    inbound = message_inbound(replace(SAYS, text=text, other="photo"))
    assert inbound is not None
    assert event == inbound.event


@pytest.mark.parametrize("facts", [replace(SAYS, by_a_bot=True), replace(SAYS, addressed=False, text="")])
def test_what_is_not_for_the_bot_is_nothing(facts: MessageFacts) -> None:
    assert (None, None) == (message_inbound(facts), edit_inbound(facts, NOON))


def test_an_edit_happens_when_it_is_made_and_moves_no_cursor() -> None:
    later = NOON + timedelta(minutes=1)
    expected = Inbound(
        event_id="edit:1000:2026-03-01T12:01:00+00:00",
        conversation=HERE,
        reader=Reader(id="7"),
        at=later,
        event=Edited(text="hallo"),
    )
    assert expected == edit_inbound(replace(SAYS, text="<@99> hallo"), later)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("id", Language.INDONESIAN), ("en-GB", Language.ENGLISH), ("en-US", Language.ENGLISH), ("de", None)],
)
def test_an_interaction_brings_the_readers_language(locale: str, language: Language | None) -> None:
    facts = InteractionFacts(id=1001, chat=50, user=7, at=NOON, locale=locale)
    expected = Inbound(
        event_id="interaction:1001",
        conversation=HERE,
        reader=Reader(id="7", language=language),
        at=NOON,
        event=Chose(offer=3, choice=1),
        cursor=1001,
    )
    assert expected == interaction_inbound(facts, Chose(offer=3, choice=1))


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("image/png", "photo"),
        ("video/mp4", "video"),
        ("audio/ogg", "audio"),
        ("text/plain", "file"),
        (None, "file"),
    ],
)
def test_attachments_have_kinds(content_type: str | None, kind: str) -> None:
    assert kind == kind_of(content_type)
