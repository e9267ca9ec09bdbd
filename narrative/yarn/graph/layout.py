"""Places a map on a page: each cluster in a frame of its own, its boxes in columns from left to right.

Theory of operation
-------------------
Frames stand below each other in the story's order. Within one, a box stands in a column right of every box that
leads to it, unless that way leads back to where it came from; of the ways that make a circle, those that a walk
through the story finds to be closing it do not count. Then each column is put in the order of the boxes it is
led to from, and led to by, a few times over. A column that is too tall goes on beside itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from narrative.yarn.graph.labels import by_cluster
from narrative.yarn.graph.model import Box, Graph

BOX_WIDTH: Final = 200
BOX_HEIGHT: Final = 32
_GAP_X, _GAP_Y = 72, 12
_MARGIN, _HEADING = 24, 40
_TALLEST: Final = 24  # boxes in a column
_SWEEPS: Final = 6

_Leading = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A box with its upper left corner."""

    box: Box
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A cluster's frame; without a title if the boxes are of no cluster."""

    title: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands."""

    width: int
    height: int
    boxes: tuple[Placed, ...]
    frames: tuple[Frame, ...]


def lay_out(graph: Graph) -> Layout:
    """Find a place for every box."""
    boxes: list[Placed] = []
    frames: list[Frame] = []
    top = _MARGIN
    for title, members in by_cluster(graph.boxes).items():
        columns = _columns(graph, [box.name for box in members])
        by_name = {box.name: box for box in members}
        tallest = max(len(column) for column in columns)
        frame = Frame(
            title=title,
            x=_MARGIN,
            y=top,
            width=2 * _MARGIN + len(columns) * (BOX_WIDTH + _GAP_X) - _GAP_X,
            height=_HEADING + tallest * (BOX_HEIGHT + _GAP_Y) - _GAP_Y + _MARGIN,
        )
        frames.append(frame)
        for number, column in enumerate(columns):
            left = frame.x + _MARGIN + number * (BOX_WIDTH + _GAP_X)
            first = top + _HEADING + (tallest - len(column)) * (BOX_HEIGHT + _GAP_Y) // 2
            for row, name in enumerate(column):
                boxes.append(Placed(box=by_name[name], x=left, y=first + row * (BOX_HEIGHT + _GAP_Y)))
        top += frame.height + _MARGIN
    width = max((frame.width for frame in frames), default=0) + 2 * _MARGIN
    return Layout(width=width, height=top, boxes=tuple(boxes), frames=tuple(frames))


def _columns(graph: Graph, names: Sequence[str]) -> list[list[str]]:
    """Return a cluster's boxes by column."""
    within = set(names)
    ways = {(edge.source, edge.target): None for edge in graph.edges if {edge.source, edge.target} <= within}
    leading: dict[str, list[str]] = {name: [] for name in names}
    for source, target in ways:
        leading[source].append(target)
    forward, order = _without_circles(names, leading)
    depth = dict.fromkeys(names, 0)
    for name in order:
        for target in forward[name]:
            depth[target] = max(depth[target], depth[name] + 1)
    columns: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in names:
        columns[depth[name]].append(name)
    _untangle(columns, forward)
    return [
        column[start : start + _TALLEST] for column in columns for start in range(0, len(column), _TALLEST)
    ]


def _without_circles(names: Sequence[str], leading: _Leading) -> tuple[_Leading, list[str]]:
    """Return the ways that close no circle, and the boxes so that every such way leads onwards."""
    forward: dict[str, list[str]] = {name: [] for name in names}
    left: list[str] = []  # last first
    seen: set[str] = set()
    on_path: set[str] = set()
    for root in names:
        # By hand instead of recursion: a story may be longer than Python's stack.
        path = [] if root in seen else [(root, iter(leading[root]))]
        seen.add(root)
        on_path.add(root)
        while path:
            name, targets = path[-1]
            target = next(targets, None)
            if target is None:
                path.pop()
                on_path.discard(name)
                left.append(name)
            elif target not in on_path:
                forward[name].append(target)
                if target not in seen:
                    seen.add(target)
                    on_path.add(target)
                    path.append((target, iter(leading[target])))
    return forward, left[::-1]


def _untangle(columns: list[list[str]], forward: _Leading) -> None:
    """Order each column by the middle of its neighbours, from the left and from the right in turn."""
    backward: dict[str, list[str]] = {name: [] for name in forward}
    for name, targets in forward.items():
        for target in targets:
            backward[target].append(name)
    rows = {name: row for column in columns for name, row in _rows(column)}
    for sweep in range(_SWEEPS):
        from_left = sweep % 2 == 0
        neighbours = backward if from_left else forward
        for column in columns if from_left else reversed(columns):
            column.sort(key=lambda name: _middle(rows, neighbours[name], rows[name]))
            rows.update(_rows(column))


def _rows(column: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield how far down each box stands in its column, from 0 to 1."""
    return ((name, row / len(column)) for row, name in enumerate(column))


def _middle(rows: Mapping[str, float], neighbours: Sequence[str], own: float) -> float:
    return sum(rows[name] for name in neighbours) / len(neighbours) if neighbours else own
