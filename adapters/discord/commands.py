"""The slash commands: in English, and in Indonesian for readers whose Discord is Indonesian."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from narrative.events import Command, Language, Pace
from narrative.phrases import COMMAND_DESCRIPTIONS, COMMAND_NAMES, PACE_PHRASES, PHRASES

Asked: TypeAlias = Callable[[discord.Interaction[Any], Command, str], Awaitable[None]]
"""What is done with a command and its argument."""

_LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.INDONESIAN: "Bahasa Indonesia"}


class Indonesian(app_commands.Translator):
    """Gives Discord the Indonesian that a text of ours carries with it; names of languages have none."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        return string.extras.get("indonesian") if locale is discord.Locale.indonesian else None


def command_tree(client: discord.Client, asked: Asked) -> app_commands.CommandTree[Any]:
    """Return all commands, usable in servers, in DMs and, installed by a user, everywhere."""
    tree: app_commands.CommandTree[Any] = app_commands.CommandTree(
        client,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
    for command in Command:
        tree.add_command(_command(command, asked))
    return tree


def _command(command: Command, asked: Asked) -> app_commands.Command[Any, Any, Any]:
    match command:
        case Command.LANGUAGE:
            callback = _with_choice(
                command, asked, [Choice(name=n, value=lang) for lang, n in _LANGUAGE_NAMES.items()]
            )
        case Command.PACE:
            callback = _with_choice(
                command, asked, [Choice(name=_pace(pace), value=pace.value) for pace in Pace]
            )
        case Command.MEANT:
            callback = _with_words(command, asked)
        case _:
            callback = _alone(command, asked)
    return app_commands.Command(name=_name(command), description=_description(command), callback=callback)


def _alone(command: Command, asked: Asked) -> Any:
    async def callback(interaction: discord.Interaction[Any]) -> None:
        await asked(interaction, command, "")

    return callback


def _with_choice(command: Command, asked: Asked, choices: list[Choice[str]]) -> Any:
    return app_commands.choices(argument=choices)(_with_words(command, asked))


def _with_words(command: Command, asked: Asked) -> Any:
    async def callback(interaction: discord.Interaction[Any], argument: str = "") -> None:
        await asked(interaction, command, argument.strip())

    named = app_commands.rename(argument=_name(command))(callback)
    return app_commands.describe(argument=_description(command))(named)


def _name(command: Command) -> locale_str:
    return _both(COMMAND_NAMES[Language.ENGLISH][command], COMMAND_NAMES[Language.INDONESIAN][command])


def _description(command: Command) -> locale_str:
    english, indonesian = (COMMAND_DESCRIPTIONS[language][command] for language in Language)
    return _both(english, indonesian)


def _pace(pace: Pace) -> locale_str:
    english, indonesian = (PHRASES[language][PACE_PHRASES[pace]] for language in Language)
    return _both(english, indonesian)


def _both(english: str, indonesian: str) -> locale_str:
    return locale_str(english, indonesian=indonesian)
