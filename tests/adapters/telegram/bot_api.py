"""A Bot API server on the loopback, for driving the real python-telegram-bot offline.

    async with BotApi() as api:
        gateway = TelegramGateway(token=api.token, api_url=api.url)     # KEDOK_TELEGRAM_API_URL=api.url
        ...                                                            # run it
        api.say(READER, "hello")                                        # what a person does in the app
        await api.heard(READER, 3)                                      # wait: the bot has sent 3 messages
        api.press(READER, "Look in the mirror")                         # a button by its words, newest first
        print(api.transcript(READER))                                   # the chat as on a phone

People: `say`, `send` (a photo, a sticker … with or without a caption), `edit`, `press`, `call_in_group`,
`block`, `unblock`. Updates wait until the bot confirms them by a higher offset, as at Telegram; `update`
puts in a raw one. Bad days: `refuse` answers the next calls of a method with an error, `lose_answers` does
what is asked and then drops the connection, `answer_with_a_page` puts a broken proxy in between,
`repeat_updates` forgets a confirmation, `expire_presses` makes every press too old to be answered.
Telegram's limits hold: what breaks one gets Telegram's own error and stands in `violations`, as does a
request that the machine-readable description of the API forbids, where that file lies beside the checkout.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web

from tests.adapters.telegram.bot_api_rules import ApiError, check_message, check_shape, keyboard_of

JSON = dict[str, Any]

_PLAIN_TEXT = frozenset(
    {
        "text",
        "url",
        "description",
        "short_description",
        "language_code",
        "secret_token",
        "action",
        "callback_query_id",
    }
)


@dataclass
class Chat:
    """One chat: its person's language, and its messages as both sides see them."""

    id: int
    kind: str = "private"
    language: str = "en"
    blocked: bool = False
    migrated_to: int | None = None
    messages: list[JSON] = field(default_factory=list)
    typing: int = 0

    def find(self, message_id: int) -> JSON:
        for message in self.messages:
            if message["message_id"] == message_id:
                return message
        raise ApiError("message to edit not found")


@dataclass(frozen=True)
class Call:
    """One request of the bot."""

    method: str
    params: JSON


class BotApi:
    def __init__(self, *, token: str = "424242:loopback-token", username: str = "kedok_bot") -> None:
        self.token = token
        self.username = username
        self.url = ""
        self.chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.profile: dict[str, JSON] = defaultdict(dict)
        self.webhook: JSON = {}
        self.webhook_statuses: list[int] = []
        self.unconfirmed: list[JSON] = []
        self._clock = 1_700_000_000
        self._last_update = 1000
        self._presses: set[str] = set()
        self._refusals: dict[str, list[ApiError]] = defaultdict(list)
        self._pages: dict[str, list[str]] = defaultdict(list)
        self._losses: dict[str, int] = defaultdict(int)
        self._repeats = 0
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=1 << 20)
        application.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(
            application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self._client = ClientSession()
        self._postman = asyncio.create_task(self._deliver())
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._postman.cancel()
        await asyncio.gather(self._postman, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    # What people do

    def chat(self, chat_id: int, *, language: str = "en", kind: str = "private") -> Chat:
        """Return the chat, opened at its first use."""
        return self.chats.setdefault(chat_id, Chat(id=chat_id, language=language, kind=kind))

    def say(self, chat_id: int, text: str, **extra: Any) -> int:
        """The person of a chat sends a text, of at most 4,096 characters: the app splits longer ones."""
        if not 1 <= len(text) <= 4096:
            raise ValueError("the app sends 1 to 4,096 characters at once")
        return self.send(chat_id, text=text, **extra)

    def send(self, chat_id: int, **content: Any) -> int:
        """The person of a chat sends anything: `photo=[…]`, `sticker={…}`, with `caption="…"` or without."""
        message = self._message(self.chat(chat_id), sender=self._person(chat_id), **content)
        self.update({"message": message})
        return int(message["message_id"])

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        message = self.chat(chat_id).find(message_id)
        message |= {"text": text, "edit_date": self._tick()}
        self.update({"edited_message": dict(message)})

    def press(self, chat_id: int, label: str) -> str:
        """The person presses the newest button with that label; returns the press's id."""
        for message in reversed(self.chat(chat_id).messages):
            for button in keyboard_of(message):
                if button["text"] == label:
                    return self.press_data(chat_id, message["message_id"], button["callback_data"])
        raise AssertionError(f"no button {label!r} in:\n{self.transcript(chat_id)}")

    def press_data(self, chat_id: int, message_id: int, data: str) -> str:
        """Press whatever button, even one that is there no more: an app may lag behind."""
        message = self.chat(chat_id).find(message_id)
        press = f"press-{self._tick()}"
        self._presses.add(press)
        query = {
            "id": press,
            "from": self._person(chat_id),
            "message": message,
            "chat_instance": "1",
            "data": data,
        }
        self.update({"callback_query": query})
        return press

    def call_in_group(self, chat_id: int, text: str, *, person: int = 5) -> int:
        chat = self.chat(chat_id, kind="supergroup")
        message = self._message(chat, sender=self._person(person), text=text)
        self.update({"message": message})
        return int(message["message_id"])

    def block(self, chat_id: int) -> None:
        self.chat(chat_id).blocked = True

    def unblock(self, chat_id: int) -> None:
        self.chat(chat_id).blocked = False

    def update(self, content: JSON) -> int:
        """Put in an update, raw but for its id."""
        self._last_update += 1
        self.unconfirmed.append({"update_id": self._last_update, **deepcopy(content)})
        self._notify()
        return self._last_update

    # Bad days

    def refuse(self, method: str, code: int, description: str, *, times: int = 1, **parameters: Any) -> None:
        """Answer the next calls of the method with that error (`retry_after=3` goes into its parameters)."""
        self._refusals[method] += [ApiError(description, code=code, **parameters)] * times

    def answer_with_a_page(self, method: str, page: str) -> None:
        """Answer the next call of the method with a page that is no JSON, as a proxy on the way might."""
        self._pages[method].append(page)

    def lose_answers(self, method: str, times: int = 1) -> None:
        """Do what the next calls ask, then drop the connection instead of answering."""
        self._losses[method] += times

    def repeat_updates(self, times: int = 1) -> None:
        """Ignore the offset of the next polls: what they confirm is delivered once more."""
        self._repeats += times

    def expire_presses(self) -> None:
        """Every press made so far is too old to be answered."""
        self._presses.clear()

    # What can be seen

    def sent(self, chat_id: int) -> list[JSON]:
        """Return the bot's messages in a chat, as they look now."""
        return [message for message in self.chat(chat_id).messages if message["from"]["is_bot"]]

    def transcript(self, chat_id: int) -> str:
        """Return the chat as a person would see it: `>` is theirs, `[…]` are buttons."""
        return "\n".join(_shown(message) for message in self.chat(chat_id).messages)

    def called(self, method: str) -> list[JSON]:
        return [call.params for call in self.calls if call.method == method]

    async def until(self, condition: Callable[[], bool], *, within: float = 10.0) -> None:
        """Wait until a condition on this server holds."""
        async with asyncio.timeout(within):
            await self._when(condition)

    async def heard(self, chat_id: int, count: int) -> list[JSON]:
        """Wait until the bot has sent that many messages to a chat, and return them."""
        await self.until(lambda: len(self.sent(chat_id)) >= count)
        return self.sent(chat_id)

    # The server

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _answer(ApiError("Unauthorized", code=401))
        params = await _params(request)
        self.calls.append(Call(method, params))
        if self._pages[method]:
            return web.Response(text=self._pages[method].pop(0), status=502)
        try:
            result = await self._perform(method, params)
        except ApiError as error:
            response = _answer(error)
        else:
            response = web.json_response({"ok": True, "result": result})
        self._notify()
        if self._losses[method] > 0:
            self._losses[method] -= 1
            assert request.transport
            request.transport.close()
        return response

    async def _perform(self, method: str, params: JSON) -> Any:
        handler = getattr(self, f"_do_{method}", None)
        if handler is None:
            raise ApiError("Not Found", code=404)
        if self._refusals[method]:
            raise self._refusals[method].pop(0)
        try:
            check_shape(method, params)
            return await handler(**params)
        except ApiError as error:
            if error.violation:
                self.violations.append(f"{method}: {error.description}")
            raise

    async def _do_getMe(self) -> JSON:
        return self._bot() | {"can_join_groups": True, "can_read_all_group_messages": False}

    async def _do_getUpdates(self, offset: int = 0, limit: int = 100, **asked: Any) -> list[JSON]:
        if self.webhook:
            raise ApiError("Conflict: can't use getUpdates method while webhook is active", code=409)
        if offset > 0 and self._repeats:
            self._repeats -= 1
        elif offset > 0:
            self.unconfirmed = [one for one in self.unconfirmed if one["update_id"] >= offset]
            self._notify()
        with suppress(TimeoutError):
            async with asyncio.timeout(asked.get("timeout", 0)):
                await self._when(lambda: bool(self.unconfirmed))
        return self.unconfirmed[:limit]

    async def _do_setWebhook(self, url: str, secret_token: str = "", **_rest: Any) -> bool:
        self.webhook = {"url": url, "secret_token": secret_token}
        return True

    async def _do_deleteWebhook(self, drop_pending_updates: bool = False) -> bool:
        self.webhook = {}
        if drop_pending_updates:
            self.unconfirmed.clear()
        return True

    async def _do_getWebhookInfo(self) -> JSON:
        pending = len(self.unconfirmed)
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": pending,
        }

    async def _do_sendMessage(
        self,
        chat_id: int,
        text: str,
        entities: list[JSON] | None = None,
        reply_markup: JSON | None = None,
        **_rest: Any,
    ) -> JSON:
        chat = self._reachable(chat_id)
        check_message(text, entities or [], reply_markup)
        extra: JSON = {"entities": entities} if entities else {}
        if reply_markup:
            extra["reply_markup"] = reply_markup
        return self._message(chat, sender=self._bot(), text=text, **extra)

    async def _do_editMessageText(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        entities: list[JSON] | None = None,
        reply_markup: JSON | None = None,
        **_rest: Any,
    ) -> JSON:
        message = self._own(chat_id, message_id)
        check_message(text, entities or [], reply_markup)
        new = {"text": text, "entities": entities, "reply_markup": reply_markup}
        return self._change(message, {key: value for key, value in new.items() if value})

    async def _do_editMessageReplyMarkup(
        self, chat_id: int, message_id: int, reply_markup: JSON | None = None
    ) -> JSON:
        message = self._own(chat_id, message_id)
        kept = {key: message[key] for key in ("text", "entities") if key in message}
        return self._change(message, kept | ({"reply_markup": reply_markup} if reply_markup else {}))

    async def _do_answerCallbackQuery(self, callback_query_id: str, text: str = "", **_rest: Any) -> bool:
        if callback_query_id not in self._presses:
            raise ApiError(
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                violation=False,
            )
        if len(text) > 200:
            raise ApiError("Bad Request: MESSAGE_TOO_LONG")
        self._presses.discard(callback_query_id)
        return True

    async def _do_sendChatAction(self, chat_id: int, action: str, **_rest: Any) -> bool:
        self._reachable(chat_id).typing += action == "typing"
        return True

    async def _do_setMyCommands(self, commands: list[JSON], language_code: str = "", **_rest: Any) -> bool:
        self.profile[language_code]["commands"] = {one["command"]: one["description"] for one in commands}
        return True

    async def _do_setMyDescription(self, description: str = "", language_code: str = "") -> bool:
        self.profile[language_code]["description"] = description
        return True

    async def _do_setMyShortDescription(self, short_description: str = "", language_code: str = "") -> bool:
        self.profile[language_code]["short_description"] = short_description
        return True

    async def _deliver(self) -> None:
        """Bring updates to the webhook one by one, each until it is taken."""
        while True:
            await self._when(lambda: bool(self.unconfirmed and self.webhook))
            update, webhook = self.unconfirmed[0], self.webhook
            headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"]}
            try:
                async with self._client.post(webhook["url"], json=update, headers=headers) as response:
                    status = response.status
            except ClientError:
                status = 0
            self.webhook_statuses.append(status)
            if status == 200:
                self.unconfirmed.remove(update)
            else:
                await asyncio.sleep(0.02)
            self._notify()

    def _reachable(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None:
            raise ApiError("Bad Request: chat not found", violation=False)
        if chat.blocked:
            raise ApiError("Forbidden: bot was blocked by the user", code=403)
        if chat.migrated_to is not None:
            raise ApiError(
                "Bad Request: group chat was upgraded to a supergroup chat",
                violation=False,
                migrate_to_chat_id=chat.migrated_to,
            )
        return chat

    def _own(self, chat_id: int, message_id: int) -> JSON:
        message = self._reachable(chat_id).find(message_id)
        if not message["from"]["is_bot"]:
            raise ApiError("Bad Request: message can't be edited")
        return message

    def _change(self, message: JSON, new: JSON) -> JSON:
        old = {key: message[key] for key in ("text", "entities", "reply_markup") if key in message}
        if old == new:
            raise ApiError(
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
                violation=False,
            )
        for key in old:
            del message[key]
        message |= new | {"edit_date": self._tick()}
        return message

    def _message(self, chat: Chat, *, sender: JSON, **content: Any) -> JSON:
        message = {
            "message_id": len(chat.messages) + 1,
            "date": self._tick(),
            "chat": {"id": chat.id, "type": chat.kind}
            | ({} if chat.kind == "private" else {"title": "A group"}),
            "from": sender,
            **content,
        }
        chat.messages.append(message)
        return message

    def _person(self, chat_id: int) -> JSON:
        language = self.chat(chat_id).language
        return {"id": chat_id, "is_bot": False, "first_name": "Reader", "language_code": language}

    def _bot(self) -> JSON:
        return {"id": 424242, "is_bot": True, "first_name": "Kedok", "username": self.username}

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def _notify(self) -> None:
        """Wake those who wait for something to change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def _when(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await self._changed.wait()


async def _params(request: web.Request) -> JSON:
    """Read a request's parameters however they come: JSON, form, multipart or query."""
    if request.content_type == "application/json":
        params: JSON = await request.json()
        return params
    form: Mapping[str, Any] = {**request.query, **await request.post()}
    return {key: value if key in _PLAIN_TEXT else _value(value) for key, value in form.items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _answer(error: ApiError) -> web.Response:
    body: JSON = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


def _shown(message: JSON) -> str:
    kind = next(
        (key for key in message if key in ("photo", "sticker", "voice", "document", "location")), "message"
    )
    text = message.get("text") or message.get("caption") or f"({kind})"
    prefix = "" if message["from"]["is_bot"] else "> "
    lines = [prefix + line if line else "" for line in text.split("\n")]
    return "\n".join([*lines, *(f"  [{button['text']}]" for button in keyboard_of(message)), ""])
