"""Lints of speakers."""

from __future__ import annotations

import pytest

from narrative.yarn.lints.rules import Rules
from tests.narrative.yarn.lints.linting import places, start, told

CAST = Rules(characters=frozenset({"She", "Mask"}))


def test_a_speaker_whom_the_project_does_not_know_is_told() -> None:
    expected = (
        "warning 3:1 The project has no character `It was 10`. Correct the name, add it to the project's "
        "`characters`, or write `\\:` if nobody speaks here."
    )
    assert [expected] == told(start("It was 10:30."), "YS0016", CAST)


@pytest.mark.parametrize(
    "line",
    [
        "She: Good evening.",
        "Good evening.",
        "It was 10\\:30.",
        "{$name}: Good evening.",
        '[character name="Mask"]Good evening.[/character]',
        "-> She: Good evening.",
    ],
)
def test_a_line_of_somebody_known_or_of_nobody_is_no_matter(line: str) -> None:
    assert [] == places(start(line), "YS0016", CAST)


def test_options_and_line_groups_are_spoken_too() -> None:
    assert [("warning", 3), ("warning", 4)] == places(start("-> He: I.\n=> He: You."), "YS0016", CAST)


def test_without_a_list_of_characters_anybody_may_speak() -> None:
    assert [] == places(start("He: Good evening."), "YS0016", Rules())
