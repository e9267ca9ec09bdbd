"""Lints of the ways through a story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.narrative.yarn.lints.linting import KEPT, linted, places, start, told

ACTS = """
<<enum Act>>
    <<case Other = "other">>
    <<case Greet = "greet">>
    <<case Love = "love">>
<<endenum>>
<<declare $act = Act.Other>>
<<declare $who = "">>
"""


def node(title: str, *headers: str, body: str = "On.") -> str:
    return "\n".join([f"title: {title}", *headers, "---", body, "===", ""])


def talk(body: str, *answers: str) -> str:
    """A story that begins with that body, on line 10, and has a node for each of the answers."""
    return start(f"{ACTS.strip()}\n{body}") + "".join(map(node, answers))


# Nodes that nothing leads to


def test_a_node_that_nothing_leads_to_is_told() -> None:
    script = start("<<jump Hall>>") + node("Hall") + node("Cellar")
    expected = "warning 9:8 Nothing leads from `Start` to `Cellar`, so nobody will read it. Lead there, or take it out."
    assert [expected] == told(script, "YS0009")


def test_a_node_that_only_lost_nodes_lead_to_is_lost_too() -> None:
    script = start("Alone.") + node("A", body="<<jump B>>") + node("B", body="<<detour A>>")
    assert [("warning", 5), ("warning", 9)] == places(script, "YS0009")


@pytest.mark.parametrize(
    "body",
    [
        "-> Go\n    <<jump Hall>>",
        "=> Go\n    <<jump Hall>>",
        "<<if true>>\n<<else>>\n<<detour Hall>>\n<<endif>>",
        "<<once>>\nOnce.\n<<else>>\n<<jump Hall>>\n<<endonce>>",
        '<<jump {"Hall"}>>',
        '<<jump {"Ha" + $which}>>',
        "<<jump {$which}>>",
    ],
)
def test_a_node_may_be_led_to_from_anywhere(body: str) -> None:
    assert [] == places(start(body) + node("Hall"), "YS0009")


def test_a_group_is_led_to_as_a_whole_and_told_once() -> None:
    group = node("Hall", "when: always", "subtitle: a") + node("Hall", "when: once", "subtitle: b")
    assert [] == places(start("<<jump Hall>>") + group, "YS0009")
    assert [("warning", 5)] == places(start("Alone.") + group, "YS0009")


def test_a_member_may_be_led_to_by_its_own_name() -> None:
    script = start('<<detour {"Hall.a"}>>') + node("Hall", "when: always", "subtitle: a")
    assert [] == places(script, "YS0009")


def test_what_only_declares_or_is_a_note_need_not_be_run() -> None:
    script = start("Alone.") + node("Declarations", body="<<declare $x = 1>>") + node("Memo", "style: note")
    assert [] == places(script, "YS0009")


def test_of_an_enum_all_that_it_can_be_is_known() -> None:
    script = talk('<<detour {"She_" + string($act)}>>', "She_other", "She_greet", "She_love", "She_sing")
    assert [
        "Nothing leads from `Start` to `She_sing`, so nobody will read it. Lead there, or take it out."
    ] == [one.message for one in linted(script) if one.code == "YS0009"]


def test_the_story_may_begin_elsewhere() -> None:
    script = start("Alone.") + node("Hall", body="<<jump Start>>")
    assert [] == places(script, "YS0009", replace(KEPT, start="Hall"))


def test_without_a_beginning_nothing_else_is_told() -> None:
    expected = (
        "warning 1:8 There is no node `Start`, where the story is to begin. Write one, or name another in the "
        "project's `startNode`."
    )
    script = node("Hall") + node("Cellar")
    assert [expected] == told(script, "KD0207")
    assert [] == places(script, "YS0009")
    assert [("error", 1)] == places(script, "KD0207", replace(KEPT, is_book=True))


def test_no_story_at_all_has_no_beginning_either() -> None:
    assert () == linted("")


def test_where_a_line_cannot_be_read_nobody_knows_where_it_leads() -> None:
    assert [] == places(start("<<jump Hall") + node("Hall"), "YS0009")


# Names that no node has


def test_a_case_without_a_node_is_told() -> None:
    expected = (
        "warning 10:1 There is no node `She_love`, and the story stops where it is to go there. Write it, or ask "
        "`has_any_content` first."
    )
    script = talk('<<detour {"She_" + string($act)}>>', "She_other", "She_greet")
    assert [expected] == told(script, "KD0205")


@pytest.mark.parametrize(
    "body",
    [
        '<<if has_any_content("She_" + string($act))>>\n    {}\n<<endif>>',
        '<<if $x and (has_any_content("She_" + $act))>>\n    {}\n<<endif>>',
        '<<if not has_any_content("She_" + string($act))>>\n    <<stop>>\n<<else>>\n    {}\n<<endif>>',
        '<<if not has_any_content("She_" + string($act))>>\n    <<jump Start>>\n<<endif>>\n{}',
        '-> Speak <<if has_any_content("She_" + string($act))>>\n    {}',
        '=> Well. <<if has_any_content("She_" + string($act))>>\n    {}',
        '<<once if has_any_content("She_" + string($act))>>\n    {}\n<<endonce>>',
        '<<if has_any_content("She_" + string($act))>>\n    <<if $x>>\n        {}\n    <<endif>>\n<<endif>>',
    ],
)
def test_a_target_that_is_asked_for_first_is_no_matter(body: str) -> None:
    script = talk(body.format('<<detour {"She_" + string($act)}>>'), "She_greet")
    assert [] == places(script, "KD0205")


@pytest.mark.parametrize(
    "body",
    [
        '<<if has_any_content("He_" + string($act))>>\n    {}\n<<endif>>',
        '<<if $x or has_any_content("She_" + string($act))>>\n    {}\n<<endif>>',
        '<<if has_any_content("She_" + string($act))>>\n    <<stop>>\n<<else>>\n    {}\n<<endif>>',
        '<<if not has_any_content("She_" + string($act))>>\n    {}\n<<endif>>',
        '<<if not has_any_content("She_" + string($act))>>\n    Well.\n<<endif>>\n{}',
        "<<once if $x>>\n    {}\n<<else>>\n    {}\n<<endonce>>",
    ],
)
def test_asking_for_another_or_in_vain_does_not_help(body: str) -> None:
    script = talk(body.format(*['<<detour {"She_" + string($act)}>>'] * 2), "She_greet")
    assert places(script, "KD0205")


def test_a_member_may_ask_in_its_condition() -> None:
    body = '<<detour {"She_" + string($act)}>>'
    member = node("Loop", "subtitle: a", 'when: has_any_content("She_" + string($act))', body=body)
    assert [] == places(talk("<<jump Loop>>", "She_greet") + member, "KD0205")


def test_a_name_that_fits_no_node_is_told_even_if_it_is_asked_for() -> None:
    body = '<<if has_any_content("She" + string($act))>>\n    <<detour {"She" + string($act)}>>\n<<endif>>'
    expected = "warning 11:5 No node has a name such as `She{$act}`. Write one, or correct the name."
    assert [expected] == told(talk(body, "She_greet"), "KD0205")


def test_what_only_the_reading_knows_is_a_note() -> None:
    expected = (
        "info 10:1 Only the reading knows which node `She_{$who}` is, so nobody can check that it is there. Ask "
        "`has_any_content` first."
    )
    assert [expected] == told(talk('<<detour {"She_" + $who}>>', "She_greet"), "KD0206")


def test_it_is_none_if_it_is_asked_for() -> None:
    body = "<<if has_any_content($who)>>\n    <<detour {$who}>>\n<<endif>>"
    assert [] == places(talk(body), "KD0206")


def test_many_missing_nodes_are_told_in_short() -> None:
    cases = "".join(f"<<case C{number}>>\n" for number in range(9))
    script = start(
        f'<<enum Day>>\n{cases}<<endenum>>\n<<declare $day = Day.C0>>\n<<jump {{"Day" + string($day)}}>>'
    )
    found = told(script + node("Day0"), "KD0205")
    assert 1 == len(found)
    assert "no node `Day1`, `Day2`, `Day3`, `Day4`, `Day5` and 3 more, and" in found[0]
