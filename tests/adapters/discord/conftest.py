"""A whole offline Discord round the real client: the fixtures of every test in this folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord

from adapters.discord.gateway import DiscordGateway
from adapters.port import Action, ConversationKey, Inbound, Outbound, Post
from narrative.cues import Say
from narrative.events import Language, ReaderEvent

TITLE = "The Play"


@dataclass
class MemoryMailbox:
    """Keeps what it is given, once each; fails as often as it is told to."""

    accepted: list[Inbound] = field(default_factory=list)
    batches: list[list[str]] = field(default_factory=list)
    failures: int = 0

    async def accept(self, inbound: Sequence[Inbound]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        known = {one.event_id for one in self.accepted}
        self.accepted += [one for one in inbound if one.event_id not in known]
        self.batches.append([one.event_id for one in inbound])

    async def cursors(self, platform: str) -> dict[str, int]:
        highest: dict[str, int] = {}
        for one in self.accepted:
            chat = one.conversation.chat
            highest[chat] = max(highest.get(chat, 0), one.cursor)
        return highest

    @property
    def events(self) -> list[ReaderEvent]:
        return [one.event for one in self.accepted]


@dataclass
class Sleeper:
    """Passes no time, and remembers how much it was asked to."""

    slept: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@dataclass
class World:
    """One server with one channel, one reader in it, and the gateway under test."""

    env: simcord.Env
    gateway: DiscordGateway
    mailbox: MemoryMailbox
    sleeper: Sleeper
    channel: Any
    ann: Any

    async def begin(self) -> Any:
        """Let Ann begin in the channel, and return her thread."""
        await self.ann.slash(self.channel, "start")
        return self.channel.threads[0]

    async def perform(self, chat: int, action: Action, *, number: int = 1, plain: bool = False) -> str:
        outbound = Outbound(
            id=number,
            conversation=ConversationKey(platform="discord", chat=str(chat)),
            language=Language.ENGLISH,
            action=action,
            plain=plain,
        )
        return (await self.gateway.perform(outbound)).message_id

    def new_gateway(self) -> DiscordGateway:
        """Return what a new process would have: the same mailbox, nothing else."""
        gateway = DiscordGateway(token="token", title=TITLE, sleep=self.sleeper)
        gateway.bind(self.mailbox)
        return gateway

    async def restart(self) -> None:
        self.gateway = self.new_gateway()
        await self.env.restart_bot(self.gateway.client)

    def disconnect(self) -> None:
        """From now on nothing that happens reaches the client: the bot is down."""
        self.env.backend.subscribers.clear()

    def requests(self, method: str, ending: str) -> list[dict[str, Any]]:
        """Return the bodies of the REST calls of that kind, in order."""
        made = self.env.http_requests
        return [one.json for one in made if one.method == method and one.path.endswith(ending)]


@pytest.fixture
def mailbox() -> MemoryMailbox:
    return MemoryMailbox()


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def gateway(mailbox: MemoryMailbox, sleeper: Sleeper) -> DiscordGateway:
    gateway = DiscordGateway(token="token", title=TITLE, sleep=sleeper)
    gateway.bind(mailbox)
    return gateway


@pytest.fixture
def simcord_bot(gateway: DiscordGateway) -> discord.Client:
    return gateway.client


@pytest.fixture
def world(simcord_env: Any, gateway: DiscordGateway, mailbox: MemoryMailbox, sleeper: Sleeper) -> World:
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ann = guild.add_member(simcord_env.create_user("ann", global_name="Ann"))
    return World(simcord_env, gateway, mailbox, sleeper, channel, ann)


@pytest.fixture
def post() -> Post:
    return Post(lines=(Say(speaker="Narrator", name="", text="Rain."),))
