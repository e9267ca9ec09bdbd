"""Draws up the map of a compiled story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from narrative.yarn.graph.flow import Body, Flow, bodies, follow
from narrative.yarn.graph.model import Box, Edge, Graph, Kind, Passage, Spoken, Way
from narrative.yarn.graph.targets import ANYTHING, Targets
from narrative.yarn.program import Node, Op, Program


def graph_of(program: Program, *, start: str = "Start") -> Graph:
    """Return the map of a story that begins at the node or group `start`."""
    return _Surveyor(program).graph(start)


class _Surveyor:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._targets = Targets(program)
        self._box_of = {name: node.group or name for name, node in program.nodes.items() if node.code}
        self._flows = {name: follow(program.nodes[name].code) for name in self._box_of}
        self._nodes: dict[str, list[Node]] = defaultdict(list)
        for name, box in self._box_of.items():
            self._nodes[box].append(program.nodes[name])

    def graph(self, start: str) -> Graph:
        found = [edge for nodes in self._nodes.values() for node in nodes for edge in self._edges(node)]
        edges = _merged([edge for edge in found if edge is not None])
        known = all(edge is not None for edge in found)
        entered = _entered(start, edges)
        clusters = _clusters([node for nodes in self._nodes.values() for node in nodes])
        boxes = tuple(
            Box(
                name=name,
                cluster=clusters[nodes[0].name],
                passages=tuple(self._passage(node) for node in nodes),
                is_group=name in self._program.groups,
                ends=self._ends(nodes, entered.get(name)),
                reached=name in entered or not known,
            )
            for name, nodes in self._nodes.items()
        )
        return Graph(start=start, boxes=boxes, edges=edges, known=known)

    def _edges(self, node: Node) -> Iterator[Edge | None]:
        """Yield the ways out of a node, and None for one that may lead to any."""
        flow, choices = self._flows[node.name], bodies(node.code)
        for position, pattern in self._targets.of(node.code):
            if position not in flow.reached:
                continue
            if pattern == ANYTHING:
                yield None
                continue
            step = node.code[position]
            for target in self._matching(pattern):
                yield Edge(
                    source=self._box_of[node.name],
                    target=target,
                    way=Way.DETOUR if step.op is Op.DETOUR else Way.JUMP,
                    labels=self._label(position, choices),
                    computed=not step.operands[0],
                )

    def _matching(self, pattern: str) -> list[str]:
        """Return the boxes whose name, or that of one of whose nodes, has the pattern."""
        wanted = re.compile(pattern, re.DOTALL)
        return [
            box
            for box, nodes in self._nodes.items()
            if any(wanted.fullmatch(name) for name in (box, *(node.name for node in nodes)))
        ]

    def _label(self, position: int, choices: Sequence[Body]) -> tuple[str, ...]:
        within = [choice for choice in choices if choice.first <= position < choice.end]
        return (self._program.lines[within[-1].line_id].text,) if within else ()

    def _ends(self, nodes: Sequence[Node], way: Way | None) -> bool:
        """Return whether the story may end in a box that is entered that way. A detour's end leads back."""
        return any(_stops(node, self._flows[node.name], way) for node in nodes) if way else False

    def _passage(self, node: Node) -> Passage:
        options = {step.operands[0] for step in node.code if step.op is Op.OPTION}
        lines = tuple(
            Spoken(
                kind=Kind.OPTION if line_id in options else Kind.LINE, text=self._program.lines[line_id].text
            )
            for line_id in node.line_ids
        )
        return Passage(node=node.name, file=node.file, line=node.line, lines=lines)


def _stops(node: Node, flow: Flow, way: Way) -> bool:
    reached = {node.code[position].op for position in flow.reached}
    return Op.STOP in reached or (way is Way.JUMP and (flow.runs_out or Op.RETURN in reached))


def _merged(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Make one of all edges that lead the same way from box to box."""
    merged: dict[tuple[str, str, Way], Edge] = {}
    for edge in edges:
        key = edge.source, edge.target, edge.way
        known = merged.get(key, edge)
        # A way that is open without an option needs no label, even if an option opens it too.
        labels = tuple(dict.fromkeys((*known.labels, *edge.labels))) if known.labels and edge.labels else ()
        merged[key] = replace(known, labels=labels, computed=known.computed and edge.computed)
    return tuple(merged.values())


def _entered(start: str, edges: Sequence[Edge]) -> Mapping[str, Way]:
    """Return how each box is entered that can be: by a detour only, or for good."""
    leading: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        leading[edge.source].append(edge)
    entered: dict[str, Way] = {}
    waiting = [(start, Way.JUMP)]
    while waiting:
        name, way = waiting.pop()
        if entered.get(name) not in (way, Way.JUMP):
            entered[name] = way
            waiting.extend((edge.target, edge.way) for edge in leading[name])
    return entered


def _clusters(nodes: Sequence[Node]) -> Mapping[str, str]:
    """Return each node's chapter and scene. A node without either belongs to those before it in its file."""
    several = len({node.file for node in nodes}) > 1
    clusters: dict[str, str] = {}
    file, current = "", ""
    for node in sorted(nodes, key=lambda node: (node.file, node.line)):
        if node.file != file:
            file, current = node.file, node.file if several else ""
        own = " · ".join(header for key in ("chapter", "scene") if (header := node.header(key)))
        current = own or current
        clusters[node.name] = current
    return clusters
