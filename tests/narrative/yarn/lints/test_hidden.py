"""Lints of hidden variables."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.lints.linting import places, start, told

DECLARED = """
/// How many plates there are.
<<declare $plates = 2>>
/// Hidden: how far she believes you, 0 to 5.
<<declare $trust = 2>>
<<declare $lied = false>>

<<declare $name = "">>
"""


def shows(line: str) -> str:
    return start(f"{DECLARED}\n{line}")


def test_a_line_that_shows_a_hidden_variable_is_told_at_the_variable() -> None:
    expected = (
        "warning 11:20 This line shows `$trust`, which its note calls hidden. Say it in words, or take `Hidden` "
        "out of the note."
    )
    assert [expected] == told(shows("She: I trust you, {$trust} of 5."), "KD0204")


@pytest.mark.parametrize(
    "line",
    [
        "-> I count {$trust}",
        "=> She: {$lied}.",
        "She: {string($trust + 1)}.",
        "She: [b]{$trust}[/b].",
        'She: [plural value={$trust} one="One" other="% times"/].',
    ],
)
def test_it_is_found_wherever_it_is_shown(line: str) -> None:
    assert [("warning", 11)] == places(shows(line), "KD0204")


@pytest.mark.parametrize(
    "line",
    [
        "She: {$plates} plates.",
        "She: {$name}.",
        "She: Good evening. <<if $trust > 2>>",
        "<<believe {$trust}>>",
        'She: [select value={$lied} True="You lied." False="You did not."/]',
        'She: [plural value={$trust} one="A little." other="More."/]',
        "She: \\{0\\} {$plates}",
    ],
)
def test_what_does_not_show_it_is_no_matter(line: str) -> None:
    assert [] == places(shows(line), "KD0204")


def test_a_note_speaks_for_the_declarations_right_under_it() -> None:
    """`$lied` has no note of its own; `$name`, after an empty line, is not spoken for."""
    assert [("warning", 11)] == places(shows("She: {$lied}, {$name}."), "KD0204")


def test_a_word_that_only_begins_so_hides_nothing() -> None:
    script = start("/// Hiddenness, a virtue.\n<<declare $trust = 2>>\nShe: {$trust}.")
    assert [] == places(script, "KD0204")


def test_what_is_declared_elsewhere_is_hidden_too() -> None:
    script = start("She: {$trust}.") + "title: Declarations\n---\n/// hidden\n<<declare $trust = 1>>\n===\n"
    assert [("warning", 3)] == places(script, "KD0204")
