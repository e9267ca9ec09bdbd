"""What an expression can name, told without running it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.graph.targets import ANYTHING, Targets
from tests.narrative.yarn.graph.stories import compiled, node

DECLARED = node(
    "Declared",
    "<<enum Act>>",
    '<<case Ask = "ask">>',
    '<<case Deny = "deny (no)">>',
    "<<endenum>>",
    "<<declare $act = Act.Ask>>",
    '<<declare $said = "">>',
    '<<declare $mood = "calm">>',
    '<<set $mood = "cross">>',
    '<<declare $mixed = "calm">>',
    '<<set $mixed = "cross">>',
    "<<set $mixed = $said>>",
    "<<declare $count = 2>>",
    '<<declare $smart = "She_" + string($act)>>',
    '<<declare $smarter = $smart + "_too">>',
)


def patterns(*body: str) -> list[str]:
    """Return the patterns of the ways out of a node."""
    program = compiled(one=node("Start", *body) + DECLARED)
    return [pattern for _, pattern in Targets(program).of(program.nodes["Start"].code)]


def test_a_written_name_is_itself() -> None:
    assert ["Declared", "Start"] == patterns("<<detour Declared>>", "<<jump Start>>")


@pytest.mark.parametrize(
    ("fitting", "unfitting", "expression"),
    [
        (["A.b"], ["Axb", "A.b "], '"A." + "b"'),
        (["She_ask", "She_deny (no)"], ["She_", "She_other"], '"She_" + string($act)'),
        (["ask"], ["other", "Act.Ask"], "string($act)"),
        (["She_calm_1", "She_cross_1"], ["She_glad_1"], '"She_" + $mood + "_1"'),
        (["She_", "She_x", "She_\n"], ["He_x"], '"She_" + $mixed'),
        (["She_", "She_x"], ["He_x"], '"She_" + $said'),
        (["n3"], ["n4"], '"n" + string(3)'),
        (["n2", "n17"], ["2"], '"n" + string($count)'),
        (["n5", "n-1"], ["5"], '"n" + string(2 + 3 - $count)'),
        (["nTrue", "nFalse"], ["True"], '"n" + string(not true or 1 > 2)'),
        (["She_ask", "She_deny (no)"], ["She_ask_too"], "$smart"),
        (["She_ask_too"], ["She_ask"], "$smarter"),
        (["a_x_b"], ["a_b"], '"a_" + string(random()) + "_b"'),
    ],
)
def test_a_pattern_fits_all_that_the_expression_can_name(
    fitting: list[str], unfitting: list[str], expression: str
) -> None:
    (pattern,) = patterns(f"<<jump {{{expression}}}>>")
    assert fitting == [name for name in [*fitting, *unfitting] if re.fullmatch(pattern, name, re.DOTALL)]


@pytest.mark.parametrize("expression", ["$said", "$mixed", 'format("{0}", 1)', "string(random())"])
def test_where_nothing_is_known_anything_fits(expression: str) -> None:
    assert [ANYTHING] == patterns(f"<<jump {{{expression}}}>>")


STATEMENTS = st.lists(
    st.sampled_from(
        [
            "Said {$count} and {$mood}.",
            "Said <<if $count > 1>>",
            "Said <<once if $count > 1>>",
            "<<wait {$count} {$mood}>>",
            "<<set $count += 1>>",
            "<<call dice($count)>>",
            "-> One {$count} <<if $count > 1>>",
            "=> Item {$mood} <<once>>",
            "<<detour {$mood}>>",
            "<<if $count > 1>>\nSaid.\n<<endif>>",
            "<<once if $count > 2>>\nSaid.\n<<endonce>>",
        ]
    ),
    max_size=8,
)


@given(STATEMENTS)
def test_whatever_comes_before_a_way_its_pattern_is_its_own(body: list[str]) -> None:
    """No statement leaves anything on the stack, or takes too much from it."""
    assert "She_x" == patterns(*body, '<<jump {"She_" + "x"}>>')[-1]
