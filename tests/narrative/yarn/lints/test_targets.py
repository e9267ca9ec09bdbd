"""Where a jump or a detour can lead."""

from __future__ import annotations

import pytest

from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.targets import Gap, Map, Target, fits, names
from narrative.yarn.syntax.parser import parse
from tests.narrative.yarn.lints.linting import start

DECLARED = """
<<enum Act>>
<<case Greet = "greet">>
<<case Love = "love">>
<<endenum>>
<<enum Day>>
<<case One>>
<<case Two>>
<<endenum>>
<<enum Depth>>
<<case Low = -1>>
<<case Odd = (1 + 1)>>
<<endenum>>
<<declare $act = Act.Greet>>
<<declare $day = .One as Day>>
<<declare $depth = Depth.Low>>
<<declare $who = "">>
"""
ACT = Gap("$act", ("greet", "love"))


def target(expression: str) -> Target:
    nodes = parse("a.yarn", start(f"{DECLARED}\n<<jump {{{expression}}}>>"), Report())
    (journey,) = Map(nodes).journeys(nodes[0])
    return journey.target


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"Hall"', ("Hall",)),
        ('("Ha" + "ll")', ("Hall",)),
        ("$act", (ACT,)),
        ('"She_" + string($act)', ("She_", ACT)),
        ('"She_" + $act + "_" + "end"', ("She_", ACT, "_end")),
        ('"Day" + string($day)', ("Day", Gap("$day", ("0", "1")))),
        ('"At" + string($depth)', ("At", Gap("$depth", ("-1",)))),
        ("Act.Love", ("love",)),
        ("Act.Hate", (Gap("Act.Hate"),)),
        (".Love", (Gap(".Love"),)),
        ("$who", (Gap("$who"),)),
        ("$unknown", (Gap("$unknown"),)),
        ('"Day" + string(dice(6))', ("Day", Gap("dice()"))),
        ('"Day" + string(1 + 1)', ("Day", Gap("+"))),
        ('"She_" + ($act + "_end")', ("She_", ACT, "_end")),
        ("$act == .Love", (Gap("=="),)),
        ("not true", (Gap("not"),)),
    ],
)
def test_an_expression_becomes_a_row_of_parts(expression: str, expected: Target) -> None:
    assert expected == target(expression)


def test_a_written_name_is_itself() -> None:
    nodes = parse("a.yarn", start("<<detour Hall>>"), Report())
    assert [("Hall",)] == [journey.target for journey in Map(nodes).journeys(nodes[0])]


def test_names_are_all_that_a_target_can_be() -> None:
    assert ("Hall",) == names(("Hall",))
    assert ("She_greet", "She_love") == names(("She_", ACT))
    assert () == names(("She_", Gap("$who")))


def test_too_many_names_are_not_counted_out() -> None:
    ten = Gap("$x", tuple("0123456789"))
    assert 10_000 == len(names((ten,) * 4))
    assert () == names((ten,) * 60)


@pytest.mark.parametrize(
    ("parts", "name", "fitting"),
    [
        (("She_", ACT), "She_love", True),
        (("She_", ACT), "She_lovely", False),
        (("She_", Gap("$who")), "She_", True),
        (("She_", Gap("$who")), "Her_love", False),
        (("She.", ACT), "She_love", False),
    ],
)
def test_a_name_fits_or_does_not(parts: Target, name: str, *, fitting: bool) -> None:
    assert fitting is fits(parts, name)
