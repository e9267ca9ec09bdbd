"""Where a reading lives: finding or making a reader's thread in a server, else opening their DM."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from weakref import WeakValueDictionary

import discord

from adapters.commands import language_of
from adapters.discord.failures import TROUBLE
from narrative.events import Language
from narrative.phrases import Phrase, phrase

_NAME_LENGTH = 100
_SEARCHED = 50
"""Archived threads to look through: those of the last weeks."""
_ARCHIVE_MINUTES: Literal[10080] = 10080


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How the opening went: where the reading is, if anywhere, and the sentence to tell its reader."""

    chat: int | None
    sentence: str


class Places:
    """The threads and DMs of this process's readers. What it forgets it finds again by name and member."""

    def __init__(self, client: discord.Client, title: str) -> None:
        self._client = client
        self._title = title
        self._threads: dict[tuple[int, int], int] = {}
        self._doors: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def open(self, interaction: discord.Interaction[Any]) -> Opening:
        """Find or make the place for who asked to start: a thread where the bot is at home, else their DM."""
        channel = interaction.channel
        if not isinstance(channel, discord.TextChannel) or self._client.get_guild(channel.guild.id) is None:
            return await self._open_dm(interaction)
        door = self._doors.setdefault(interaction.user.id, asyncio.Lock())
        async with door:  # a second /start waits for the thread of the first
            return await self._open_thread(interaction, channel)

    def forget(self, thread: int) -> None:
        """Forget a thread that was deleted."""
        self._threads = {reader: known for reader, known in self._threads.items() if known != thread}

    async def _open_dm(self, interaction: discord.Interaction[Any]) -> Opening:
        language = reader_language(interaction)
        hello = phrase(language, Phrase.BOT_SHORT_DESCRIPTION)
        try:
            dm = await interaction.user.create_dm()
            await dm.send(hello, nonce=str(interaction.id))
        except TROUBLE:
            return Opening(chat=None, sentence=phrase(language, Phrase.DISCORD_DM_CLOSED))
        # A DM has no mention that shows outside of it, but it has an address.
        address = f"https://discord.com/channels/@me/{dm.id}"
        return Opening(chat=dm.id, sentence=phrase(language, Phrase.DISCORD_DM_SENT, place=address))

    async def _open_thread(
        self, interaction: discord.Interaction[Any], channel: discord.TextChannel
    ) -> Opening:
        language = reader_language(interaction)
        name = f"{self._title} · {interaction.user.display_name}"[:_NAME_LENGTH]
        thread = await self._found(channel, interaction.user, name)
        if thread is None:
            thread = await self._made(channel, interaction, name)
        if thread is None:
            return Opening(chat=None, sentence=phrase(language, Phrase.DISCORD_NO_THREAD))
        self._threads[channel.guild.id, interaction.user.id] = thread
        return Opening(chat=thread, sentence=phrase(language, Phrase.DISCORD_STARTED, place=f"<#{thread}>"))

    async def _found(self, channel: discord.TextChannel, user: discord.abc.User, name: str) -> int | None:
        if known := self._threads.get((channel.guild.id, user.id)):
            return known
        for thread in channel.guild.threads:
            if self._is_ours(thread, name) and await _holds(thread, user):
                return thread.id
        return await self._archived(channel, user, name)

    async def _archived(self, channel: discord.TextChannel, user: discord.abc.User, name: str) -> int | None:
        for private in (True, False):
            try:
                async for thread in channel.archived_threads(
                    private=private, joined=private, limit=_SEARCHED
                ):
                    if self._is_ours(thread, name) and await _holds(thread, user):
                        return thread.id
            except TROUBLE:
                continue  # not allowed to look: then there is nothing to find
        return None

    def _is_ours(self, thread: discord.Thread, name: str) -> bool:
        return (
            self._client.user is not None and thread.owner_id == self._client.user.id and thread.name == name
        )

    async def _made(
        self, channel: discord.TextChannel, interaction: discord.Interaction[Any], name: str
    ) -> int | None:
        for kind in _kinds(channel, interaction.app_permissions):
            try:
                thread = await channel.create_thread(
                    name=name, type=kind, invitable=False, auto_archive_duration=_ARCHIVE_MINUTES
                )
                await thread.add_user(interaction.user)
            except TROUBLE:
                continue
            return thread.id
        return None


def reader_language(interaction: discord.Interaction[Any]) -> Language:
    """Return the language of the reader's Discord, if it is one of ours."""
    return language_of(interaction.locale.value) or Language.ENGLISH


def _kinds(channel: discord.TextChannel, allowed: discord.Permissions) -> Iterator[Any]:
    """Yield the kinds of thread in which the bot could speak, the most private one first."""
    if not allowed.send_messages_in_threads:
        return
    if allowed.create_private_threads and not channel.is_news():
        yield discord.ChannelType.private_thread
    if allowed.create_public_threads:
        yield discord.ChannelType.news_thread if channel.is_news() else discord.ChannelType.public_thread


async def _holds(thread: discord.Thread, user: discord.abc.User) -> bool:
    try:
        await thread.fetch_member(user.id)
    except TROUBLE:
        return False
    return True
