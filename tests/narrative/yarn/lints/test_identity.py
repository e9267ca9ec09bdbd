"""Lints of ids and subtitles."""

from __future__ import annotations

from narrative.yarn.lints.job import lint
from narrative.yarn.lints.rules import Rules
from tests.narrative.yarn.lints.linting import places, start, told

LOOSE = Rules()


def test_every_line_without_an_id_is_told() -> None:
    script = start(
        """
        She: Good evening. #line:evening
        She: Who is there?
        -> Only me #line:me
            She: You.
        -> Nobody
        => She: It rains. #rain
        => She: It rains. #shadow:rain
        """
    )
    assert [("warning", line) for line in (4, 6, 7, 8)] == places(script, "KD0202")


def test_it_says_how_to_mend_it() -> None:
    expected = (
        "warning 3:1 This line has no id, so translations and readings lose it with the next edit. "
        "Give it one: run `kedok tag`."
    )
    assert [expected] == told(start("She: Who is there?"), "KD0202")


def test_where_nothing_is_kept_it_is_told_once_a_file() -> None:
    one, three = start("Alone."), start("One. #line:one\nTwo.\nThree.\nFour.")
    assert [
        (
            "a.yarn",
            3,
            "This line has no id. Before it is translated or kept in a saved reading, run `kedok tag`.",
        ),
        (
            "b.yarn",
            4,
            "This line has no id (nor have 2 more in this file). "
            "Before it is translated or kept in a saved reading, run `kedok tag`.",
        ),
    ] == [
        (found.file, found.line, found.message)
        for found in lint({"b.yarn": three.replace("Start", "Other"), "a.yarn": one}, LOOSE)
        if found.code == "KD0202"
    ]


GROUP = """
    title: Start
    subtitle: first
    when: always
    ---
    One. #line:one
    ===
    title: Start
    when: once
    ---
    Two. #line:two
    ===
    """


def test_a_member_of_a_group_without_a_subtitle_is_told() -> None:
    expected = (
        "warning 7:8 This member of the group `Start` has no subtitle, so that its name, by which its views and "
        "visits are counted, changes with its line number. Give it a `subtitle:`."
    )
    assert [expected] == told(GROUP, "KD0203")


def test_where_nothing_is_kept_it_is_but_a_note() -> None:
    assert [("info", 7)] == places(GROUP, "KD0203", LOOSE)


def test_a_node_that_is_no_member_needs_no_subtitle() -> None:
    assert [] == places(start("One. #line:one"), "KD0203")
