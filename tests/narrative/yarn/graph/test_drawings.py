"""Maps as Mermaid and Graphviz text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.graph.build import graph_of
from narrative.yarn.graph.dot import draw_dot
from narrative.yarn.graph.labels import shortened
from narrative.yarn.graph.mermaid import draw_mermaid
from narrative.yarn.graph.model import Box, Edge, Graph, Way
from tests.narrative.yarn.graph.stories import FERRY, compiled


def test_a_whole_flowchart() -> None:
    assert """\
flowchart LR
  subgraph c0["1"]
    n0(["Start"]):::start
    n1["Talk"]
    n2[["She_calm ×2"]]
    n3["She_cross"]
    n4["She_glad"]:::unreached
  end
  subgraph c1["2"]
    n5["Night"]
  end
  n0 -->|"Stay #34;here#34;"| n1
  n1 -.-> n2
  n1 -.-> n3
  n1 --> n5
  finish((("end")))
  n0 --> finish
  n5 --> finish
  classDef start stroke-width:3px;
  classDef unreached stroke-dasharray:4 3,opacity:0.6;
""" == draw_mermaid(graph_of(compiled(ferry=FERRY)))


def test_a_whole_graphviz_file() -> None:
    assert """\
digraph story {
  rankdir=LR;
  node [shape=box, style="rounded", fontname="sans-serif"];
  edge [fontname="sans-serif", fontsize=10];
  subgraph cluster_0 {
    label="1";
    n0 [label="Start", penwidth=3];
    n1 [label="Talk"];
    n2 [label="She_calm ×2", peripheries=2];
    n3 [label="She_cross"];
    n4 [label="She_glad", style="rounded,dashed", color="gray", fontcolor="gray"];
  }
  subgraph cluster_1 {
    label="2";
    n5 [label="Night"];
  }
  n0 -> n1 [label="Stay \\"here\\"", style=solid];
  n1 -> n2 [label="", style=dashed];
  n1 -> n3 [label="", style=dashed];
  n1 -> n5 [label="", style=solid];
  finish [label="end", shape=doublecircle];
  n0 -> finish;
  n5 -> finish;
}
""" == draw_dot(graph_of(compiled(ferry=FERRY)))


NAMES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4, unique=True)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw maps with names and labels of any characters at all."""
    names = draw(NAMES)
    flags = st.booleans()
    boxes = [
        Box(
            name=name,
            cluster=draw(st.text(max_size=5)),
            passages=(),
            is_group=draw(flags),
            ends=draw(flags),
            reached=draw(flags),
        )
        for name in names
    ]
    edges = st.builds(
        Edge,
        source=st.sampled_from(names),
        target=st.sampled_from(names),
        way=st.sampled_from(Way),
        labels=st.lists(st.text(max_size=50), max_size=2).map(tuple),
    )
    return Graph(start=names[0], boxes=tuple(boxes), edges=tuple(draw(st.lists(edges, max_size=5))))


QUOTED = r'"(?:[\w \-.,!?…’×·]|#\d+;)*"'
MERMAID = re.compile(
    rf"flowchart LR|  subgraph c\d+\[{QUOTED}\]|  end"
    rf"|    n\d+(?:\[{QUOTED}\]|\(\[{QUOTED}\]\)|\[\[{QUOTED}\]\])(?::::start|:::unreached)?"
    rf"|  n\d+ (?:-->|-\.->)(?:\|{QUOTED}\|)? (?:n\d+|finish)"
    r'|  finish\(\(\("end"\)\)\)|  classDef \w+ [\w:\-,. ]+;'
)


@given(graphs())
def test_no_text_breaks_a_flowchart(graph: Graph) -> None:
    text = draw_mermaid(graph)
    assert [] == [line for line in text.split("\n")[:-1] if not MERMAID.fullmatch(line)]
    assert text.count("\n  subgraph ") == text.count("\n  end\n")


@pytest.mark.parametrize("text", ['a"b', "a\\b", 'a\\"', "one\ntwo"])
def test_graphviz_reads_every_label_back(text: str) -> None:
    graph = Graph(start=text, boxes=(Box(name=text, cluster="", passages=()),), edges=())
    found = re.search(r'n0 \[label="((?:[^"\\]|\\.)*)"', draw_dot(graph))
    assert found is not None
    assert text == found[1].replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


@given(graphs())
def test_every_way_is_drawn_between_boxes_that_are(graph: Graph) -> None:
    text = draw_dot(graph)
    drawn = set(re.findall(r"^    (n\d+) \[", text, re.MULTILINE))
    ways = re.findall(r"^  (n\d+) -> (n\d+) ", text, re.MULTILINE)
    assert (len(graph.boxes), len(graph.edges)) == (len(drawn), len(ways))
    assert {end for way in ways for end in way} <= drawn


PLANNED = sorted((Path(__file__).parents[1] / "plans").glob("*.yarn"))


@pytest.mark.parametrize("script", PLANNED, ids=lambda script: script.stem)
def test_whatever_a_script_does_it_has_a_map(script: Path) -> None:
    compilation = compile_project(
        {"1.yarn": script.read_text(encoding="utf-8")},
        signatures=upstream.DECLARED.signatures(),
        infers_functions=True,
    )
    assert compilation.program is not None
    graph = graph_of(compilation.program)
    names = {box.name for box in graph.boxes}
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= names
    assert [] == [line for line in draw_mermaid(graph).split("\n")[:-1] if not MERMAID.fullmatch(line)]


@pytest.mark.parametrize(("expected", "text"), [("four", "four"), ("thr…", "three"), ("a…", "a  bcd")])
def test_long_labels_are_shortened(expected: str, text: str) -> None:
    assert expected == shortened(text, 4)
