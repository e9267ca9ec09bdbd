"""The real library against a server on the loopback: nothing a reader does is lost, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from telegram import Update

from adapters.port import ConversationKey, Inbound, PlatformRefused, Reader
from adapters.telegram.gateway import TelegramGateway
from narrative.events import Asked, Chose, Command, Edited, Language, ReaderEvent, Said, SentOther
from narrative.phrases import COMMAND_DESCRIPTIONS, COMMAND_NAMES, Phrase, phrase
from tests.adapters.telegram.bot_api import BotApi
from tests.adapters.telegram.fakes import Letterbox, Stuck, Time, running

READER, OTHER, GROUP = 7, 8, -100

Connect = Callable[..., TelegramGateway]

HOSTILE = [
    "😀👩\u200d👧🏽",
    "مرحبا بالعالم",
    "\u200b\u200c\u200d",
    "\u202egnirts",
    "@everyone @kedok_bot",
    "<b>bold</b> &amp; <script>",
    "*a* _b_ `c` [d](http://e)",
    "'); DROP TABLE inbox; --",
    "\x00\x01",
    "x" * 4096,
]


def events(inbound: list[Inbound]) -> list[ReaderEvent]:
    return [one.event for one in inbound]


async def test_a_message_comes_in_whole(api: BotApi, connect: Connect, mailbox: Letterbox) -> None:
    api.chat(READER, language="id")
    message = api.say(READER, "halo")
    expected = Inbound(
        event_id=f"message:7:{message}",
        conversation=ConversationKey(platform="telegram", chat="7"),
        reader=Reader(id="7", language=Language.INDONESIAN),
        at=datetime.fromtimestamp(api.chat(READER).messages[0]["date"], UTC),
        event=Said(text="halo"),
        cursor=1001,
    )
    async with running(connect(), mailbox):
        assert [expected] == await mailbox.got(1)


async def test_everything_a_reader_can_do_comes_in_in_order(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    first = api.say(READER, "/start")
    api.send(READER, photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    api.send(READER, sticker={}, caption="")
    api.edit(READER, first, "/mulai")
    api.press_data(READER, first, "k1:4:1")
    expected = [
        Asked(command=Command.START),
        SentOther(kind="photo"),
        Said(text=""),
        Edited(text="/mulai"),
        Chose(offer=4, choice=1),
    ]
    async with running(connect(), mailbox):
        assert expected == events(await mailbox.got(5))


async def test_hostile_texts_come_in_as_they_are(api: BotApi, connect: Connect, mailbox: Letterbox) -> None:
    for text in HOSTILE:
        api.say(READER, text)
    async with running(connect(), mailbox):
        assert [Said(text=text) for text in HOSTILE] == events(await mailbox.got(len(HOSTILE)))


async def test_telegram_may_forget_a_message_only_after_the_commit(api: BotApi, connect: Connect) -> None:
    waiting: list[int] = []
    mailbox = Letterbox(before=lambda: waiting.append(len(api.unconfirmed)))
    api.say(READER, "one")
    api.say(READER, "two")
    async with running(connect(), mailbox):
        await api.until(lambda: not api.unconfirmed)
    assert ([2], [Said(text="one"), Said(text="two")]) == (waiting, events(mailbox.inbound))


async def test_a_batch_is_confirmed_once_and_then_no_offset_is_named(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    """Ids may start anew after a quiet week: an old offset would then hide what is new."""
    api.say(READER, "one")
    async with running(connect(), mailbox):
        await api.until(lambda: len(api.called("getUpdates")) == 2)
        api.say(READER, "two")
        await mailbox.got(2)
        await api.until(lambda: len(api.called("getUpdates")) == 3)
    assert [0, 1002, 1003] == [asked["offset"] for asked in api.called("getUpdates")]


async def test_what_was_not_committed_when_the_process_died_comes_again(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.say(READER, "do not lose me")
    stuck = Stuck()
    async with running(connect(), stuck):
        await stuck.reached.wait()
    async with running(connect(), mailbox):
        assert [Said(text="do not lose me")] == events(await mailbox.got(1))


async def test_what_was_committed_and_not_confirmed_bears_the_same_name_again(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.repeat_updates()
    api.say(READER, "once")
    async with running(connect(), mailbox):
        await api.until(lambda: not api.unconfirmed)
    assert (2, [Said(text="once")]) == (mailbox.tries, events(mailbox.inbound))


async def test_an_answer_lost_on_the_way_is_asked_for_again(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.lose_answers("getUpdates")
    api.say(READER, "still here")
    async with running(connect(), mailbox):
        assert [Said(text="still here")] == events(await mailbox.got(1))


async def test_a_failing_disk_is_waited_out(api: BotApi, connect: Connect, time: Time) -> None:
    """With growing patience, and at most half a minute."""

    def fail() -> None:
        if mailbox.tries <= 7:
            raise OSError("disk I/O error")

    mailbox = Letterbox(before=fail)
    api.say(READER, "keep me")
    async with running(connect(), mailbox):
        assert [Said(text="keep me")] == events(await mailbox.got(1))
    assert [1, 2, 4, 8, 16, 30, 30] == time.slept


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (500, "Internal Server Error"),
        (502, "Bad Gateway"),
        (409, "Conflict: terminated by other getUpdates request"),
        (401, "Unauthorized"),
    ],
)
async def test_a_failing_telegram_is_waited_out(
    api: BotApi, connect: Connect, mailbox: Letterbox, code: int, description: str
) -> None:
    api.refuse("getUpdates", code, description, times=2)
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        assert [Said(text="hello")] == events(await mailbox.got(1))


async def test_a_flooded_telegram_says_how_long_to_wait(
    api: BotApi, connect: Connect, mailbox: Letterbox, time: Time
) -> None:
    api.refuse("getUpdates", 429, "Too Many Requests: retry after 17", retry_after=17)
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        await mailbox.got(1)
    assert [17] == time.slept


async def test_one_broken_update_does_not_hold_up_the_others(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    """The library's own parsing fails at all of these."""
    api.update({"message": {"chat": {"type": "private"}, "text": "no id, no date, nobody"}})
    api.update({"message": {"chat": {"type": "supergroup"}, "text": "/start"}})
    api.update({"callback_query": {"message": {"chat": {"type": "private"}}}})
    api.update({"edited_message": 3})
    api.update({"message": None})
    api.say(READER, "I am well")
    async with running(connect(), mailbox):
        assert [Said(text="I am well")] == events(await mailbox.got(1))


async def test_a_press_is_answered_before_the_work(api: BotApi, connect: Connect) -> None:
    """The work here never ends."""
    message = api.say(READER, "hello")
    press = api.press_data(READER, message, "k1:1:0")
    async with running(connect(), Stuck()):
        await api.until(lambda: bool(api.called("answerCallbackQuery")))
    assert [{"callback_query_id": press}] == api.called("answerCallbackQuery")


async def test_a_press_too_old_to_be_answered_still_counts(
    api: BotApi, connect: Connect, mailbox: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    message = api.say(READER, "hello")
    api.press_data(READER, message, "k1:1:0")
    api.expire_presses()
    async with running(connect(), mailbox):
        await api.until(lambda: bool(api.called("answerCallbackQuery")))
        assert [Said(text="hello"), Chose(offer=1, choice=0)] == events(await mailbox.got(2))
    assert [] == caplog.records


async def test_in_a_group_a_command_is_told_where_we_read(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.chat(5, language="id")
    api.call_in_group(GROUP, "hello everybody")
    api.call_in_group(GROUP, "/start@other_bot")
    call = api.call_in_group(GROUP, "/mulai@kedok_bot")
    async with running(connect(), mailbox):
        sent = await api.heard(GROUP, 1)
        api.say(READER, "over here")
        await mailbox.got(1)
    assert [phrase(Language.INDONESIAN, Phrase.PRIVATE_ONLY)] == [message["text"] for message in sent]
    assert call == api.called("sendMessage")[0]["reply_parameters"]["message_id"]
    assert [Said(text="over here")] == events(mailbox.inbound)


async def test_a_group_that_may_not_be_answered_is_no_trouble(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.call_in_group(GROUP, "/start")
    api.refuse("sendMessage", 403, "Forbidden: bot was kicked from the supergroup chat")
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        await api.until(lambda: bool(api.called("sendMessage")))
        assert [Said(text="hello")] == events(await mailbox.got(1))


async def test_people_find_commands_and_words_in_their_language(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    def profile(language: Language) -> dict[str, object]:
        names, descriptions = COMMAND_NAMES[language], COMMAND_DESCRIPTIONS[language]
        return {
            "commands": {names[command]: descriptions[command] for command in Command},
            "description": phrase(language, Phrase.BOT_DESCRIPTION),
            "short_description": phrase(language, Phrase.BOT_SHORT_DESCRIPTION),
        }

    english, indonesian = profile(Language.ENGLISH), profile(Language.INDONESIAN)
    async with running(connect(), mailbox):
        await api.until(lambda: len(api.called("setMyShortDescription")) == 3)
        await api.until(lambda: "short_description" in api.profile["id"])
    assert {"": english, "en": english, "id": indonesian} == api.profile


async def test_a_telegram_that_takes_no_commands_is_no_trouble(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.refuse("setMyCommands", 429, "Too Many Requests: retry after 3000", times=3, retry_after=3000)
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        await api.until(lambda: len(api.called("setMyCommands")) == 3)
        assert [Said(text="hello")] == events(await mailbox.got(1))


async def test_a_webhook_of_another_day_is_taken_down(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    """While one is set, Telegram refuses to be polled."""
    api.webhook = {"url": "http://127.0.0.1:1/nobody", "secret_token": ""}
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        assert [Said(text="hello")] == events(await mailbox.got(1))
    assert {} == api.webhook


async def test_a_host_may_feed_the_application_itself(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    gateway = connect()
    person = {"id": OTHER, "is_bot": False, "first_name": "O", "language_code": "en"}
    raw = {"message_id": 2, "date": 1, "chat": {"id": OTHER, "type": "private"}, "from": person, "text": "hi"}
    expected = Inbound(
        event_id="message:8:2",
        conversation=ConversationKey(platform="telegram", chat="8"),
        reader=Reader(id="8", language=Language.ENGLISH),
        at=datetime.fromtimestamp(1, UTC),
        event=Said(text="hi"),
        cursor=9,
    )
    async with running(gateway, mailbox):
        await api.until(lambda: bool(api.called("getUpdates")))
        update = Update.de_json({"update_id": 9, "message": raw}, gateway.application.bot)
        await gateway.application.process_update(update)
        assert [expected] == mailbox.inbound


async def test_telegram_may_be_away_when_we_start(api: BotApi, connect: Connect, mailbox: Letterbox) -> None:
    api.refuse("getMe", 502, "Bad Gateway", times=2)
    api.refuse("deleteWebhook", 500, "Internal Server Error")
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        assert [Said(text="hello")] == events(await mailbox.got(1))


async def test_a_server_that_knows_no_webhooks_is_polled_all_the_same(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.refuse("deleteWebhook", 404, "Not Found", times=9)
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        assert [Said(text="hello")] == events(await mailbox.got(1))


async def test_a_webhook_set_meanwhile_is_removed_again(
    api: BotApi, connect: Connect, mailbox: Letterbox
) -> None:
    api.refuse("getUpdates", 409, "Conflict: can't use getUpdates method while webhook is active")
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        assert [Said(text="hello")] == events(await mailbox.got(1))
    assert 2 == len(api.called("deleteWebhook"))


async def test_the_same_gateway_can_run_again(api: BotApi, connect: Connect, mailbox: Letterbox) -> None:
    gateway = connect()
    for count, text in enumerate(["one", "two"], start=1):
        api.say(READER, text)
        async with running(gateway, mailbox):
            await mailbox.got(count)
    assert [Said(text="one"), Said(text="two")] == events(mailbox.inbound)


@pytest.mark.parametrize("token", ["424242:wrong", "not a token\n"])
async def test_a_wrong_token_ends_with_one_sentence_that_does_not_hold_it(
    api: BotApi, mailbox: Letterbox, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway = TelegramGateway(token=token, api_url=api.url)
    with pytest.raises(PlatformRefused) as refused:
        await gateway.run(mailbox)
    said = str(refused.value)
    assert (True, 1) == (said.endswith("."), said.count("."))
    assert token not in said
    assert token not in caplog.text


async def test_no_log_holds_the_token(
    api: BotApi, connect: Connect, mailbox: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    """The libraries would log every address, with the token in it, and the page a proxy answers with."""
    caplog.set_level(logging.DEBUG)
    api.refuse("getUpdates", 404, f"Not Found: /bot{api.token}/getUpdates")
    api.answer_with_a_page("getUpdates", f"<h1>Nothing at /bot{api.token}/getUpdates</h1>")
    api.say(READER, "hello")
    async with running(connect(), mailbox):
        await mailbox.got(1)
    assert "getUpdates" in caplog.text
    assert api.token not in caplog.text
