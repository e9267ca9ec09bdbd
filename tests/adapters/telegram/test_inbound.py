"""What Telegram sends, and what is made of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.port import ConversationKey, Inbound, Reader
from adapters.telegram.inbound import PublicCall, press_of, public_call, translate
from narrative.events import (
    Asked,
    Chose,
    Command,
    Edited,
    Language,
    Misplaced,
    ReaderEvent,
    Said,
    SentOther,
)

JSON = dict[str, Any]
WRITTEN = 1_700_000_000
AT = datetime.fromtimestamp(WRITTEN, UTC)
NOW = AT + timedelta(seconds=5)


def message(**content: Any) -> JSON:
    person = {"id": 7, "is_bot": False, "first_name": "R", "language_code": "id"}
    return {"message_id": 3, "date": WRITTEN, "chat": {"id": 7, "type": "private"}, "from": person, **content}


def update(**content: Any) -> JSON:
    return {"update_id": 55, **content}


def press(data: str | None, **message_content: Any) -> JSON:
    under = {"message_id": 9, "date": WRITTEN, "chat": {"id": 7, "type": "private"}, **message_content}
    query: JSON = {"id": "q1", "from": {"id": 7, "language_code": "en-GB"}, "message": under}
    return update(callback_query=query if data is None else query | {"data": data})


def event_of(sent: JSON) -> ReaderEvent | None:
    inbound = translate(sent, NOW)
    return inbound.event if inbound else None


def test_a_message_is_an_envelope_with_everything_in_it() -> None:
    expected = Inbound(
        event_id="message:7:3",
        conversation=ConversationKey(platform="telegram", chat="7"),
        reader=Reader(id="7", language=Language.INDONESIAN),
        at=AT,
        event=Said(text="halo"),
        cursor=55,
    )
    assert expected == translate(update(message=message(text="halo")), NOW)


def test_a_press_is_an_envelope_with_everything_in_it() -> None:
    """Telegram does not say when a button was pressed: it is now."""
    expected = Inbound(
        event_id="callback:q1",
        conversation=ConversationKey(platform="telegram", chat="7"),
        reader=Reader(id="7", language=Language.ENGLISH),
        at=NOW,
        event=Chose(offer=12, choice=1),
        cursor=55,
    )
    assert expected == translate(press("k1:12:1"), NOW)


def test_an_edit_is_an_envelope_with_everything_in_it() -> None:
    """Each edit of one message is an event of its own."""
    expected = Inbound(
        event_id=f"edit:7:3:{WRITTEN + 2}",
        conversation=ConversationKey(platform="telegram", chat="7"),
        reader=Reader(id="7", language=Language.INDONESIAN),
        at=AT + timedelta(seconds=2),
        event=Edited(text="halo lagi"),
        cursor=55,
    )
    edited = message(text="halo lagi", edit_date=WRITTEN + 2)
    assert expected == translate(update(edited_message=edited), NOW)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", Said(text="hello")),
        ("  two  spaces ", Said(text="  two  spaces ")),
        ("/start", Asked(command=Command.START)),
        ("/start payload", Asked(command=Command.START, argument="payload")),
        ("/mulai@kedok_bot", Asked(command=Command.START)),
        ("/pace calm", Asked(command=Command.PACE, argument="calm")),
        ("/tempo tenang", Asked(command=Command.PACE, argument="tenang")),
        ("/sing", Misplaced(name="sing")),
        ("😀😀", Said(text="😀😀")),
        ("مرحبا", Said(text="مرحبا")),
        ("\u200b\u200d", Said(text="\u200b\u200d")),
        ("<b>bold</b> & *stars* _under_ @everyone", Said(text="<b>bold</b> & *stars* _under_ @everyone")),
        ("'); DROP TABLE inbox; --", Said(text="'); DROP TABLE inbox; --")),
        ("x" * 4096, Said(text="x" * 4096)),
    ],
)
def test_a_text_is_speech_or_a_command_and_never_markup(text: str, expected: ReaderEvent) -> None:
    assert expected == event_of(update(message=message(text=text)))


def test_half_a_surrogate_pair_does_not_get_through() -> None:
    """JSON may hold one, and neither a database nor a network takes it."""
    assert Said(text="a\ufffdb") == event_of(update(message=message(text="a\ud83db")))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"photo": []}, SentOther(kind="photo")),
        ({"sticker": {}}, SentOther(kind="sticker")),
        ({"voice": {}}, SentOther(kind="voice")),
        ({"document": {}}, SentOther(kind="document")),
        ({"animation": {}, "document": {}}, SentOther(kind="animation")),
        ({"venue": {}, "location": {}}, SentOther(kind="venue")),
        ({"location": {}}, SentOther(kind="location")),
        ({"poll": {}}, SentOther(kind="poll")),
        ({"photo": [], "caption": "this is me"}, Said(text="this is me")),
        ({}, SentOther(kind="unsupported")),
        ({"forward_origin": {}}, SentOther(kind="unsupported")),
    ],
)
def test_what_is_not_text_is_told_apart_by_its_kind(content: JSON, expected: ReaderEvent) -> None:
    assert expected == event_of(update(message=message(**content)))


def test_the_pictures_of_an_album_are_one_event() -> None:
    """Ten pictures at once must not get ten answers; the words under one of them count by themselves."""
    album = [
        message(message_id=3, media_group_id="m", photo=[], caption="look"),
        message(message_id=4, media_group_id="m", photo=[]),
        message(message_id=5, media_group_id="m", photo=[]),
    ]
    ids = [inbound.event_id for one in album if (inbound := translate(update(message=one), NOW))]
    assert ["message:7:3", "album:7:m", "album:7:m"] == ids


@pytest.mark.parametrize(
    "data",
    ["", "k1:1", "k1:1:1:1", "k2:1:1", "k1:-1:0", "k1:x:0", "k1:1234567890:0", "k1:1:0\n", "spoof", None],
)
def test_a_press_that_is_not_ours_is_stale(data: str | None) -> None:
    """Offer 0 is never made."""
    assert Chose(offer=0, choice=0) == event_of(press(data))


def test_a_press_under_a_message_too_old_to_be_seen_counts_too() -> None:
    assert Chose(offer=1, choice=0) == event_of(press("k1:1:0", date=0))


GROUP = {"id": -100, "type": "supergroup", "title": "G"}


@pytest.mark.parametrize(
    "sent",
    [
        update(message=message(chat=GROUP, text="hello")),
        update(edited_message=message(chat=GROUP, text="hello", edit_date=WRITTEN)),
        update(
            channel_post={
                "message_id": 1,
                "date": WRITTEN,
                "chat": {"id": -5, "type": "channel"},
                "text": "x",
            }
        ),
        press("k1:1:0", chat=GROUP),
        update(callback_query={"id": "q", "from": {"id": 7}, "inline_message_id": "i", "data": "k1:1:0"}),
        update(message=message(pinned_message={})),
        update(message=message(chat_background_set={})),
        update(edited_message=message(location={}, edit_date=WRITTEN)),
        update(my_chat_member={}),
        update(poll={}),
        update(),
    ],
)
def test_what_no_reader_did_in_private_is_nothing(sent: JSON) -> None:
    assert None is translate(sent, NOW)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (press("k1:1:0"), "q1"),
        (press("k1:1:0", chat=GROUP), "q1"),
        (update(message=message(text="x")), None),
    ],
)
def test_every_press_waits_for_an_answer(sent: JSON, expected: str | None) -> None:
    assert expected == press_of(sent)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("/start", True),
        ("/mulai now", True),
        ("/start@kedok_bot", True),
        ("/anything@Kedok_Bot please", True),
        ("/start@other_bot", False),
        ("/weather", False),
        ("start", False),
        ("so /start", False),
        ("@kedok_bot hello", False),
        ("/start@", False),
    ],
)
def test_in_a_group_only_our_commands_call_us(text: str, called: bool) -> None:
    expected = PublicCall(chat=-100, message=3, language=Language.INDONESIAN) if called else None
    assert expected == public_call(update(message=message(chat=GROUP, text=text)), "kedok_bot")


def test_a_channel_can_call_us_too_and_has_no_language() -> None:
    post = {
        "message_id": 1,
        "date": WRITTEN,
        "chat": {"id": -5, "type": "channel"},
        "text": "/start@kedok_bot",
    }
    expected = PublicCall(chat=-5, message=1, language=Language.ENGLISH)
    assert expected == public_call(update(channel_post=post), "kedok_bot")


@pytest.mark.parametrize("chat", [{"id": 7, "type": "private"}, None, 3, {}])
def test_nothing_private_or_broken_is_a_public_call(chat: object) -> None:
    assert None is public_call(update(message={"chat": chat, "text": "/start"}), "kedok_bot")


@given(st.text(max_size=200))
def test_whatever_is_typed_comes_in_whole_and_can_be_stored(text: str) -> None:
    inbound = translate(update(message=message(text=text)), NOW)
    assert inbound
    match inbound.event:
        case Said(text=said):
            assert text == said
        case Asked() | Misplaced():
            assert text.strip().startswith("/")
    repr(inbound).encode()
