"""Those nodes are tracked whose visits somebody can ask for, or that say so themselves."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.compile.compiling import node, program

GROUP = "title: She\nsubtitle: {0}\nwhen: always\n{1}---\nHm. #line:{0}\n===\n"
STORY = (
    node("Hello. #line:hello")
    + node("Hm. #line:hm", title="Other")
    + GROUP.format("calm", "")
    + GROUP.format("cold", "")
)


def tracked(script: str) -> list[str]:
    return [each.name for each in program(script).nodes.values() if each.tracked]


def test_nobody_asks() -> None:
    assert [] == tracked(STORY)


@pytest.mark.parametrize(
    "question",
    [
        '{visited("Other")}',
        '<<if visited_count("Other") > 1>>\nHm.\n<<endif>>',
        '<<call anything()>>\n-> Go <<if double(visited_count("Other")) > 2>>',
        '=> Hm. <<if not visited("Other")>>',
        '<<declare $been = visited("Other")>>\n{$been}',
        '<<wait {visited_count("Other")}>>',
    ],
    ids=["in a line", "in a condition", "within another call", "in a line group", "smart", "in a command"],
)
def test_a_node_is_asked_for_by_its_name(question: str) -> None:
    assert ["Other"] == tracked(STORY + node(question, title="Asks"))


def test_a_condition_of_a_node_asks_too() -> None:
    """Upstream misses these."""
    asks = 'title: Asks\nsubtitle: a\nwhen: visited("Other")\n---\nHm.\n===\n'
    assert ["Other"] == tracked(STORY + asks)


def test_a_group_is_asked_for_with_all_its_members() -> None:
    assert ["She.calm", "She.cold"] == tracked(STORY + node('{visited("She")}', title="Asks"))


def test_a_member_is_asked_for_alone() -> None:
    assert ["She.cold"] == tracked(STORY + node('{visited("She.cold")}', title="Asks"))


@pytest.mark.parametrize("name", ['"Oth" + "er"', "$name", 'string("Other")'])
def test_where_a_name_is_put_together_any_node_may_be_meant(name: str) -> None:
    asks = node(f'<<declare $name = "">>\n{{visited({name})}}', title="Asks")
    assert ["Start", "Other", "She.calm", "She.cold", "Asks"] == tracked(STORY + asks)


def test_a_node_decides_for_itself() -> None:
    own = GROUP.format("warm", "tracking: always\n") + GROUP.format("late", "tracking: never\n")
    assert ["She.warm"] == tracked(STORY + own)
    assert ["She.calm", "She.cold", "She.warm"] == tracked(
        STORY + own + node('{visited("She")}', title="Asks")
    )
