"""The map as one page for a browser, which needs nothing else and asks no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from narrative.yarn.graph.labels import box_label, edge_label, shortened
from narrative.yarn.graph.layout import BOX_HEIGHT, BOX_WIDTH, Frame, Layout, Placed, lay_out
from narrative.yarn.graph.model import Box, Edge, Graph, Way

_LONGEST_NAME: Final = 25
_BEND: Final = 60


def draw_html(graph: Graph, *, title: str, page: str) -> str:
    """Return the page: `page` has {{title}}, {{map}} and {{story}} where the title, drawing and data belong."""
    filled = {
        "title": escape(title),
        "map": "\n".join(_svg(graph, lay_out(graph))),
        # So that no text can end the script element it stands in.
        "story": json.dumps(_story(graph), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], page)


def _story(graph: Graph) -> list[dict[str, Any]]:
    """Return what the page tells of each box, in the order in which they are numbered."""
    numbers = _numbers(graph)
    return [
        {
            "name": box.name,
            "about": _about(box, graph),
            "passages": [
                {
                    "node": passage.node,
                    "place": f"{passage.file}:{passage.line}",
                    "lines": [[line.kind, line.text] for line in passage.lines],
                }
                for passage in box.passages
            ],
            "out": [_end(edge, numbers[edge.target]) for edge in graph.edges if edge.source == box.name],
            "in": [_end(edge, numbers[edge.source]) for edge in graph.edges if edge.target == box.name],
        }
        for box in graph.boxes
    ]


def _numbers(graph: Graph) -> dict[str, int]:
    return {box.name: number for number, box in enumerate(graph.boxes)}


def _end(edge: Edge, other: int) -> dict[str, Any]:
    return {"box": other, "way": edge.way, "labels": edge.labels}


def _about(box: Box, graph: Graph) -> str:
    count = len(box.passages)
    facts = [
        (box.cluster, box.cluster != ""),
        (f"a group of {count}", box.is_group),
        ("the story begins here", box.name == graph.start),
        ("the story may end here", box.ends),
        ("nothing leads here", not box.reached),
    ]
    return " · ".join(fact for fact, holds in facts if holds)


def _svg(graph: Graph, layout: Layout) -> Iterator[str]:
    width, height = layout.width, layout.height
    yield f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group">'
    yield (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>'
    )
    yield from (_frame(frame) for frame in layout.frames if frame.title)
    places = {placed.box.name: placed for placed in layout.boxes}
    numbers = _numbers(graph)
    yield from (_edge(edge, places, numbers) for edge in graph.edges)
    yield from (_box(places[box.name], number, graph) for number, box in enumerate(graph.boxes))
    yield "</svg>"


def _frame(frame: Frame) -> str:
    return (
        f'<g class="frame"><rect x="{frame.x}" y="{frame.y}" width="{frame.width}" height="{frame.height}" '
        f'rx="10"/><text x="{frame.x + 14}" y="{frame.y + 24}">{escape(frame.title)}</text></g>'
    )


def _box(placed: Placed, number: int, graph: Graph) -> str:
    box = placed.box
    marks = {
        "group": box.is_group,
        "start": box.name == graph.start,
        "ends": box.ends,
        "unreached": not box.reached,
    }
    classes = " ".join(["box", *(mark for mark, holds in marks.items() if holds)])
    count = f"{len(box.passages)}" if box.is_group else ""
    label = ", ".join(filter(None, [box_label(box), _about(box, graph)]))
    return (
        f'<g class="{classes}" data-box="{number}" tabindex="{-1 if number else 0}" role="button" '
        f'aria-label="{escape(label)}" transform="translate({placed.x} {placed.y})">'
        f'<rect width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="7"/>'
        f'<text x="10" y="21">{escape(shortened(box.name, _LONGEST_NAME))}</text>'
        f'<text class="count" x="{BOX_WIDTH - 9}" y="21">{count}</text></g>'
    )


def _edge(edge: Edge, places: Mapping[str, Placed], numbers: Mapping[str, int]) -> str:
    way = "detour" if edge.way is Way.DETOUR else "jump"
    title = f"<title>{escape(edge_label(edge))}</title>" if edge.labels else ""
    return (
        f'<path class="edge {way}" data-from="{numbers[edge.source]}" data-to="{numbers[edge.target]}" '
        f'd="{_path(places[edge.source], places[edge.target])}" marker-end="url(#tip)">{title}</path>'
    )


def _path(source: Placed, target: Placed) -> str:
    if source is target:
        return f"M{source.x + BOX_WIDTH - 20} {source.y} c0 -22 -40 -22 -40 -2"
    if source.box.cluster != target.box.cluster:
        return _downwards(source, target)
    return _sidewards(source, target)


def _downwards(source: Placed, target: Placed) -> str:
    down = source.y < target.y
    x1, y1 = source.x + BOX_WIDTH // 2, source.y + (BOX_HEIGHT if down else 0)
    x2, y2 = target.x + BOX_WIDTH // 2, target.y + (0 if down else BOX_HEIGHT)
    bend = _BEND if down else -_BEND
    return f"M{x1} {y1} C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"


def _sidewards(source: Placed, target: Placed) -> str:
    x1, y1 = source.x + BOX_WIDTH, source.y + BOX_HEIGHT // 2
    x2, y2 = target.x, target.y + BOX_HEIGHT // 2
    bend = max(_BEND // 2, (x2 - x1) // 2) if x2 > x1 else _BEND
    # A way back, or one past boxes of the same row, goes below those boxes.
    drop = BOX_HEIGHT if x2 < x1 or (y1 == y2 and x2 - x1 > BOX_WIDTH) else 0
    return f"M{x1} {y1} C{x1 + bend} {y1 + drop} {x2 - bend} {y2 + drop} {x2} {y2}"
