"""What a rehearsal has counted: one tally per batch of runs, added up in the order of the runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from narrative.drama.book import Book
from narrative.yarn.program import LineInfo, Node


class Trouble(StrEnum):
    """Why a run could not come to an ending."""

    FAULT = "fault"  # the story did something impossible
    SHUT = "shut"  # no way of a choice was open, and nothing came after it
    ENDLESS = "endless"  # the run was longer than any reader's


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadEnd:
    """One way not to come to an ending; `run` is the first that did so, by these steps, and `count` how many."""

    trouble: Trouble
    node: str
    message: str
    run: int
    steps: tuple[str, ...]
    count: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """What two runs have in common that come to the same dead end."""
        return self.trouble, self.node, self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A line that somebody said again too soon: how often, and the run in which it came back soonest."""

    line_id: str
    gap: int
    run: int
    count: int = 1


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts. `turns` and `lines` hold one number per run, in order; `nodes` and `hits` count per name and line."""

    turns: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    nodes: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    dead_ends: dict[tuple[str, str, str], DeadEnd] = field(default_factory=dict)
    repeats: dict[str, Repeat] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """How many runs were counted."""
        return len(self.turns)

    def stop(self, found: DeadEnd) -> None:
        """Count a dead end."""
        known = self.dead_ends.get(found.key)
        self.dead_ends[found.key] = (
            found if known is None else replace(known, count=known.count + found.count)
        )

    def repeat(self, found: Repeat) -> None:
        """Count a repeated line."""
        known = self.repeats.get(found.line_id)
        if known is not None:
            soonest = min(known, found, key=lambda each: each.gap)
            found = replace(soonest, count=known.count + found.count)
        self.repeats[found.line_id] = found

    def add(self, later: Tally) -> None:
        """Add the counts of runs that come after these."""
        self.turns += later.turns
        self.lines += later.lines
        self.nodes += later.nodes
        self.hits += later.hits
        self.endings += later.endings
        for dead_end in later.dead_ends.values():
            self.stop(dead_end)
        for repeat in later.repeats.values():
            self.repeat(repeat)


def playable_nodes(book: Book) -> Mapping[str, Node]:
    """Return the nodes that do anything: one that only declares is nothing to come to."""
    return {name: node for name, node in book.program.nodes.items() if node.code}


def unreached_nodes(book: Book, tally: Tally) -> tuple[Node, ...]:
    """Return the nodes that no run came to, in story order."""
    return tuple(node for name, node in playable_nodes(book).items() if not tally.nodes[name])


def unreached_lines(book: Book, tally: Tally) -> Iterator[tuple[str, LineInfo]]:
    """Return the lines and options that no run came to, in story order."""
    return ((line_id, line) for line_id, line in book.program.lines.items() if not tally.hits[line_id])
