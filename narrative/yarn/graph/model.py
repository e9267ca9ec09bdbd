"""The map of a story as plain values: boxes and the ways between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How one box leads to another: for good, or there and back."""

    JUMP = "jump"
    DETOUR = "detour"


class Kind(StrEnum):
    """What a line is to the reader."""

    LINE = "line"
    OPTION = "option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line as the base language has it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One node and all that may be said in it."""

    node: str
    file: str
    line: int
    lines: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node, or a whole group of them. It `ends` if the story may end in it."""

    name: str
    cluster: str
    passages: tuple[Passage, ...]
    is_group: bool = False
    ends: bool = False
    reached: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A way from box to box, with the texts of the options that open it; none if it is open without any.

    A `computed` one is taken by an expression, which may lead elsewhere too.
    """

    source: str
    target: str
    way: Way
    labels: tuple[str, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The whole map, in the story's order. It is not `known` if an expression may lead to any node at all."""

    start: str
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    known: bool = True
