"""Discord under the port's contract: the real client against simcord, in a reader's direct messages."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import simcord

from adapters.discord.gateway import DiscordGateway
from adapters.port import ConversationKey, Mailbox
from narrative.events import Language
from narrative.phrases import Phrase, phrase

_FAILURES = {"later": (429, 0), "down": (502, 0), "blocked": (403, 50007), "refused": (400, 50035)}
_DECORATION = re.compile(r"(?<!\\)[*_]")
_ESCAPE = re.compile(r"\\([^A-Za-z0-9\s])")
_SPEAK = phrase(Language.ENGLISH, Phrase.SPEAK_BUTTON)


async def _no_time(_seconds: float) -> None:
    """Wait for nothing."""


class DiscordHarness:
    """A reader's direct messages. The Speak button is Discord's own, and no choice of the story's."""

    def __init__(self, env: Any, gateway: DiscordGateway) -> None:
        self.adapter = gateway
        self._env = env
        guild = env.create_guild()
        guild.create_text_channel("general")
        self._ann = guild.add_member(env.create_user("ann"))
        self.conversation = ConversationKey(platform="discord", chat=str(self._ann.user.dm_channel.id))

    async def types(self, text: str) -> None:
        await self._ann.send_dm(text)

    async def presses(self, label: str) -> None:
        message = next(one for one in reversed(self._sent()) if label in _labels(one))
        await self._ann.user.click(message, label=label)

    def texts(self) -> list[str]:
        return [_ESCAPE.sub(r"\1", _DECORATION.sub("", message.content)) for message in self._sent()]

    def labels(self) -> list[str]:
        return [label for message in self._sent() for label in _labels(message) if label != _SPEAK]

    def next_fails(self, kind: str) -> None:
        status, code = _FAILURES[kind]
        path = "/channels/*/messages" if kind != "down" else "/channels/*/*"
        self._env.inject_error("POST", path, status=status, code=code)

    def _sent(self) -> list[Any]:
        return [one for one in self._ann.user.dm_channel.history() if one.author.bot]


def _labels(message: Any) -> list[str]:
    return [button.label for row in message.components for button in row.children]


@asynccontextmanager
async def harness(mailbox: Mailbox) -> AsyncIterator[DiscordHarness]:
    gateway = DiscordGateway(token="token", sleep=_no_time)
    gateway.bind(mailbox)
    env = simcord.Env(gateway.client)  # simcord.run would not let a fixture enter and leave it
    await env.start()
    try:
        yield DiscordHarness(env, gateway)
    finally:
        await env.shutdown()
