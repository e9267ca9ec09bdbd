"""The slash commands, as Discord is told of them."""

from __future__ import annotations

from typing import Any

import pytest

from narrative.events import Command, Language, Pace
from narrative.phrases import COMMAND_DESCRIPTIONS, COMMAND_NAMES


def registered(world: Any) -> dict[str, dict[str, Any]]:
    (commands,) = world.requests("PUT", "/commands")
    return {command["name"]: command for command in commands}


async def test_every_command_is_there_in_both_languages(world: Any) -> None:
    expected = {
        (
            COMMAND_NAMES[Language.ENGLISH][command],
            COMMAND_NAMES[Language.INDONESIAN][command],
            COMMAND_DESCRIPTIONS[Language.ENGLISH][command],
            COMMAND_DESCRIPTIONS[Language.INDONESIAN][command],
        )
        for command in Command
    }
    told = {
        (
            one["name"],
            one["name_localizations"]["id"],
            one["description"],
            one["description_localizations"]["id"],
        )
        for one in registered(world).values()
    }
    assert expected == told


async def test_commands_work_in_servers_and_dms_and_everywhere_for_who_installs_them(world: Any) -> None:
    places = {(tuple(one["contexts"]), tuple(one["integration_types"])) for one in registered(world).values()}
    assert {((0, 1, 2), (0, 1))} == places


@pytest.mark.parametrize(
    ("command", "localised", "values"),
    [("language", "bahasa", list(Language)), ("pace", "tempo", list(Pace))],
)
async def test_two_commands_take_a_choice(
    world: Any, command: str, localised: str, values: list[str]
) -> None:
    (option,) = registered(world)[command]["options"]
    assert (command, localised, False, values) == (
        option["name"],
        option["name_localizations"]["id"],
        option["required"],
        [choice["value"] for choice in option["choices"]],
    )


async def test_what_was_meant_is_said_in_free_words_or_not_at_all(world: Any) -> None:
    (option,) = registered(world)["meant"]["options"]
    assert ("meant", "maksud", False, None) == (
        option["name"],
        option["name_localizations"]["id"],
        option["required"],
        option.get("choices"),
    )


async def test_paces_have_indonesian_names_and_languages_their_own(world: Any) -> None:
    commands = registered(world)
    paces, languages = (commands[name]["options"][0]["choices"] for name in ("pace", "language"))
    assert (["seketika", "cepat", "tenang", "lambat"], ["English", "Bahasa Indonesia"]) == (
        [choice["name_localizations"]["id"] for choice in paces],
        [choice["name"] for choice in languages],
    )


async def test_names_and_descriptions_keep_within_the_limits(world: Any) -> None:
    fits = [
        all(
            len(name) <= 32 and name == name.lower()
            for name in (one["name"], one["name_localizations"]["id"])
        )
        and all(len(text) <= 100 for text in (one["description"], one["description_localizations"]["id"]))
        for one in registered(world).values()
    ]
    assert [True] * len(Command) == fits


async def test_the_bot_listens_even_where_the_commands_were_refused(world: Any) -> None:
    world.env.inject_error("PUT", "/applications/*/commands", status=500)
    await world.restart()
    await world.ann.send_dm("hello")
    assert 1 == len(world.mailbox.accepted)
