"""Telegram itself: receives updates by long polling or webhook, and performs actions.

Theory of operation. `run` opens python-telegram-bot's Application, whose Bot does all talking, and takes
updates as raw JSON. However they come in, they pass through `_take`: presses are answered at once, what
readers did is committed to the mailbox in one go, and only when that has returned may Telegram forget the
batch, by the next poll's offset or by the webhook's 200. The library's own updater confirms a batch that
still sits in memory, goes deaf at an update it cannot parse, and ends silently at an error of the database;
hence a loop of our own.

`perform` paces messages and turns the library's errors into `DeliveryError`s. It works from before `run` has
connected until `run` ends, which closes the connections. No text that leaves here contains the token.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeAlias, assert_never

from telegram import Bot, BotCommand, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from adapters.port import (
    DeliveryError,
    Inbound,
    Limits,
    Mailbox,
    Outbound,
    PlatformRefused,
    ReaderUnreachable,
    Receipt,
    Rejected,
    RetryLater,
    Unavailable,
)
from adapters.telegram.inbound import (
    JSON,
    PLATFORM,
    UPDATE_KINDS,
    PublicCall,
    press_of,
    public_call,
    translate,
)
from adapters.telegram.outbound import LIMITS, ClearKeyboard, SendMessage, ShowTyping, render
from adapters.telegram.pacing import Pacing
from adapters.telegram.transport import Transport
from adapters.telegram.webhook import Take, Webhook, listening
from narrative.events import Language
from narrative.phrases import COMMAND_DESCRIPTIONS, COMMAND_NAMES, Phrase, phrase

__all__ = ["TelegramGateway", "Webhook", "delivery_error"]

_LOG = logging.getLogger(__name__)
_API_URL = "https://api.telegram.org"
_POLL_SECONDS = 50
_TYPING_SECONDS = 4.5
"""Telegram shows “typing…” for five seconds, or until the message comes."""
_LONGEST_WAIT = 30.0
# As the methods of Bot, but raw. Spelt so that they are not attributes of Bot: of those, the library warns.
_GET_UPDATES = "get_Updates"
_SEND_MESSAGE = "send_Message"
_TOKEN = re.compile(r"[\w:-]+", re.ASCII)
_GONE = re.compile(
    "chat not found|peer_id_invalid|user is deactivated|bot was kicked|not enough rights", re.IGNORECASE
)

AnyApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Sleep: TypeAlias = Callable[[float], Awaitable[None]]

# The token is in every address, and readers' words are in every request. httpx logs the former at INFO, the
# library both at DEBUG, and at ERROR whatever page a proxy may answer with.
logging.getLogger("httpx").setLevel(logging.WARNING)
logging.getLogger("telegram").setLevel(logging.WARNING)
logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
# RetryAfter gives a timedelta then: what the library will do anyway, and without its warning about that.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class TelegramGateway:
    """The adapter for Telegram. While `run` runs, hosts may feed `application` too (`process_update`)."""

    def __init__(
        self,
        *,
        token: str,
        api_url: str | None = None,
        webhook: Webhook | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.application = _build(token, api_url)
        self._token = token
        self._webhook = webhook
        self._sleep = sleep
        self._now = now
        self._pacing = Pacing(clock=clock, sleep=sleep)

    @property
    def platform(self) -> str:
        return PLATFORM

    @property
    def limits(self) -> Limits:
        return LIMITS

    @property
    def _bot(self) -> Bot:
        bot: Bot = self.application.bot
        return bot

    async def run(self, mailbox: Mailbox) -> None:
        """Receive until cancelled."""
        try:
            await self._open()
            async with asyncio.TaskGroup() as errands:
                take = partial(self._take, mailbox, errands)
                errands.create_task(self._introduce())
                with self._fed_by_hosts(take):
                    await (self._listen(take, self._webhook) if self._webhook else self._poll(take))
        except ExceptionGroup as faults:  # the task group's: nothing but receiving can have ended it
            raise faults.exceptions[0] from None
        finally:
            await self._close()

    async def perform(self, outbound: Outbound) -> Receipt:
        """Do one action."""
        request = render(outbound)
        match request:
            case SendMessage():
                await self._pacing.wait(request.chat)
                with self._as_delivery_errors():
                    return await self._send(request)
            case ClearKeyboard():
                with self._as_delivery_errors():
                    await self._clear(request)
            case ShowTyping():
                await self._type(request)
            case unreachable:
                assert_never(unreachable)
        return Receipt()

    # Coming and going

    async def _open(self) -> None:
        if not _TOKEN.fullmatch(self._token):
            raise PlatformRefused(
                "The Telegram token is not one: give the whole of what BotFather sent, and no more."
            )
        await self._until_done(self._connect, "Telegram cannot be reached")
        await self.application.start()

    async def _connect(self) -> None:
        try:
            await self.application.initialize()
        except InvalidToken:
            raise PlatformRefused(
                "Telegram does not accept this token: give the one that BotFather sent for this bot."
            ) from None
        if self._webhook is None:
            await self._leave_webhook()
            return
        try:
            await self._bot.set_webhook(
                self._webhook.url, secret_token=self._webhook.secret, allowed_updates=UPDATE_KINDS
            )
        except BadRequest as error:
            raise PlatformRefused(
                f"Telegram does not take this webhook ({error.message}): correct KEDOK_TELEGRAM_WEBHOOK_URL."
            ) from None

    async def _leave_webhook(self) -> None:
        """A webhook that is still set keeps us from polling; that it could not be removed does not."""
        with self._swallowing("A webhook that may be set was not removed"):
            await self._bot.delete_webhook()

    async def _close(self) -> None:
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self._bot.shutdown()  # the Application leaves it open if it never came up

    async def _introduce(self) -> None:
        """Say in every language what the bot is and what it understands. Others than ours get English."""
        for code, language in (("", Language.ENGLISH), *((one.value, one) for one in Language)):
            with self._swallowing("Commands and descriptions were not set"):
                await self._bot.set_my_commands(_commands(language), language_code=code)
                await self._bot.set_my_description(
                    phrase(language, Phrase.BOT_DESCRIPTION), language_code=code
                )
                await self._bot.set_my_short_description(
                    phrase(language, Phrase.BOT_SHORT_DESCRIPTION), language_code=code
                )

    # Receiving

    async def _take(self, mailbox: Mailbox, errands: asyncio.TaskGroup, updates: Sequence[JSON]) -> None:
        """Answer the presses, commit what readers did, then answer calls from outside private chats."""
        for press in filter(None, map(press_of, updates)):
            errands.create_task(self._answer(press))
        if inbound := [one for one in map(self._translated, updates) if one]:
            await mailbox.accept(inbound)
        for update in updates:
            if call := public_call(update, self._bot.username):
                errands.create_task(self._decline(call))

    def _translated(self, update: JSON) -> Inbound | None:
        """Return what a reader did. An update that makes no sense must not hold up the others."""
        try:
            return translate(update, self._now())
        except Exception as error:
            _LOG.warning("An update could not be read and was left out: %s", type(error).__name__)
            return None

    async def _answer(self, press: str) -> None:
        """Take the spinner off a pressed button. Too late is no error: the press itself still counts."""
        with self._swallowing("A button press was not answered"), suppress(BadRequest):
            await self._bot.answer_callback_query(press)

    async def _decline(self, call: PublicCall) -> None:
        await self._pacing.wait(call.chat)
        with self._swallowing("A call from a group was not answered"):
            await self._bot.send_message(
                chat_id=call.chat,
                text=phrase(call.language, Phrase.PRIVATE_ONLY),
                reply_parameters=ReplyParameters(call.message, allow_sending_without_reply=True),
            )

    @contextmanager
    def _fed_by_hosts(self, take: Take) -> Iterator[None]:
        async def handle(update: Update, _context: object) -> None:
            await take([update.to_dict()])

        handler: TypeHandler[Update, Any, None] = TypeHandler(Update, handle)
        self.application.add_handler(handler)
        try:
            yield
        finally:
            self.application.remove_handler(handler)

    async def _listen(self, take: Take, webhook: Webhook) -> None:
        async with listening(webhook, take):
            await asyncio.Event().wait()

    async def _poll(self, take: Take) -> None:
        """Take batch after batch. Each is confirmed once, by the poll after it.

        Then the offset is left out, as update ids may start anew, lower, after a quiet week.
        """
        offset = 0

        async def step() -> None:
            nonlocal offset
            updates = await self._updates(offset)
            await take(updates)
            offset = updates[-1]["update_id"] + 1 if updates else 0

        while True:
            await self._until_done(step, "Updates could not be received or kept")

    async def _updates(self, offset: int) -> Sequence[JSON]:
        try:
            updates: Sequence[JSON] = await self._bot.do_api_request(
                _GET_UPDATES,
                {"offset": offset, "timeout": _POLL_SECONDS, "allowed_updates": UPDATE_KINDS},
                read_timeout=_POLL_SECONDS + 10,
            )
        except Conflict:
            await self._leave_webhook()
            raise
        return updates

    async def _until_done(self, step: Callable[[], Awaitable[None]], trouble: str) -> None:
        """Try until it works: a failing network or disk is waited out, with growing patience."""
        wait = 1.0
        while True:
            try:
                return await step()
            except PlatformRefused:
                raise
            except Exception as error:  # whatever it is, the bot must not go deaf
                patience = error_patience(error) or wait
                _LOG.warning("%s; trying again in %g s: %s", trouble, patience, self._words(error))
            await self._sleep(patience)
            wait = min(wait * 2, _LONGEST_WAIT)

    # Performing

    async def _send(self, request: SendMessage) -> Receipt:
        message: JSON = await self._bot.do_api_request(
            _SEND_MESSAGE,
            {
                "chat_id": request.chat,
                "text": request.text,
                "entities": request.entities or None,
                "reply_markup": request.keyboard,
                "link_preview_options": {"is_disabled": True},
            },
        )
        return Receipt(message_id=str(message["message_id"]))

    async def _clear(self, request: ClearKeyboard) -> None:
        try:
            await self._bot.edit_message_reply_markup(chat_id=request.chat, message_id=request.message)
        except BadRequest as error:
            # Not modified, deleted, too old to edit: the buttons are gone, or their presses will be stale.
            if _GONE.search(error.message):
                raise

    async def _type(self, request: ShowTyping) -> None:
        left = request.seconds
        while left > 0:
            with suppress(Exception):  # never worth an error, nor a long wait
                await self._bot.send_chat_action(request.chat, ChatAction.TYPING, read_timeout=2)
            await self._sleep(min(left, _TYPING_SECONDS))
            left -= _TYPING_SECONDS

    @contextmanager
    def _as_delivery_errors(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # the port allows nothing else
            raise delivery_error(error, self._words(error)) from None

    @contextmanager
    def _swallowing(self, trouble: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            _LOG.warning("%s: %s", trouble, self._words(error))

    def _words(self, error: Exception) -> str:
        return f"{type(error).__name__}: {error}".replace(self._token, "…")


def delivery_error(error: Exception, words: str) -> DeliveryError:
    """Return what an error of the library means for the message that met it."""
    match error:
        case RetryAfter():
            return RetryLater(error_patience(error) or 1.0)
        case Forbidden() | ChatMigrated():
            return ReaderUnreachable(words)
        case BadRequest(message=message):
            return ReaderUnreachable(words) if _GONE.search(message) else Rejected(words)
        case _:
            return Unavailable(words)


def error_patience(error: Exception) -> float | None:
    """Return how long Telegram asks us to wait, if it does."""
    if not isinstance(error, RetryAfter):
        return None
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _build(token: str, api_url: str | None) -> AnyApplication:
    root = (api_url or _API_URL).rstrip("/")
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(Transport(root, connections=256))
        .get_updates_request(Transport(root, connections=1))
        .updater(None)
        .job_queue(None)
        .build()
    )


def _commands(language: Language) -> list[BotCommand]:
    descriptions: Mapping[Any, str] = COMMAND_DESCRIPTIONS[language]
    return [BotCommand(name, descriptions[command]) for command, name in COMMAND_NAMES[language].items()]
