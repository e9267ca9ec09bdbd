"""Guessing what was meant."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.spelling import Spelling
from tests.narrative.yarn.compile.compiling import compiled, message, node


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (" Did you mean `Kitchen`?", "Kitchn"),
        (" Did you mean `Kitchen`?", "kitchen"),
        ("", "Cellar"),
        ("", ""),
    ],
)
def test_the_name_most_like_it(expected: str, name: str) -> None:
    assert expected == Spelling({"Kitchen", "Garden", "Start"}).hint(name)


def test_it_does_not_guess_for_ever() -> None:
    spelling = Spelling(["Kitchen"])
    hints = [spelling.hint("Kitchn") for _ in range(30)]
    assert [" Did you mean `Kitchen`?"] * 20 + [""] * 10 == hints


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("Did you mean `Start`?", "<<jump Strat>>"),
        ("Did you mean `visited`?", '<<call visted("Start")>>'),
        ("Did you mean `Colour`?", "<<enum Colour>><<case Red>><<endenum>>\n{string(Color.Red)}"),
        ("Did you mean `line:oh_dear`?", "Oh #line:oh_dear\nOh #shadow:oh_deer"),
        (
            "It has `Red`, `Blue`.",
            "<<enum Colour>><<case Red>><<case Blue>><<endenum>>\n{string(Colour.Green)}",
        ),
        ("Write `My_Node`, say.", "<<stop>>\n===\ntitle: My Node\n---\nHi"),
    ],
)
def test_a_message_ends_with_the_guess(expected: str, body: str) -> None:
    assert message(body).endswith(expected)


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("YS0011", node("Hi"), node("Ho")),
        ("YS0018", node("Hi #line:a"), node("Hi #line:a", title="B")),
        ("YS0039", node("<<declare $x = 1>>"), node("<<declare $x = 1>>", title="B")),
    ],
)
def test_what_stands_twice_is_told_at_both_places_with_the_other(code: str, first: str, second: str) -> None:
    found = [one for one in compiled(first, second).diagnostics if one.code == code]
    assert ["a.yarn", "b.yarn"] == [one.file for one in found]
    for here, there in (found, reversed(found)):
        assert (
            f"on line {there.line} of {there.file}" in here.message
            or f"of line {there.line} of" in here.message
        )
