"""Lints of commands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.yarn.definitions import Definition, Parameter
from narrative.yarn.lints.rules import Rules
from tests.narrative.yarn.lints.linting import places, start, told

WALK = Definition(
    name="walk",
    parameters=(Parameter(name="where"), Parameter(name="speed", type="number", default="1")),
)
HOST = Rules(commands={"walk": WALK, "rest": Definition(name="rest")})


def test_a_command_that_nobody_obeys_is_told() -> None:
    expected = (
        "warning 3:1 Nobody obeys the command `wolk`. Correct its name, or define it in a file that the project "
        "names under `definitions`."
    )
    assert [expected] == told(start("<<wolk home>>"), "YS0060", HOST)


def test_in_a_book_it_is_an_error() -> None:
    expected = "error 3:1 Nobody obeys the command `wolk`. It is one of rest, walk."
    assert [expected] == told(start("<<wolk home>>"), "YS0060", replace(HOST, is_book=True))


@pytest.mark.parametrize(
    "body", ["<<walk home>>", '<<walk "the harbour" 2>>', "<<rest>>", "<<{$which} home>>"]
)
def test_a_command_that_can_be_obeyed_is_no_matter(body: str) -> None:
    assert [] == places(start(body), "YS0060", HOST) + places(start(body), "YS0061", HOST)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<<walk>>", "`walk` needs `where`"),
        ("<<walk home 1 2>>", "`walk` takes `where`, `speed`, and no more"),
        ("<<walk home quickly>>", "`speed` is a number, and `quickly` is none"),
        ("<<rest here>>", "`rest` takes nothing, and no more"),
    ],
)
def test_words_that_do_not_suit_it_are_told(body: str, complaint: str) -> None:
    assert [f"warning 3:1 This command cannot be obeyed: {complaint}."] == told(start(body), "YS0061", HOST)


def test_of_an_expression_only_the_reading_knows_what_it_is() -> None:
    assert [] == places(start("<<walk {$where} {$speed}>>"), "YS0061", HOST)


def test_commands_are_found_wherever_they_stand() -> None:
    script = start(
        """
        -> Go
            <<wolk>>
        <<if true>>
            <<once>>
                <<wulk>>
            <<endonce>>
        <<endif>>
        """
    )
    assert [("warning", 4), ("warning", 7)] == places(script, "YS0060", HOST)
