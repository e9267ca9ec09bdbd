"""Places have names by which they are found again in an edited script."""

from __future__ import annotations

import pytest

from narrative.yarn.places import CodePlace, PlaceName, choices_of, find, find_options, name_of, places_of
from narrative.yarn.program import Op, Program
from tests.narrative.yarn.compile.compiling import node, program

BODY = """
Anna: Hello. #line:hello
<<wait 1>>
<<wait 1>>
<<detour Aside>>
-> Stay #line:stay
    <<wait 2>>
-> Go #line:go
"""
SCRIPT = node(BODY) + node("Between us. #line:aside", title="Aside")


def where(edited: str, name: PlaceName, home: str = "Start") -> str:
    """Return the step in front of the place that was found, or nothing."""
    edition = program(edited)
    place = find(edition, name, home)
    return "" if place is None else _step(edition, place)


def _step(edition: Program, place: CodePlace) -> str:
    step = edition.nodes[place.node].code[place.position - 1]
    return f"{place.node} {step.op.name} {step.operands[0] if step.operands else ''}".rstrip()


def test_a_place_is_named_by_the_last_line_before_it() -> None:
    names = [name for name, _ in places_of(program(SCRIPT).nodes["Start"])]

    assert [
        PlaceName("line:hello", Op.LINE, "", 1),
        PlaceName("line:hello", Op.COMMAND, "wait 1", 1),
        PlaceName("line:hello", Op.COMMAND, "wait 1", 2),
        PlaceName("line:hello", Op.DETOUR, "Aside", 1),
        PlaceName("line:go", Op.SHOW_OPTIONS, "", 1),
        PlaceName("line:go", Op.COMMAND, "wait 2", 1),
    ] == names


def test_before_the_first_line_a_place_is_named_by_its_node() -> None:
    start = program(node("<<wait 1>>\nHello. #line:hello")).nodes["Start"]
    assert PlaceName("node:Start", Op.COMMAND, "wait 1", 1) == name_of(start, 1)


def test_every_place_is_found_in_its_own_edition() -> None:
    edition = program(SCRIPT)
    for start in edition.nodes.values():
        for name, place in places_of(start):
            assert place == find(edition, name, start.name)
            assert name == name_of(start, place.position)


SECOND_WAIT = PlaceName("line:hello", Op.COMMAND, "wait 1", 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Anna: Hello.", "Anna: Good day.", "Start COMMAND wait 1"),
        ("Anna: Hello.", "It rained. #line:rain\nAnna: Hello.", "Start COMMAND wait 1"),
        ("title: Start", "title: Begin", "Begin COMMAND wait 1"),
        ("<<wait 1>>\n<<wait 1>>", "<<wait 5>>\n<<wait 6>>", "Start COMMAND wait 5"),
        ("Anna: Hello. #line:hello\n", "", "Start COMMAND wait 1"),
        ("<<wait 1>>\n<<wait 1>>\n", "", ""),
    ],
    ids=["a text", "a line before", "the node's name", "the command's words", "its line", "all of it"],
)
def test_a_place_is_found_in_spite_of_an_edit(old: str, new: str, expected: str) -> None:
    assert old in SCRIPT
    assert expected == where(SCRIPT.replace(old, new), SECOND_WAIT)


def test_a_place_goes_with_its_line_into_another_node() -> None:
    moved = node("Nothing is left here.") + node(BODY, title="Elsewhere") + node("…", title="Aside")
    assert "Elsewhere COMMAND wait 1" == where(moved, SECOND_WAIT)


def test_the_text_alone_is_looked_for_at_home_only() -> None:
    elsewhere = node("Nothing is left here.") + node("<<wait 1>>", title="Elsewhere")
    assert "" == where(elsewhere, SECOND_WAIT)


def test_a_choice_is_found_by_any_of_its_options() -> None:
    edition = program(SCRIPT.replace("-> Stay #line:stay", "-> Wait #line:wait\n-> Remain #line:remain"))

    found = find_options(edition, ["line:stay", "line:go"])

    assert found is not None
    place, labels = found
    assert "Start SHOW_OPTIONS" == _step(edition, place)
    assert ["line:wait", "line:remain", "line:go"] == list(labels)


def test_a_choice_without_any_of_its_options_is_gone() -> None:
    assert find_options(program(SCRIPT), ["line:run"]) is None


def test_every_choice_has_its_own_options_only() -> None:
    body = "-> A #line:a\n    -> B #line:b\n-> C #line:c\n\n-> D #line:d"
    start = program(node(body)).nodes["Start"]
    assert [["line:a", "line:c"], ["line:b"], ["line:d"]] == [list(labels) for _, labels in choices_of(start)]
