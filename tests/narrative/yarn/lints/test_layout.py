"""Lints of the layout."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.job import compile_project
from tests.narrative.yarn.lints.linting import places, start, told


def test_an_empty_line_between_options_is_told_at_the_option_it_parts() -> None:
    script = start("-> Stay\n    We stayed.\n\n-> Go\n    We went.")
    expected = (
        "warning 6:1 The empty line above parts this option from those before it: they are offered first, and "
        "this one only after one of them was chosen. Take the empty line out."
    )
    assert [expected] == told(script, "KD0201")


def test_options_within_options_and_blocks_are_parted_too() -> None:
    script = start(
        """
        <<if true>>
        -> Stay

        -> Go
        <<endif>>
        <<once>>
        -> Once

        -> Twice
        <<endonce>>
        """
    )
    assert [("warning", 6), ("warning", 11)] == places(script, "KD0201")


@pytest.mark.parametrize(
    "body",
    [
        "-> Stay\n-> Go\n\nA line between.\n\n-> Sleep\n-> Wake",
        "=> One of these.\n\n=> Or of these.",
        "-> Stay\n    -> For an hour\n    -> For a day\n-> Go",
        "-> Stay\n// a comment\n-> Go",
        "\n-> Stay\n\nThe end.\n",
    ],
)
def test_the_ordinary_style_is_no_matter(body: str) -> None:
    assert [] == places(start(body), "KD0201")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("-> Stay\n    We stayed.\n\n    Until noon.", "KD0011"),
        ("-> Stay\n    We stayed.\n// until noon\n    Until noon.", "KD0011"),
        ("-> Stay\n    We stayed.\n    \n    Until noon.", "KD0012"),
        ("-> Stay\n    We stayed.\n\tUntil noon.", "KD0013"),
    ],
)
def test_what_the_parser_warns_of_itself(body: str, code: str) -> None:
    """The other three lints of indentation are the parser's: only it knows what the layout became."""
    script = f"title: Start\n---\n{body}\n===\n"
    found = compile_project({"a.yarn": script}, signatures={}).diagnostics
    assert [code] == [one.code for one in found]
