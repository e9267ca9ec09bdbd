"""The slice in a Discord server and in a DM: the real client in an offline Discord, composed from settings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from narrative.events import Command, Language
from narrative.phrases import COMMAND_NAMES, Phrase, phrase
from tests.whole.discord_seat import Discord, DiscordSeat, buttons
from tests.whole.lines import Lines, repeated
from tests.whole.reader import Reader

AT_THE_BUS_STOP = 9
"""Moves until she has answered twice."""


COMMANDS: Mapping[str, Mapping[str, str]] = {
    "help": {},
    "recap": {},
    "privacy": {},
    "pace": {"pace": "instant"},
    "undo": {},
    "language": {},
    "restart": {},
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "kedok.sqlite"


async def in_thread(discord: Discord, language: Language) -> DiscordSeat:
    """Begin in a thread of the server, in that language."""
    seat = DiscordSeat(discord, await discord.begin(), language)
    await discord.until(seat.with_buttons)
    if language is not Language.ENGLISH:
        await seat.slash("language", language=language.value)
    return seat


async def in_dm(discord: Discord, language: Language) -> DiscordSeat:
    """Begin in the DM, in that language."""
    seat = DiscordSeat(discord, discord.ann.user.dm_channel, language)
    await seat.slash("start")
    if language is not Language.ENGLISH:
        await seat.write("/bahasa id")
    return seat


@pytest.mark.parametrize("sit", [in_thread, in_dm])
async def test_a_reader_reads_from_start_to_the_last_page(
    database: Path, sit: Any, lines: Lines, language: Language
) -> None:
    async with Discord(database) as discord:
        seat = await sit(discord, language)
        begun = len(seat.texts()) - 1
        reader = Reader(seat, language)
        letter = await reader.finish()
        nonces = [body.get("nonce") for body in discord.sent()]
        pings = [body for body in discord.sent() if body["allowed_mentions"] != {"parse": []}]
    part = reader.part
    assert [] == [words for words in (part.first_words, part.opening) if f"“{words}”" not in letter]
    assert [] == lines.strangers(seat.texts()[begun:])
    assert [] == repeated(lines.hers(reader.heard))
    assert (len(nonces), True) == (len(set(nonces)), all(nonces))
    assert [] == pings


async def test_only_the_last_page_has_buttons(database: Path, language: Language) -> None:
    async with Discord(database) as discord:
        seat = await in_thread(discord, language)
        reader = Reader(seat, language)
        for _ in range(AT_THE_BUS_STOP):
            await reader.act()
            assert [seat.messages()[-1].id] == [message.id for message in seat.with_buttons()]
        for command in ("help", "restart", "language", "recap"):
            await seat.slash(command)
            assert [seat.messages()[-1].id] == [message.id for message in seat.with_buttons()]


async def test_a_press_on_a_page_long_turned_gets_a_word_and_the_page(
    database: Path, language: Language
) -> None:
    """The reader's app may still show the old buttons."""
    async with Discord(database) as discord:
        seat = await in_dm(discord, language)
        first = seat.page()
        stored = discord.env.backend.messages[first.channel.id][first.id].components
        label = buttons(first)[0].label
        reader = Reader(seat, language)
        await reader.act(AT_THE_BUS_STOP)
        open_page = seat.labels()
        discord.env.backend.messages[first.channel.id][first.id].components = stored
        await seat.answered(discord.ann.user.click(first, label=label))
    assert (phrase(language, Phrase.STALE), open_page) == (seat.texts()[-2], seat.labels())


async def test_commands_answer_in_the_middle_and_the_reading_goes_on(
    database: Path, lines: Lines, language: Language
) -> None:
    def told(key: Phrase) -> str:
        return phrase(language, key)

    async with Discord(database) as discord:
        seat = await in_thread(discord, language)
        begun = len(seat.texts()) - 1
        reader = Reader(seat, language)
        await reader.act(AT_THE_BUS_STOP)
        answers: dict[str, str] = {}
        for name, options in COMMANDS.items():
            before = len(seat.texts())
            await seat.slash(name, **options)
            answers[name] = seat.texts()[before]
        assert [told(Phrase.RESTART_YES), told(Phrase.RESTART_NO)] == seat.labels()
        await seat.press(told(Phrase.RESTART_NO))
        assert told(Phrase.RESTART_KEPT) == seat.texts()[-1]
        letter = await reader.finish()
    assert {
        "help": f"{told(Phrase.HELP)}\n\n{told(Phrase.HELP_TALK)}",
        "privacy": told(Phrase.PRIVACY),
        "pace": phrase(language, Phrase.PACE_SET, pace=phrase(language, Phrase.PACE_INSTANT)),
        "undo": told(Phrase.UNDONE),
        "language": told(Phrase.LANGUAGE_ASK),
        "restart": told(Phrase.RESTART_ASK),
    } == {name: answer for name, answer in answers.items() if name != "recap"}
    assert told(Phrase.RECAP) == answers["recap"].split("\n")[0]
    assert f"“{reader.part.opening}”" in letter
    assert [] == lines.strangers(seat.texts()[begun:])


async def test_commands_may_be_typed_by_both_their_names(database: Path, language: Language) -> None:
    async with Discord(database) as discord:
        seat = await in_dm(discord, language)
        for names in COMMAND_NAMES.values():
            await seat.write(f"/{names[Command.PRIVACY]}")
            assert phrase(language, Phrase.PRIVACY) == seat.texts()[-1]


async def test_a_reading_goes_on_in_a_new_process_with_what_was_said_meanwhile(
    database: Path, lines: Lines, language: Language
) -> None:
    async with Discord(database) as discord:
        seat = await in_thread(discord, language)
        begun = len(seat.texts()) - 1
        reader = Reader(seat, language)
        await reader.act(AT_THE_BUS_STOP)
        await discord.stop()
        told = len(seat.texts())
        for speech in reader.part.speeches[2:]:
            await discord.ann.send(seat.channel, f"{discord.mention} {speech}")
        await discord.restart()
        await discord.until(
            lambda: (
                len(lines.hers(seat.texts()[told:])) >= 2 and seat.with_buttons()[-1:] == seat.messages()[-1:]
            )
        )
        letter = await reader.finish()
        nonces = [body["nonce"] for body in discord.sent()]
    assert f"“{reader.part.first_words}”" in letter
    assert [] == lines.strangers(seat.texts()[begun:])
    assert [] == repeated(lines.hers(seat.texts()))
    assert len(nonces) == len(set(nonces))


async def test_buttons_of_the_process_before_still_work(database: Path, language: Language) -> None:
    async with Discord(database) as discord:
        seat = await in_thread(discord, language)
        reader = Reader(seat, language)
        await reader.act(AT_THE_BUS_STOP)
        await discord.stop()
        await discord.restart()
        assert [] != await reader.act(2)
