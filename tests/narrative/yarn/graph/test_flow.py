"""What can be reached in a node's code, and behind which choice it stands."""

from __future__ import annotations

import pytest

from narrative.yarn.graph.flow import Body, Flow, bodies, follow
from narrative.yarn.program import Instruction, Op
from tests.narrative.yarn.graph.stories import compiled, node


def code(*body: str) -> tuple[Instruction, ...]:
    return compiled(one=node("Start", *body)).nodes["Start"].code


def reached(*body: str) -> list[str]:
    """Return the steps that can be reached, but for those that only lead to others."""
    found = code(*body)
    steps = (found[position] for position in sorted(follow(found).reached))
    return [
        step.op.name for step in steps if step.op in {Op.LINE, Op.COMMAND, Op.GOTO_NODE, Op.STOP, Op.RETURN}
    ]


def test_no_code_is_over_at_once() -> None:
    assert Flow(reached=frozenset(), runs_out=True) == follow(())


def test_all_of_a_plain_body_is_reached() -> None:
    assert (["LINE", "COMMAND", "LINE"], True) == (
        reached("One.", "<<wait 1>>", "Two."),
        follow(code("One.", "<<wait 1>>", "Two.")).runs_out,
    )


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["STOP"], ["<<stop>>", "One."]),
        (["RETURN"], ["<<return>>", "One."]),
        (["GOTO_NODE"], ["<<jump Start>>", "One."]),
        (["STOP", "LINE"], ["<<if true>>", "<<stop>>", "<<endif>>", "One."]),
        (["STOP", "RETURN"], ["<<if true>>", "<<stop>>", "<<else>>", "<<return>>", "<<endif>>", "One."]),
        (["STOP", "LINE"], ["<<once>>", "<<stop>>", "<<endonce>>", "One."]),
        (["LINE"], ["One. <<if false>>"]),
    ],
)
def test_what_stands_behind_the_end_is_not_reached(expected: list[str], body: list[str]) -> None:
    assert expected == reached(*body)


@pytest.mark.parametrize(
    ("runs_out", "body"),
    [
        (False, ["-> One", "    <<stop>>"]),
        (True, ["-> One <<if true>>", "    <<stop>>"]),
        (True, ["-> One <<once>>", "    <<stop>>", "-> Two <<if true>>", "    <<stop>>"]),
        (False, ["-> One <<once>>", "    <<stop>>", "-> Two", "    <<stop>>"]),
        (False, ["=> One", "    <<stop>>"]),
        (True, ["=> One <<if true>>", "    <<stop>>"]),
        (True, ["-> One", "    -> Two", "        <<stop>>", "    -> Three"]),
    ],
)
def test_a_choice_runs_out_where_none_may_be_open_or_one_leads_on(runs_out: bool, body: list[str]) -> None:
    assert runs_out == follow(code(*body)).runs_out


def test_bodies_are_those_of_options_and_items_and_inner_ones_come_later() -> None:
    found = code(
        "-> One #line:one",
        "    Said. #line:said",
        "    -> Inner #line:inner",
        "        Said too. #line:said_too",
        "-> Two #line:two",
        "=> Item #line:item",
        "    Said then. #line:said_then",
    )
    choices = bodies(found)
    assert ["line:one", "line:two", "line:inner", "line:item"] == [choice.line_id for choice in choices]
    places = {
        str(step.operands[0]): [choice.line_id for choice in choices if choice.first <= at < choice.end]
        for at, step in enumerate(found)
        if step.op is Op.LINE
    }
    assert {
        "line:said": ["line:one"],
        "line:said_too": ["line:one", "line:inner"],
        "line:item": ["line:item"],
        "line:said_then": ["line:item"],
    } == places


def test_code_without_choices_has_no_bodies() -> None:
    assert () == bodies(code("One.", "<<if true>>", "Two.", "<<endif>>"))
    assert (Body(first=3, end=4, line_id="line:a"),) == bodies(code("-> One #line:a"))
