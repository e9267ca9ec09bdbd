"""Seats in an offline Discord, and the bot that serves them.

async with Discord(database) as discord:
    seat = DiscordSeat(discord, thread)
    await seat.say("Good evening")
    await discord.restart()
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from itertools import cycle
from pathlib import Path
from typing import Any, Self

import discord
import simcord
from simcord.backend.serializers import message_payload

from adapters.discord.gateway import DiscordGateway
from bot.app import App, compose
from bot.settings import Settings, read_settings
from narrative.events import Language
from narrative.phrases import Phrase, phrase

_ESCAPE = re.compile(r"\\(.)")
_STYLES = re.compile(r"(?<!\\)(\*\*|[*_](?=\S)|(?<=\S)[*_])")


class Discord:
    """One server with one channel and one member, Ann, and the whole bot behind it."""

    def __init__(self, database: Path) -> None:
        self._settings: Settings = read_settings(
            {"KEDOK_DISCORD_TOKEN": "token", "KEDOK_DATABASE": str(database), "KEDOK_PACE": "instant"}
        )
        self._life = AsyncExitStack()
        self._serving = AsyncExitStack()
        self._changed = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = self._compose()
        self.env = await self._life.enter_async_context(simcord.run(self.gateway.client))
        await self._serve(app)
        guild = self.env.create_guild()
        self.channel = guild.create_text_channel("general")
        self.ann = guild.add_member(self.env.create_user("ann", global_name="Ann"))
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._serving.aclose()
        await self._life.__aexit__(*error)

    @property
    def mention(self) -> str:
        user = self.gateway.client.user
        assert user is not None
        return user.mention

    async def begin(self) -> Any:
        """Let Ann begin in the channel, and return her thread."""
        await self.ann.slash(self.channel, "start")
        return self.channel.threads[0]

    async def stop(self) -> None:
        """End the process. What happens from now on reaches nobody."""
        await self._serving.aclose()
        self.env.backend.subscribers.clear()

    async def restart(self) -> None:
        """Start another process on the same database."""
        app = self._compose()
        await self.env.restart_bot(self.gateway.client)
        await self._serve(app)

    async def until(self, condition: Any) -> None:
        """Wait until a condition on this Discord holds."""
        async with asyncio.timeout(10):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    def sent(self) -> list[dict[str, Any]]:
        """Return the bodies of all messages that the bot sent into channels."""
        made = self.env.http_requests
        return [one.json for one in made if one.method == "POST" and one.path.endswith("/messages")]

    def _compose(self) -> App:
        app = compose(self._settings)
        gateway = app.discord
        assert gateway is not None
        self.gateway: DiscordGateway = gateway
        return app

    async def _serve(self, app: App) -> None:
        await self._serving.enter_async_context(app.serving())
        self.env.backend.subscribers.append(lambda *_event: self._changed.set())


class DiscordSeat:
    """Ann's thread or DM. She speaks in every way in which she is heard there, one after the other."""

    def __init__(self, discord: Discord, channel: Any, language: Language = Language.ENGLISH) -> None:
        self.discord = discord
        self.channel = channel
        self._in_thread = channel.is_thread
        self._ann = discord.ann if self._in_thread else discord.ann.user
        self._speak = phrase(language, Phrase.SPEAK_BUTTON)
        ways = (self.mention, self.speak, self.reply) if self._in_thread else (self.write, self.speak)
        self._ways = cycle(ways)

    def texts(self) -> list[str]:
        return [plain(message.content) for message in self.messages()]

    def labels(self) -> list[str]:
        return [one.label for one in buttons(self.page()) if not one.custom_id.startswith("k1:speak")]

    def messages(self) -> list[discord.Message]:
        """Return the bot's messages, as they look now."""
        return [message for message in self.channel.history() if message.author.bot]

    def with_buttons(self) -> list[discord.Message]:
        """Return the messages that still have buttons."""
        return [message for message in self.messages() if message.components]

    def page(self) -> discord.Message:
        """Return the newest message with buttons."""
        return self.with_buttons()[-1]

    async def press(self, label: str) -> None:
        await self.answered(self._ann.click(self.page(), label=label))

    async def say(self, text: str) -> None:
        await next(self._ways)(text)

    async def slash(self, name: str, **options: str) -> None:
        where = (self.channel,) if self._in_thread else ()
        await self.answered(self._ann.slash(*where, name, **options))

    async def write(self, text: str, **things: Any) -> None:
        """Say something in the DM, with `attachments` or `stickers`."""
        await self.answered(self._ann.send_dm(text, **things))

    async def write_at_length(self, text: str) -> None:
        """Say up to 4,000 characters in the DM, as those may who pay Discord; to simcord all are poor."""
        backend = self.discord.env.backend
        message = backend.create_message(self.channel.id, self._ann.id, "…", broadcast=False)
        message.content = text
        await self.answered(self._emitted(message_payload(backend, message)))

    async def _emitted(self, payload: Any) -> None:
        self.discord.env.backend.emit("MESSAGE_CREATE", payload)
        await self.discord.env.settle()

    async def mention(self, text: str) -> None:
        await self.answered(self._ann.send(self.channel, f"{self.discord.mention} {text}"))

    async def reply(self, text: str) -> None:
        await self.answered(self._ann.send(self.channel, text, reply_to=self.page()))

    async def speak(self, text: str) -> None:
        shown = await self._ann.click(self.page(), label=self._speak)
        await self.answered(self._ann.submit_modal(shown, {"words": text}))

    async def answered(self, act: Awaitable[object]) -> None:
        """Do something, and wait for the answer; the buttons come under its last message."""
        before = len(self.messages())
        await act
        await self.discord.until(lambda: any(one.components for one in self.messages()[before:]))


def buttons(message: discord.Message) -> list[Any]:
    """Return the buttons under a message."""
    return [button for row in message.components for button in getattr(row, "children", ())]


def plain(content: str) -> str:
    """Return what Discord shows of some Markdown: no styles, no quotation bars, no escapes."""
    return "\n".join(
        _ESCAPE.sub(r"\1", _STYLES.sub("", row.removeprefix("> "))) for row in content.split("\n")
    )
