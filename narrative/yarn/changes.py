"""Compares two editions of a story: what is new, what is gone, and where readers will lose their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from narrative.yarn.places import CodePlace, PlaceName, choices_of, find, find_options, places_of
from narrative.yarn.program import Node, Op, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPlace:
    """A place in the old edition that the new one has no more; `what` is what readers wait for there."""

    file: str
    line: int
    node: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs. A line is reworded if its text changed, and moved if it stands in another node.

    A retyped variable begins anew in every reading. `places` counts where readers of the old edition can be,
    `lost` are those from which they go back to their last checkpoint.
    """

    new_nodes: tuple[str, ...]
    gone_nodes: tuple[str, ...]
    new_lines: tuple[str, ...]
    gone_lines: tuple[str, ...]
    reworded: tuple[str, ...]
    moved: tuple[str, ...]
    new_variables: tuple[str, ...]
    gone_variables: tuple[str, ...]
    retyped: tuple[str, ...]
    places: int
    lost: tuple[LostPlace, ...]


def changes(old: Program, new: Program, *, waits: Callable[[str], bool]) -> Changes:
    """Compare two editions, for a host that lets readers wait at the commands for which `waits` is true."""
    both = [
        (line_id, old.lines[line_id], new.lines[line_id]) for line_id in old.lines if line_id in new.lines
    ]
    variables = [name for name in old.declarations if name in new.declarations]
    places = list(_kept_or_lost(old, new, waits))
    return Changes(
        new_nodes=_only(new.nodes, old.nodes),
        gone_nodes=_only(old.nodes, new.nodes),
        new_lines=_only(new.lines, old.lines),
        gone_lines=_only(old.lines, new.lines),
        reworded=tuple(line_id for line_id, before, after in both if before.text != after.text),
        moved=tuple(line_id for line_id, before, after in both if before.node != after.node),
        new_variables=_only(new.declarations, old.declarations),
        gone_variables=_only(old.declarations, new.declarations),
        retyped=tuple(
            name for name in variables if old.declarations[name].type != new.declarations[name].type
        ),
        places=len(places),
        lost=tuple(place for place in places if place is not None),
    )


def _kept_or_lost(old: Program, new: Program, waits: Callable[[str], bool]) -> Iterator[LostPlace | None]:
    """Yield for each place where readers can be nothing, or how it is lost."""
    for node in old.nodes.values():
        for place, labels in choices_of(node):
            lost = find_options(new, labels) is None
            yield _lost(node, place, _choice(old, labels)) if lost else None
        for name, place in places_of(node):
            if name.op is Op.DETOUR or (name.op is Op.COMMAND and waits(name.text)):
                lost = find(new, name, node.name) is None
                yield _lost(node, place, _step(name)) if lost else None


def _lost(node: Node, place: CodePlace, what: str) -> LostPlace:
    return LostPlace(file=node.file, line=node.code[place.position - 1].at, node=node.name, what=what)


def _choice(old: Program, line_ids: Iterable[str]) -> str:
    return "the choice of " + ", ".join(f"“{old.lines[line_id].text}”" for line_id in line_ids)


def _step(name: PlaceName) -> str:
    if name.op is Op.DETOUR:
        return f"the way back from <<detour {name.text or '{…}'}>>"
    return f"<<{name.text}>>"


def _only(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    known = frozenset(those)
    return tuple(name for name in these if name not in known)
