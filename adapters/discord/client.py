"""The Discord client: what readers do there, acknowledged in time, translated, and into the intake."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord

from adapters.commands import language_of, read_text
from adapters.discord.commands import Indonesian, command_tree
from adapters.discord.components import ChoiceButton, SpeakButton, spoken_language, spoken_words
from adapters.discord.failures import TROUBLE, courteously, delivery_error
from adapters.discord.inbound import (
    InteractionFacts,
    MessageFacts,
    edit_inbound,
    interaction_inbound,
    kind_of,
    message_inbound,
)
from adapters.discord.intake import Intake
from adapters.discord.outbound import echo, notice
from adapters.discord.places import Places, reader_language
from adapters.port import Inbound, Mailbox, RetryLater, Unavailable
from adapters.tokens import ButtonToken
from narrative.events import Asked, Chose, Command, Language, ReaderEvent
from narrative.phrases import Phrase, phrase

_log = logging.getLogger(__name__)
_INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of these is privileged."""
_AT_ONCE = 4
"""Conversations caught up with at the same time: live traffic keeps its share of Discord's rate limit."""
_PATIENCE = 5.0
_LONGEST_RATE_LIMIT = 30.0


class Client(discord.Client):
    """Listens. It holds nothing that a restart would miss, except what the intake keeps for some moments."""

    def __init__(self, *, title: str, sleep: Callable[[float], Awaitable[object]]) -> None:
        super().__init__(
            intents=_INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT,
        )
        self.tree = command_tree(self, self.asked)
        self._sleep = sleep
        self._places = Places(self, title)
        self._unheard: set[int] = set()
        self._catching_up = asyncio.Lock()
        self._intake: Intake | None = None

    def bind(self, mailbox: Mailbox) -> None:
        """Say where everything goes. Needed once, before the client connects."""
        self._intake = Intake(mailbox, self._sleep)

    @property
    def intake(self) -> Intake:
        if self._intake is None:
            raise RuntimeError("bind(mailbox) comes before connecting")
        return self._intake

    # ------------------------------------------------------------ connecting and catching up

    async def setup_hook(self) -> None:
        self.add_dynamic_items(ChoiceButton, SpeakButton)
        await self.tree.set_translator(Indonesian())
        try:
            await self.tree.sync()
        except (
            discord.HTTPException,
            aiohttp.ClientError,
            OSError,
        ) as error:  # it still has those of last time
            _log.warning("Discord did not take the commands: %s", delivery_error(error))

    async def on_connect(self) -> None:
        self.intake.hold()

    async def on_ready(self) -> None:
        async with self._catching_up:
            cursors = await self.intake.begin()
            slots = asyncio.Semaphore(_AT_ONCE)
            latest_first = sorted(cursors.items(), key=lambda item: -item[1])
            await asyncio.gather(*(self._catch_up(chat, cursor, slots) for chat, cursor in latest_first))

    async def _catch_up(self, chat: str, cursor: int, slots: asyncio.Semaphore) -> None:
        async with slots:
            await self.intake.release(chat, await self._missed(int(chat), cursor))

    async def _missed(self, chat: int, cursor: int) -> list[Inbound]:
        """Return what was said there after the cursor. Nothing, where the bot may no longer look."""
        while True:
            try:
                return await self._history(chat, cursor)
            except TROUBLE as error:
                if not isinstance(delivery_error(error), Unavailable | RetryLater):
                    return []
                await self._sleep(_PATIENCE)

    async def _history(self, chat: int, cursor: int) -> list[Inbound]:
        channel = self.get_channel(chat) or await self.fetch_channel(chat)
        if not isinstance(channel, discord.abc.Messageable):
            return []
        after = discord.Object(cursor)
        messages = [m async for m in channel.history(limit=None, after=after, oldest_first=True)]
        found = (message_inbound(self._facts(message)) for message in messages)
        return [inbound for inbound in found if inbound is not None]

    # ------------------------------------------------------------ messages

    async def on_message(self, message: discord.Message) -> None:
        facts = self._facts(message)
        if facts.by_a_bot:
            return
        if not self._is_reading(message.channel):
            if facts.addressed:
                await self._answer(message, Phrase.PRIVATE_ONLY)
        elif (inbound := message_inbound(facts)) is not None:
            self._unheard.discard(facts.chat)
            await self.intake.take(inbound)
        elif facts.chat not in self._unheard:  # once, so that a talk between people is left alone
            self._unheard.add(facts.chat)
            await self._answer(message, Phrase.DISCORD_UNHEARD)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        # Discord also "edits" a message when it unfolds a link in it; then there is no time of editing.
        if message.edited_at is None or not self._is_reading(message.channel):
            return
        if (inbound := edit_inbound(self._facts(message), message.edited_at)) is not None:
            await self.intake.take(inbound)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        self._places.forget(payload.thread_id)

    async def _answer(self, message: discord.Message, key: Phrase) -> None:
        language = language_of(str(message.guild.preferred_locale)) if message.guild else None
        await courteously(message.reply(notice(phrase(language or Language.ENGLISH, key))))

    def _facts(self, message: discord.Message) -> MessageFacts:
        assert self.user is not None, "nothing is heard before logging in"
        by_a_person = message.type in (discord.MessageType.default, discord.MessageType.reply)
        return MessageFacts(
            id=message.id,
            chat=message.channel.id,
            author=message.author.id,
            bot=self.user.id,
            at=message.created_at,
            text=message.content,
            by_a_bot=message.author.bot or message.webhook_id is not None or not by_a_person,
            addressed=message.guild is None or self.user in message.mentions,
            other=_other(message),
        )

    def _is_reading(self, channel: Any) -> bool:
        if isinstance(channel, discord.DMChannel) or self.intake.knows(channel.id):
            return True
        ours = self.user.id if self.user else None
        return isinstance(channel, discord.Thread) and channel.owner_id == ours

    # ------------------------------------------------------------ interactions, acknowledged before all else

    async def asked(self, interaction: discord.Interaction[Any], command: Command, argument: str) -> None:
        """Take a slash command where a reading is, or open a place for one."""
        await courteously(interaction.response.defer(ephemeral=True, thinking=True))
        event = Asked(command=command, argument=argument)
        if self._reads_in(interaction, command):
            await self._take(interaction, interaction.channel_id, event)
            await courteously(interaction.delete_original_response())
        elif command is Command.START:
            opening = await self._places.open(interaction)
            if opening.chat is not None:
                await self._take(interaction, opening.chat, event)
            await courteously(interaction.edit_original_response(content=opening.sentence))
        else:
            sentence = phrase(reader_language(interaction), Phrase.PRIVATE_ONLY)
            await courteously(interaction.edit_original_response(content=sentence))

    async def pressed(self, interaction: discord.Interaction[Any], token: ButtonToken) -> None:
        """Take the press of a choice."""
        await courteously(interaction.response.defer())
        await self._take(interaction, interaction.channel_id, Chose(offer=token.offer, choice=token.choice))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take the words of a Speak modal, opened by this process or by one before it."""
        data: Any = interaction.data
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        if (language := spoken_language(data["custom_id"])) is None:
            return
        words = spoken_words(data["components"])
        # The words would not be seen otherwise: so they stand in the conversation as if typed there.
        heard = echo(words, language)
        await courteously(interaction.response.send_message(heard, suppress_embeds=True))
        await self._take(interaction, interaction.channel_id, read_text(words))

    async def _take(
        self, interaction: discord.Interaction[Any], chat: int | None, event: ReaderEvent
    ) -> None:
        assert chat is not None, "what is pressed or asked is so in a channel"
        facts = InteractionFacts(
            id=interaction.id,
            chat=chat,
            user=interaction.user.id,
            at=interaction.created_at,
            locale=interaction.locale.value,
        )
        await self.intake.take(interaction_inbound(facts, event))

    def _reads_in(self, interaction: discord.Interaction[Any], command: Command) -> bool:
        """Readings are in the bot's DMs and threads; /start may begin one in any thread the bot is in."""
        if interaction.context.dm_channel:
            return True
        if interaction.guild_id is None or self.get_guild(interaction.guild_id) is None:
            return False
        begins = command is Command.START and isinstance(interaction.channel, discord.Thread)
        return begins or self._is_reading(interaction.channel)


def _other(message: discord.Message) -> str:
    """Say what a message brings besides text."""
    if message.flags.voice:
        return "voice"
    if message.attachments:
        return kind_of(message.attachments[0].content_type)
    brought = {"sticker": message.stickers, "poll": message.poll, "forward": message.message_snapshots}
    return next((kind for kind, things in brought.items() if things), "")
