"""The loopback server keeps Telegram's rules: what other tests lean on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from tests.adapters.telegram.bot_api import BotApi

READER = 7
JSON = dict[str, Any]


class Bot:
    """The barest of bots."""

    def __init__(self, api: BotApi, client: ClientSession) -> None:
        self._api = api
        self._client = client

    async def __call__(self, method: str, **params: Any) -> JSON:
        url = f"{self._api.url}/bot{self._api.token}/{method}"
        async with self._client.post(url, json=params) as response:
            answer: JSON = await response.json()
            return answer


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with ClientSession() as client:
        yield Bot(api, client)


def ids(answer: JSON) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


def buttons(*data: str) -> JSON:
    return {"inline_keyboard": [[{"text": f"Button {one}", "callback_data": one}] for one in data]}


async def test_updates_wait_until_a_higher_offset_confirms_them(api: BotApi, bot: Bot) -> None:
    api.say(READER, "one")
    api.say(READER, "two")
    answers = [ids(await bot("getUpdates", offset=offset)) for offset in (0, 0, 1002, 1003, 0)]
    assert [[1001, 1002], [1001, 1002], [1002], [], []] == answers


async def test_a_poll_takes_as_many_as_it_asks_for(api: BotApi, bot: Bot) -> None:
    api.say(READER, "one")
    api.say(READER, "two")
    assert [1001] == ids(await bot("getUpdates", limit=1))


async def test_a_confirmation_may_be_forgotten(api: BotApi, bot: Bot) -> None:
    api.say(READER, "one")
    api.repeat_updates()
    assert [[1001], []] == [ids(await bot("getUpdates", offset=1002)) for _ in range(2)]


async def test_an_answer_may_be_lost_after_the_deed(api: BotApi, bot: Bot) -> None:
    api.chat(READER)
    api.lose_answers("sendMessage")
    with pytest.raises(ClientError):
        await bot("sendMessage", chat_id=READER, text="hello")
    assert "hello\n" == api.transcript(READER)


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": " \n"}, "message text is empty"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity out of bounds"),
        ({"text": "x", "entities": [{"type": "bold", "offset": -1, "length": 1}]}, "entity out of bounds"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 0}]}, "entity out of bounds"),
        ({"text": "x", "reply_markup": buttons(*map(str, range(101)))}, "reply markup is too long"),
    ],
)
async def test_what_breaks_a_limit_is_refused_and_noted(
    api: BotApi, bot: Bot, params: JSON, description: str
) -> None:
    api.chat(READER)
    answer = await bot("sendMessage", chat_id=READER, **params)
    assert (400, True) == (answer["error_code"], description in answer["description"])
    assert 1 == len(api.violations)
    api.violations.clear()


@pytest.mark.parametrize(
    "params",
    [
        {"text": "x" * 4097},
        {"text": "x", "reply_markup": buttons("x" * 65)},
        {"text": "x", "reply_markup": buttons("")},
    ],
)
async def test_what_is_too_long_is_refused_and_noted(api: BotApi, bot: Bot, params: JSON) -> None:
    """By the description of the API where there is one, else by the server's own rules: the words differ."""
    api.chat(READER)
    assert 400 == (await bot("sendMessage", chat_id=READER, **params))["error_code"]
    assert 1 == len(api.violations)
    api.violations.clear()


async def test_an_edit_must_change_something(api: BotApi, bot: Bot) -> None:
    api.chat(READER)
    await bot("sendMessage", chat_id=READER, text="one", reply_markup=buttons("a"))
    edits = [
        await bot("editMessageText", chat_id=READER, message_id=1, text="two", reply_markup=buttons("b")),
        await bot("editMessageReplyMarkup", chat_id=READER, message_id=1),
        await bot("editMessageReplyMarkup", chat_id=READER, message_id=1),
    ]
    assert ([True, True, False], "two\n") == ([edit["ok"] for edit in edits], api.transcript(READER))
    assert edits[2]["description"].startswith("Bad Request: message is not modified")


async def test_only_messages_of_the_bot_can_be_edited(api: BotApi, bot: Bot) -> None:
    message = api.say(READER, "mine")
    answer = await bot("editMessageText", chat_id=READER, message_id=message, text="yours")
    assert "Bad Request: message can't be edited" == answer["description"]
    api.violations.clear()


async def test_a_press_is_answered_once(api: BotApi, bot: Bot) -> None:
    api.chat(READER)
    await bot("sendMessage", chat_id=READER, text="?", reply_markup=buttons("a"))
    press = api.press(READER, "Button a")
    answers = [await bot("answerCallbackQuery", callback_query_id=press) for _ in range(2)]
    assert [True, False] == [answer["ok"] for answer in answers]
    assert answers[1]["description"].startswith("Bad Request: query is too old")


async def test_a_button_that_is_not_there_cannot_be_pressed(api: BotApi) -> None:
    api.say(READER, "hello")
    with pytest.raises(AssertionError, match="no button 'Look'"):
        api.press(READER, "Look")


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(api: BotApi, bot: Bot) -> None:
    assert 404 == (await bot("singSong"))["error_code"]
    api.token = "another"
    url = f"{api.url}/bot424242:loopback-token/getMe"
    async with ClientSession() as client, client.get(url) as response:
        assert 401 == response.status


async def test_a_webhook_excludes_polling(api: BotApi, bot: Bot) -> None:
    await bot("setWebhook", url="http://127.0.0.1:1/", secret_token="s")
    assert 409 == (await bot("getUpdates"))["error_code"]
    assert "http://127.0.0.1:1/" == (await bot("getWebhookInfo"))["result"]["url"]
    await bot("deleteWebhook")
    assert (await bot("getUpdates"))["ok"]


async def test_the_transcript_reads_like_a_phone(api: BotApi, bot: Bot) -> None:
    api.say(READER, "Who\nare you?")
    api.send(READER, photo=[])
    api.send(READER, photo=[], caption="This is me.")
    await bot("sendMessage", chat_id=READER, text="She\nYour wife.", reply_markup=buttons("a", "b"))
    expected = """\
> Who
> are you?

> (photo)

> This is me.

She
Your wife.
  [Button a]
  [Button b]
"""
    assert expected == api.transcript(READER)
