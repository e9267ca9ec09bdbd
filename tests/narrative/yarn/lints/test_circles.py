"""Lints of circles."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.lints.linting import places, start, told


def node(title: str, *body: str) -> str:
    return "\n".join([f"title: {title}", "---", *body, "===", ""])


def test_a_circle_is_told_once_at_its_first_jump() -> None:
    script = start("<<jump Hall>>") + node("Hall", "On.", "<<jump Cellar>>") + node("Cellar", "<<jump Hall>>")
    expected = (
        "warning 8:1 `Hall` → `Cellar` → `Hall` goes round for ever: nothing on the way waits for the reader or "
        "leads out."
    )
    assert [expected] == told(script, "YS0015")


def test_a_node_may_be_a_circle_of_its_own() -> None:
    assert [("warning", 5)] == places(start("One.\nTwo.\n<<jump Start>>"), "YS0015")


@pytest.mark.parametrize(
    "way_out",
    [
        "-> Stay",
        "<<listen She>>",
        "<<if $tired>>\n<<jump Bed>>\n<<endif>>",
        "<<once>>\n<<stop>>\n<<endonce>>",
        "<<detour Bed>>",
        "=> One of these.\n    <<return>>",
        "<<stop>>",
    ],
)
def test_what_waits_or_may_lead_out_makes_it_none(way_out: str) -> None:
    assert [] == places(start(f"{way_out}\n<<jump Start>>") + node("Bed", "Night."), "YS0015")


@pytest.mark.parametrize("still", ["<<if $tired>>\nYawn.\n<<endif>>", "=> One of these.", "<<set $x to 1>>"])
def test_what_neither_waits_nor_leads_out_does_not(still: str) -> None:
    assert 1 == len(places(start(f"{still}\n<<jump Start>>"), "YS0015"))


def test_a_way_that_only_leads_into_a_circle_is_not_told() -> None:
    script = start("<<jump A>>") + node("A", "<<jump B>>") + node("B", "<<jump B>>")
    assert [("warning", 11)] == places(script, "YS0015")


def test_a_conditional_jump_or_an_unknown_one_is_none() -> None:
    assert [] == places(start("<<if $x>>\n<<jump Start>>\n<<endif>>"), "YS0015")
    assert [] == places(start('<<jump {"Sta" + $end}>>'), "YS0015")
