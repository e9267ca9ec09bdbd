"""Updates by webhook: only with the right secret, and 200 only after the commit."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from aiohttp import ClientSession

from adapters.port import PlatformRefused
from adapters.telegram.gateway import TelegramGateway, Webhook
from narrative.events import Chose, Said
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.fakes import Letterbox, running

READER = 7
SECRET = "right-secret_1"
HEADER = "X-Telegram-Bot-Api-Secret-Token"

Connect = Callable[..., TelegramGateway]


@pytest.fixture
def webhook() -> Webhook:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Webhook(url=f"http://127.0.0.1:{port}/hook", secret=SECRET, host="127.0.0.1", port=port)


async def test_updates_come_in_and_are_taken_one_by_one(
    api: BotApi, connect: Connect, webhook: Webhook, mailbox: Letterbox
) -> None:
    message = api.say(READER, "hello")
    press = api.press_data(READER, message, "k1:1:0")
    async with running(connect(webhook), mailbox):
        await api.until(lambda: not api.unconfirmed)
        await api.until(lambda: bool(api.called("answerCallbackQuery")))
    assert [Said(text="hello"), Chose(offer=1, choice=0)] == [one.event for one in mailbox.inbound]
    assert [{"callback_query_id": press}] == api.called("answerCallbackQuery")
    assert [] == api.called("getUpdates")


async def test_telegram_is_told_where_and_with_which_secret(
    api: BotApi, connect: Connect, webhook: Webhook, mailbox: Letterbox
) -> None:
    expected = {
        "url": webhook.url,
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "channel_post"],
    }
    async with running(connect(webhook), mailbox):
        await api.until(lambda: bool(api.webhook))
    assert [expected] == api.called("setWebhook")


async def test_what_could_not_be_committed_is_sent_again(
    api: BotApi, connect: Connect, webhook: Webhook
) -> None:
    def fail() -> None:
        if mailbox.tries == 1:
            raise OSError("disk I/O error")

    mailbox = Letterbox(before=fail)
    api.say(READER, "keep me")
    async with running(connect(webhook), mailbox):
        await api.until(lambda: not api.unconfirmed)
    assert ([503, 200], [Said(text="keep me")]) == (
        [status for status in api.webhook_statuses if status],
        [one.event for one in mailbox.inbound],
    )


UPDATE = b'{"update_id": 1, "message": {"message_id": 99, "date": 1, "chat": {"id": 7, "type": "private"}, \
"from": {"id": 7}, "text": "forged?"}}'


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({HEADER: SECRET}, UPDATE, 200),
        ({HEADER: SECRET}, b'{"update_id": 2, "message": {"chat": {"type": "private"}}}', 200),
        ({HEADER: "wrong"}, UPDATE, 403),
        ({HEADER: SECRET + "x"}, UPDATE, 403),
        ({HEADER: "bénin"}, UPDATE, 403),
        ({}, UPDATE, 403),
        ({HEADER: SECRET}, b"{", 400),
        ({HEADER: SECRET}, b"\xff\xfe", 400),
        ({HEADER: SECRET}, b"[1]", 400),
    ],
)
async def test_strangers_and_nonsense_stay_outside(
    api: BotApi,
    connect: Connect,
    webhook: Webhook,
    mailbox: Letterbox,
    headers: dict[str, str],
    body: bytes,
    status: int,
) -> None:
    """An update that makes no sense is taken and left out: it would come again for ever otherwise."""
    async with running(connect(webhook), mailbox), ClientSession() as stranger:
        api.say(READER, "a first one, to know that the door is open")
        await mailbox.got(1)
        async with stranger.post(webhook.url, data=body, headers=headers) as response:
            assert status == response.status
    assert (2 if body == UPDATE and status == 200 else 1) == len(mailbox.inbound)


async def test_an_address_that_is_taken_is_refused_in_a_sentence(
    api: BotApi, connect: Connect, webhook: Webhook
) -> None:
    """Invariant 20."""
    with socket.create_server((webhook.host, webhook.port)), pytest.raises(PlatformRefused) as refusal:
        await connect(webhook).run(Letterbox())
    address = f"{webhook.host}:{webhook.port}"
    assert (
        f"Telegram's webhook cannot listen on {address} (Address already in use): "
        "set another KEDOK_TELEGRAM_WEBHOOK_LISTEN." == str(refusal.value)
    )


async def test_an_address_that_telegram_does_not_take_is_refused_in_a_sentence(
    api: BotApi, connect: Connect, webhook: Webhook
) -> None:
    """Invariant 20."""
    api.refuse("setWebhook", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    with pytest.raises(PlatformRefused) as refusal:
        await connect(webhook).run(Letterbox())
    assert (
        "Telegram does not take this webhook (Bad webhook: an https url must be provided for webhook): "
        "correct KEDOK_TELEGRAM_WEBHOOK_URL." == str(refusal.value)
    )


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/hook", 405), ("POST", "/other", 404)])
async def test_there_is_only_one_door(
    api: BotApi,
    connect: Connect,
    webhook: Webhook,
    mailbox: Letterbox,
    method: str,
    path: str,
    status: int,
) -> None:
    root = webhook.url.removesuffix("/hook")
    async with running(connect(webhook), mailbox), ClientSession() as stranger:
        api.say(READER, "hello")
        await mailbox.got(1)
        async with stranger.request(method, root + path, headers={HEADER: SECRET}) as response:
            assert status == response.status


@pytest.mark.parametrize("secret", ["", "two words", "é", "x" * 257])
def test_a_secret_that_telegram_would_not_take_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(url="https://example.org/hook", secret=secret, host="127.0.0.1", port=8443)
