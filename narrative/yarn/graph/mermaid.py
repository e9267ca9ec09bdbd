"""The map as a Mermaid flowchart, for pages that render such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from narrative.yarn.graph.labels import box_label, by_cluster, edge_label
from narrative.yarn.graph.model import Box, Edge, Graph, Way

_STYLES = (
    "  classDef start stroke-width:3px;",
    "  classDef unreached stroke-dasharray:4 3,opacity:0.6;",
)


def draw_mermaid(graph: Graph) -> str:
    """Return the flowchart's text."""
    ids = {box.name: f"n{number}" for number, box in enumerate(graph.boxes)}
    return "\n".join(["flowchart LR", *_lines(graph, ids), *_STYLES]) + "\n"


def _lines(graph: Graph, ids: Mapping[str, str]) -> Iterator[str]:
    for number, (cluster, boxes) in enumerate(by_cluster(graph.boxes).items()):
        if cluster:
            yield f"  subgraph c{number}[{_quoted(cluster)}]"
        yield from (f"    {ids[box.name]}{_box(box, graph)}" for box in boxes)
        if cluster:
            yield "  end"
    yield from (f"  {ids[edge.source]} {_arrow(edge)} {ids[edge.target]}" for edge in graph.edges)
    ending = [ids[box.name] for box in graph.boxes if box.ends]
    if ending:
        yield '  finish((("end")))'
        yield from (f"  {box} --> finish" for box in ending)


def _box(box: Box, graph: Graph) -> str:
    label = _quoted(box_label(box))
    shape = f"[[{label}]]" if box.is_group else f"([{label}])" if box.name == graph.start else f"[{label}]"
    style = ":::unreached" if not box.reached else ":::start" if box.name == graph.start else ""
    return shape + style


def _arrow(edge: Edge) -> str:
    arrow = "-.->" if edge.way is Way.DETOUR else "-->"
    return f"{arrow}|{_quoted(edge_label(edge))}|" if edge.labels else arrow


def _quoted(text: str) -> str:
    """Quote a label; whatever could mean something to Mermaid is written by its number."""
    return '"' + re.sub(r"[^\w \-.,!?…’×·]", lambda found: f"#{ord(found[0])};", text) + '"'
