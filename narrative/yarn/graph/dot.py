"""The map as a Graphviz file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from narrative.yarn.graph.labels import box_label, by_cluster, edge_label
from narrative.yarn.graph.model import Box, Edge, Graph, Way

_HEAD = (
    "  rankdir=LR;",
    '  node [shape=box, style="rounded", fontname="sans-serif"];',
    '  edge [fontname="sans-serif", fontsize=10];',
)


def draw_dot(graph: Graph) -> str:
    """Return the file's text."""
    ids = {box.name: f"n{number}" for number, box in enumerate(graph.boxes)}
    return "\n".join(["digraph story {", *_HEAD, *_lines(graph, ids), "}"]) + "\n"


def _lines(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    for number, (cluster, boxes) in enumerate(by_cluster(graph.boxes).items()):
        yield f"  subgraph {'cluster_' if cluster else 'loose_'}{number} {{"
        yield f"    label={_quoted(cluster)};"
        yield from (f"    {ids[box.name]} [{_box(box, graph)}];" for box in boxes)
        yield "  }"
    yield from (f"  {ids[edge.source]} -> {ids[edge.target]} [{_edge(edge)}];" for edge in graph.edges)
    ending = [ids[box.name] for box in graph.boxes if box.ends]
    if ending:
        yield '  finish [label="end", shape=doublecircle];'
        yield from (f"  {box} -> finish;" for box in ending)


def _box(box: Box, graph: Graph) -> str:
    attributes = [f"label={_quoted(box_label(box))}"]
    if box.is_group:
        attributes.append("peripheries=2")
    if box.name == graph.start:
        attributes.append("penwidth=3")
    if not box.reached:
        attributes += ['style="rounded,dashed"', 'color="gray"', 'fontcolor="gray"']
    return ", ".join(attributes)


def _edge(edge: Edge) -> str:
    style = "dashed" if edge.way is Way.DETOUR else "solid"
    return f"label={_quoted(edge_label(edge))}, style={style}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
