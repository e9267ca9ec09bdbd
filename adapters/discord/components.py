"""Buttons that find their offer again after any restart, and the modal that lets the mask speak.

Everything a component needs is in its custom id, and Discord hands that back with every press:
`k1:<offer>:<choice>` for a choice, `k1:speak:<offer>:<language>` for the Speak button and for its modal.
A modal is read from the raw event, so that words typed while the bot restarts are heard too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, Self, assert_never

import discord
from discord import ui

from adapters.discord.failures import courteously
from adapters.discord.outbound import ButtonDraft, ChoiceDraft, SpeakDraft
from adapters.tokens import ButtonToken
from narrative.events import Language
from narrative.phrases import Phrase, phrase

LONGEST_SPEECH = 2000
_SPEAK = re.compile(r"k1:speak:(?P<offer>[0-9]{1,9}):(?P<language>en|id)", re.ASCII)
_CHOICE = re.compile(r"k1:(?P<offer>[0-9]{1,9}):(?P<choice>[0-9]{1,2})", re.ASCII)
_MODAL_SECONDS = 900.0
"""As long as Discord itself lets an interaction live."""


class Pressable(Protocol):
    """The client, as a pressed button sees it."""

    async def pressed(self, interaction: discord.Interaction[Any], token: ButtonToken) -> None:
        """Take the press of a choice."""
        ...


class ChoiceButton(ui.DynamicItem[ui.Button[Any]], template=_CHOICE):
    """One choice of an offer."""

    def __init__(self, token: ButtonToken, *, label: str = "…", row: int | None = None) -> None:
        button: ui.Button[Any] = ui.Button(label=label, custom_id=str(token), row=row)
        super().__init__(button)
        self._token = token

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(ButtonToken(offer=int(match["offer"]), choice=int(match["choice"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        client: Pressable = interaction.client
        await client.pressed(interaction, self._token)


class SpeakButton(ui.DynamicItem[ui.Button[Any]], template=_SPEAK):
    """Opens the modal in which the reader speaks."""

    def __init__(self, offer: int, language: Language, *, row: int | None = None) -> None:
        button: ui.Button[Any] = ui.Button(
            style=discord.ButtonStyle.primary,
            label=phrase(language, Phrase.SPEAK_BUTTON),
            custom_id=f"k1:speak:{offer}:{language}",
            row=row,
        )
        super().__init__(button)
        self._language = language

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["offer"]), Language(match["language"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await courteously(interaction.response.send_modal(speak_modal(self.custom_id, self._language)))


def speak_modal(custom_id: str, language: Language) -> ui.Modal:
    """Return the modal with the one field for what the mask says."""
    title = phrase(language, Phrase.SPEAK_TITLE)
    modal = ui.Modal(title=title, custom_id=custom_id, timeout=_MODAL_SECONDS)
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id="words",
        style=discord.TextStyle.paragraph,
        placeholder=phrase(language, Phrase.SPEAK_HINT),
        max_length=LONGEST_SPEECH,
    )
    modal.add_item(ui.Label(text=phrase(language, Phrase.SPEAK_LABEL), component=field))
    return modal


def spoken_language(custom_id: str) -> Language | None:
    """Return the language of the Speak modal with that id, or None if it is not one."""
    match = _SPEAK.fullmatch(custom_id)
    return Language(match["language"]) if match else None


def spoken_words(components: Iterable[Any]) -> str:
    """Return what was typed into the modal's field, wherever Discord nests it."""
    for component in components:
        if "value" in component:
            return str(component["value"])
        nested = [component["component"]] if "component" in component else component.get("components", [])
        if words := spoken_words(nested):
            return words
    return ""


def view_of(buttons: Sequence[ButtonDraft]) -> ui.View:
    """Return the buttons as a view that listens for ever."""
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(_item(button))
    return view


def _item(button: ButtonDraft) -> ChoiceButton | SpeakButton:
    match button:
        case ChoiceDraft(token=token, label=label, row=row):
            return ChoiceButton(token, label=label, row=row)
        case SpeakDraft(offer=offer, language=language, row=row):
            return SpeakButton(offer, language, row=row)
        case _:
            assert_never(button)
