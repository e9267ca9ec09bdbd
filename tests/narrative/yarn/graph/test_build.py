"""The map of a story: its boxes, its ways, and what can be reached."""

from __future__ import annotations

import pytest

from narrative.yarn.graph.build import graph_of
from narrative.yarn.graph.model import Box, Edge, Graph, Kind, Passage, Spoken, Way
from tests.narrative.yarn.graph.stories import FERRY, compiled, drawn, node

END = node("End", "The end.")


def ways(graph: Graph) -> list[tuple[str, str, str]]:
    return [(edge.source, edge.way.value, edge.target) for edge in graph.edges]


def ending(graph: Graph) -> list[str]:
    return [box.name for box in graph.boxes if box.ends]


def reached(graph: Graph) -> list[str]:
    return [box.name for box in graph.boxes if box.reached]


def test_a_whole_map() -> None:
    graph = graph_of(compiled(ferry=FERRY))
    assert (
        Edge(source="Start", target="Talk", way=Way.JUMP, labels=('Stay "here"',)),
        Edge(source="Talk", target="She_calm", way=Way.DETOUR, computed=True),
        Edge(source="Talk", target="She_cross", way=Way.DETOUR, computed=True),
        Edge(source="Talk", target="Night", way=Way.JUMP),
    ) == graph.edges
    assert ["Start", "Talk", "She_calm", "She_cross", "She_glad", "Night"] == [
        box.name for box in graph.boxes
    ]
    assert ["1", "1", "1", "1", "1", "2"] == [box.cluster for box in graph.boxes]
    assert (["Start", "Night"], {"She_glad"}) == (
        ending(graph),
        {box.name for box in graph.boxes} - set(reached(graph)),
    )
    assert (
        Box(
            name="She_calm",
            cluster="1",
            is_group=True,
            passages=(
                Passage(
                    node="She_calm.one",
                    file="ferry.yarn",
                    line=17,
                    lines=(Spoken(kind=Kind.LINE, text="She: Well."),),
                ),
                Passage(
                    node="She_calm.two",
                    file="ferry.yarn",
                    line=23,
                    lines=(Spoken(kind=Kind.LINE, text="She: Well, well."),),
                ),
            ),
        )
        == graph.boxes[2]
    )


def test_options_are_told_from_lines() -> None:
    (box,) = drawn(node("Start", "One.", "-> Two", "    Three.", "=> Four")).boxes
    assert ["line One.", "option Two", "line Three.", "line Four"] == [
        f"{line.kind} {line.text}" for line in box.passages[0].lines
    ]


def test_a_way_is_labelled_by_the_innermost_option_that_opens_it() -> None:
    graph = drawn(
        node(
            "Start",
            "-> Out",
            "    -> Left",
            "        <<jump End>>",
            "    -> Right",
            "        <<if true>>",
            "            <<jump End>>",
            "        <<endif>>",
            "=> A thought",
            "    <<detour Aside>>",
            "<<detour Other>>",
        ),
        node("Aside", "Hm."),
        node("Other", "Hm."),
        END,
    )
    assert {"End": ("Left", "Right"), "Aside": ("A thought",), "Other": ()} == {
        edge.target: edge.labels for edge in graph.edges
    }


def test_a_way_that_is_open_anyway_needs_no_option() -> None:
    graph = drawn(node("Start", "-> Go", "    <<jump End>>", "-> Stay", "<<jump End>>"), END)
    assert [()] == [edge.labels for edge in graph.edges]


def test_what_stands_behind_a_jump_leads_nowhere() -> None:
    graph = drawn(node("Start", "<<jump End>>", "<<jump Other>>"), node("Other", "Hm."), END)
    assert [("Start", "jump", "End")] == ways(graph)
    assert ["Start", "End"] == reached(graph)


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["Start"], ["One."]),
        (["Start"], ["<<if true>>", "<<jump End>>", "<<endif>>"]),
        ([], ["<<if true>>", "<<jump End>>", "<<else>>", "<<jump End>>", "<<endif>>"]),
        ([], ["-> One", "    <<jump End>>", "-> Two", "    <<jump End>>"]),
        (["Start"], ["-> One", "    <<jump End>>", "-> Two"]),
        (["Start"], ["-> One <<if true>>", "    <<jump End>>"]),
        (["Start"], ["=> One <<once>>", "    <<jump End>>"]),
        ([], ["=> One", "    <<jump End>>"]),
        (["Start"], ["<<once>>", "<<jump End>>", "<<endonce>>"]),
        (["Start"], ["-> One", "    <<stop>>", "-> Two", "    <<jump End>>"]),
        (["Start"], ["<<return>>", "<<jump End>>"]),
        ([], ["<<jump Start>>"]),
    ],
)
def test_the_story_may_end_where_nothing_leads_on(expected: list[str], body: list[str]) -> None:
    assert expected == [name for name in ending(drawn(node("Start", *body), END)) if name == "Start"]


def test_a_detours_end_leads_back_and_only_a_stop_in_it_ends_the_story() -> None:
    graph = drawn(
        node("Start", "<<detour Aside>>", "<<detour Halt>>", "<<jump Start>>"),
        node("Aside", "<<return>>"),
        node("Halt", "<<if true>>", "<<stop>>", "<<endif>>"),
    )
    assert ["Halt"] == ending(graph)


def test_a_box_that_is_detoured_and_jumped_to_may_end_the_story() -> None:
    graph = drawn(node("Start", "<<detour Both>>", "<<jump Both>>"), node("Both", "Hm."))
    assert ["Both"] == ending(graph)
    assert [("Start", "detour", "Both"), ("Start", "jump", "Both")] == ways(graph)


def test_the_beginning_may_be_any_node_or_group() -> None:
    program = compiled(one=node("Begin", "Hm.", subtitle="a", when="always") + node("Start", "Hm."))
    assert ["Begin"] == reached(graph_of(program, start="Begin"))


def test_a_node_that_says_and_does_nothing_is_left_out() -> None:
    assert ["Start"] == [
        box.name for box in drawn(node("Start", "Hm."), node("Words", "<<declare $x = 1>>")).boxes
    ]


TALK = [node(f"She_{name}", "Hm.") for name in ("ask", "deny", "other")] + [
    node("She_group", "Hm.", subtitle="sub", when="always")
]
ACTS = [
    "<<enum Act>>",
    '<<case Ask = "ask">>',
    '<<case Deny = "deny">>',
    "<<endenum>>",
    "<<declare $act = Act.Ask>>",
]


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["She_ask", "She_deny"], [*ACTS, '<<jump {"She_" + string($act)}>>']),
        (["She_ask"], ['<<jump {"She_" + "ask"}>>']),
        (["She_ask", "She_deny", "She_other", "She_group"], ['<<jump {"She_" + string(dice(6))}>>']),
        (
            ["She_ask", "She_other"],
            ['<<declare $t = "ask">>', '<<set $t = "other">>', '<<jump {"She_" + $t}>>'],
        ),
        (["She_deny"], ['<<declare $n = "She_" + "deny">>', "<<jump {$n}>>"]),
        (["She_group"], ['<<jump {"She_group." + string(random())}>>']),
        (["She_group"], ['<<jump {"She_group"}>>']),
        ([], ['<<jump {"He_" + string(dice(6))}>>']),
        (
            ["She_ask"],
            [
                "Said {1 + 2} <<if 1 > 0 and true>>",
                "<<wait {3}>>",
                "-> O {1} <<once if true>>",
                '    <<jump {"She_" + "ask"}>>',
            ],
        ),
    ],
)
def test_computed_targets_are_found_by_their_pattern(expected: list[str], body: list[str]) -> None:
    graph = drawn(node("Start", *body), *TALK)
    assert expected == [edge.target for edge in graph.edges]
    assert (True, ["Start", *expected]) == (graph.known, reached(graph))


@pytest.mark.parametrize(
    "body",
    [
        ["<<jump {string(dice(6))}>>"],
        ['<<declare $t = "">>', "<<jump {$t}>>"],
        ['<<declare $t = "">>', "<<set $t = string(dice(6))>>", '<<set $t = "She_ask">>', "<<jump {$t}>>"],
    ],
)
def test_where_anything_may_come_nothing_is_said_to_be_out_of_reach(body: list[str]) -> None:
    graph = drawn(node("Start", *body), *TALK)
    assert (False, (), len(graph.boxes)) == (graph.known, graph.edges, len(reached(graph)))


def test_a_node_belongs_to_the_scene_before_it_in_its_file() -> None:
    program = compiled(
        one=node("A", "Hm.")
        + node("B", "Hm.", chapter="I", scene="dusk")
        + node("C", "Hm.")
        + node("D", "Hm.", scene="2"),
        two=node("E", "Hm."),
    )
    assert {"A": "one.yarn", "B": "I · dusk", "C": "I · dusk", "D": "2", "E": "two.yarn"} == {
        box.name: box.cluster for box in graph_of(program).boxes
    }
