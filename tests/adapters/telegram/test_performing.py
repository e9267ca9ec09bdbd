"""Actions against a server on the loopback: what the reader sees, and what each refusal means."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from adapters.port import (
    Action,
    ConversationKey,
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
from adapters.telegram.gateway import TelegramGateway, delivery_error
from narrative.cues import Choice, Notice, Offer, Say, Span
from narrative.events import Language
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.fakes import Time

READER = 7
MIRROR = Offer(offer=3, choices=(Choice(label="Look"), Choice(label="Look away")))


def outbound(action: Action, *, chat: int = READER, plain: bool = False) -> Outbound:
    key = ConversationKey(platform="telegram", chat=str(chat))
    return Outbound(id=1, conversation=key, language=Language.ENGLISH, action=action, plain=plain)


def told(text: str, *spans: Span, controls: Offer | None = None) -> Post:
    return Post(lines=(Say(speaker="Narrator", name="", text=text, spans=spans),), controls=controls)


@pytest.fixture
async def gateway(api: BotApi, connect: Callable[..., TelegramGateway]) -> AsyncIterator[TelegramGateway]:
    """A gateway that only performs, to a reader who has written to it."""
    api.chat(READER)
    made = connect()
    async with made.application:
        yield made


async def test_a_message_is_seen_with_its_name_its_looks_and_its_buttons(
    api: BotApi, gateway: TelegramGateway
) -> None:
    line = Say(speaker="She", name="She", text="😀 You.", spans=(Span(kind="i", start=2, length=3),))
    receipt = await gateway.perform(outbound(Post(lines=(line,), controls=MIRROR)))
    expected_chat = "She\n😀 You.\n  [Look]\n  [Look away]\n"
    assert (Receipt(message_id="1"), expected_chat) == (receipt, api.transcript(READER))
    expected_request = {
        "chat_id": READER,
        "text": "She\n😀 You.",
        "entities": [
            {"type": "bold", "offset": 0, "length": 3},
            {"type": "italic", "offset": 7, "length": 3},
        ],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "Look", "callback_data": "k1:3:0"}],
                [{"text": "Look away", "callback_data": "k1:3:1"}],
            ]
        },
    }
    assert [expected_request] == api.called("sendMessage")


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b> &amp;",
        "*x* _y_ [a](http://b)",
        "@everyone",
        "مرحبا",
        "\u202eabc",
        "a\u200bb",
        "👩\u200d👧",
        "'\"\\%s{}",
    ],
)
async def test_hostile_text_is_seen_as_it_is(api: BotApi, gateway: TelegramGateway, text: str) -> None:
    await gateway.perform(outbound(told(text)))
    assert [text] == [message["text"] for message in api.sent(READER)]
    assert "entities" not in api.called("sendMessage")[0]


async def test_a_message_too_long_is_cut_and_still_sent(api: BotApi, gateway: TelegramGateway) -> None:
    await gateway.perform(outbound(told("😀" * 5000, Span(kind="i", start=0, length=5000))))
    assert ["😀" * 4095 + "…"] == [message["text"] for message in api.sent(READER)]


async def test_a_plain_message_keeps_its_words_and_buttons(api: BotApi, gateway: TelegramGateway) -> None:
    post = told("It rains.", Span(kind="i", start=0, length=2), controls=MIRROR)
    await gateway.perform(outbound(post, plain=True))
    assert "It rains.\n  [Look]\n  [Look away]\n" == api.transcript(READER)
    assert "entities" not in api.called("sendMessage")[0]


async def test_buttons_retire(api: BotApi, gateway: TelegramGateway) -> None:
    receipt = await gateway.perform(outbound(told("?", controls=MIRROR)))
    assert Receipt() == await gateway.perform(outbound(Strip(message_id=receipt.message_id)))
    assert "?\n" == api.transcript(READER)


async def test_buttons_may_be_retired_twice(api: BotApi, gateway: TelegramGateway) -> None:
    """“Message is not modified” is no error."""
    receipt = await gateway.perform(outbound(told("?", controls=MIRROR)))
    strip = outbound(Strip(message_id=receipt.message_id))
    assert [Receipt(), Receipt()] == [await gateway.perform(strip), await gateway.perform(strip)]


async def test_a_message_that_is_gone_has_no_buttons(api: BotApi, gateway: TelegramGateway) -> None:
    assert Receipt() == await gateway.perform(outbound(Strip(message_id="99")))
    api.violations.clear()


async def test_typing_is_shown_again_and_again_until_the_time_is_over(
    api: BotApi, gateway: TelegramGateway, time: Time
) -> None:
    assert Receipt() == await gateway.perform(outbound(Typing(seconds=10)))
    assert ([4.5, 4.5, 1.0], 3) == (time.slept, api.chat(READER).typing)


async def test_typing_that_cannot_be_shown_is_still_a_pause(
    api: BotApi, gateway: TelegramGateway, time: Time
) -> None:
    api.block(READER)
    assert Receipt() == await gateway.perform(outbound(Typing(seconds=2)))
    assert ([2], 0) == (time.slept, api.chat(READER).typing)


async def test_no_time_is_no_typing(api: BotApi, gateway: TelegramGateway) -> None:
    await gateway.perform(outbound(Typing(seconds=0)))
    assert [] == api.called("sendChatAction")


async def test_a_chat_gets_a_message_a_second(gateway: TelegramGateway, time: Time) -> None:
    for word in ("one", "two", "three"):
        await gateway.perform(outbound(told(word)))
    assert [1, 1] == time.slept


async def failure(gateway: TelegramGateway, action: Action, *, chat: int = READER) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await gateway.perform(outbound(action, chat=chat))
    return raised.value


@pytest.mark.parametrize("action", [told("hello"), Strip(message_id="1")])
async def test_a_reader_who_blocked_the_bot_is_unreachable(
    api: BotApi, gateway: TelegramGateway, action: Action
) -> None:
    api.block(READER)
    assert ReaderUnreachable is type(await failure(gateway, action))


@pytest.mark.parametrize("action", [told("hello"), Strip(message_id="1")])
async def test_a_chat_that_never_was_is_unreachable(gateway: TelegramGateway, action: Action) -> None:
    assert ReaderUnreachable is type(await failure(gateway, action, chat=12345))


async def test_a_chat_that_moved_is_unreachable(api: BotApi, gateway: TelegramGateway) -> None:
    api.chat(READER).migrated_to = -1001
    assert ReaderUnreachable is type(await failure(gateway, told("hello")))


async def test_a_reader_who_comes_back_is_reachable(api: BotApi, gateway: TelegramGateway) -> None:
    api.block(READER)
    await failure(gateway, told("hello"))
    api.unblock(READER)
    assert Receipt(message_id="1") == await gateway.perform(outbound(told("hello")))


async def test_a_flooded_telegram_is_obeyed(api: BotApi, gateway: TelegramGateway) -> None:
    api.refuse("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    error = await failure(gateway, told("hello"))
    assert isinstance(error, RetryLater)
    assert 3 == error.after


async def test_one_flooded_chat_does_not_stop_another(api: BotApi, gateway: TelegramGateway) -> None:
    api.chat(8)
    api.refuse("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    await failure(gateway, told("hello"))
    assert Receipt(message_id="1") == await gateway.perform(outbound(told("hello"), chat=8))


async def test_a_message_that_telegram_will_never_take_is_rejected(
    api: BotApi, gateway: TelegramGateway
) -> None:
    error = await failure(gateway, Post(lines=(Notice(text=" "),)))
    assert (Rejected, "BadRequest: Message text is empty") == (type(error), str(error))
    assert ["sendMessage: Bad Request: message text is empty"] == api.violations
    api.violations.clear()


@pytest.mark.parametrize("code", [401, 404, 500, 502])
async def test_a_failing_telegram_is_unavailable(api: BotApi, gateway: TelegramGateway, code: int) -> None:
    api.refuse("sendMessage", code, f"trouble at /bot{api.token}/sendMessage")
    error = await failure(gateway, told("hello"))
    assert Unavailable is type(error)
    assert api.token not in str(error)


async def test_a_lost_answer_is_unavailable_and_may_have_arrived(
    api: BotApi, gateway: TelegramGateway
) -> None:
    """Telegram knows no nonce: this is the one message that may come twice."""
    api.lose_answers("sendMessage")
    assert Unavailable is type(await failure(gateway, told("hello")))
    await gateway.perform(outbound(told("hello")))
    assert "hello\n\nhello\n" == api.transcript(READER)


async def test_after_the_connection_was_closed_telegram_is_unavailable(
    api: BotApi, connect: Callable[..., TelegramGateway]
) -> None:
    gateway = connect()
    async with gateway.application:
        pass
    assert Unavailable is type(await failure(gateway, told("hello")))


async def test_a_pause_can_be_cut_short(api: BotApi) -> None:
    """Delivery does so when the reader acts."""
    began = asyncio.Event()

    async def for_ever(_seconds: float) -> None:
        began.set()
        await asyncio.Event().wait()

    gateway = TelegramGateway(token=api.token, api_url=api.url, sleep=for_ever)
    api.chat(READER)
    async with gateway.application:
        typing = asyncio.create_task(gateway.perform(outbound(Typing(seconds=60))))
        await began.wait()
        typing.cancel()
        await asyncio.gather(typing, return_exceptions=True)
    assert typing.cancelled()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), ReaderUnreachable),
        (Forbidden("Forbidden: user is deactivated"), ReaderUnreachable),
        (ChatMigrated(-100), ReaderUnreachable),
        (BadRequest("Chat not found"), ReaderUnreachable),
        (BadRequest("PEER_ID_INVALID"), ReaderUnreachable),
        (BadRequest("Not enough rights to send text messages to the chat"), ReaderUnreachable),
        (BadRequest("Can't parse entities"), Rejected),
        (BadRequest("Message is too long"), Rejected),
        (TimedOut(), Unavailable),
        (NetworkError("Bad Gateway"), Unavailable),
        (InvalidToken(), Unavailable),
        (Conflict("terminated"), Unavailable),
        (TelegramError("Invalid server response"), Unavailable),
        (RuntimeError("surprise"), Unavailable),
    ],
)
def test_every_error_has_a_policy(error: Exception, expected: type[DeliveryError]) -> None:
    assert (expected, "in words") == (
        type(delivery_error(error, "in words")),
        str(delivery_error(error, "in words")),
    )


def test_patience_is_asked_for_in_seconds() -> None:
    error = delivery_error(RetryAfter(5), "in words")
    assert isinstance(error, RetryLater)
    assert 5 == error.after
