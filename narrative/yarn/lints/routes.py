"""Lints of the ways through a story: nodes that nothing leads to, and names that no node has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.rules import Rules
from narrative.yarn.lints.targets import Gap, Journey, Map, fits, names
from narrative.yarn.syntax.tree import Declare, EnumDeclaration, NodeTree

_SHOWN = 5  # names of missing nodes in one message


def check_routes(nodes: Sequence[NodeTree], rules: Rules, report: Report) -> None:
    """Tell of nodes that cannot be reached from the start, and of targets that may not be there."""
    named = _by_name(nodes)
    if not named:
        return
    map_ = Map(nodes)
    journeys = {title: _journeys(members, map_) for title, members in named.items()}
    for journey in chain.from_iterable(journeys.values()):
        if any(isinstance(part, Gap) for part in journey.target):
            _check_dynamic(journey, named, report)
    if rules.start in named:
        _check_reach(rules.start, named, journeys, report)
    else:
        first = next(iter(named.values()))[0]
        (report.error if rules.is_book else report.warning)(
            "KD0207",
            f"There is no node `{rules.start}`, where the story is to begin. Write one, or name another in the "
            "project's `startNode`.",
            first.place,
        )


def _by_name(nodes: Iterable[NodeTree]) -> Mapping[str, list[NodeTree]]:
    """Return the nodes that have something to run, by title; members of a group by their own names too."""
    named: dict[str, list[NodeTree]] = {}
    for node in nodes:
        if node.title and node.body:
            named.setdefault(node.title, []).append(node)
            if node.when and node.subtitle:
                named.setdefault(f"{node.title}.{node.subtitle}", []).append(node)
    return named


def _journeys(members: Iterable[NodeTree], map_: Map) -> tuple[Journey, ...]:
    return tuple(chain.from_iterable(map_.journeys(member) for member in members))


def _check_dynamic(journey: Journey, named: Mapping[str, object], report: Report) -> None:
    possible = names(journey.target)
    there = [name for name in possible or named if name in named and fits(journey.target, name)]
    missing = [name for name in possible if name not in named]
    written = "".join(part if isinstance(part, str) else f"{{{part.asked}}}" for part in journey.target)
    if not there:
        report.warning(
            "KD0205",
            f"No node has a name such as `{written}`. Write one, or correct the name.",
            journey.jump.place,
        )
    elif missing and not journey.guarded:
        report.warning(
            "KD0205",
            f"There is no node {_listed(missing)}, and the story stops where it is to go there. Write it, or ask "
            "`has_any_content` first.",
            journey.jump.place,
        )
    elif not possible and not journey.guarded:
        report.info(
            "KD0206",
            f"Only the reading knows which node `{written}` is, so nobody can check that it is there. Ask "
            "`has_any_content` first.",
            journey.jump.place,
        )


def _listed(missing: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in missing[:_SHOWN])
    return f"{shown} and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else shown


def _check_reach(
    start: str,
    named: Mapping[str, Sequence[NodeTree]],
    journeys: Mapping[str, Sequence[Journey]],
    report: Report,
) -> None:
    reached, waiting = {start}, [start]
    while waiting:
        for journey in journeys[waiting.pop()]:
            news = {name for name in _led_to(journey, named) if name not in reached}
            reached |= news
            waiting += sorted(news)
    seen = {id(node) for name in reached for node in named[name]}
    for name, members in named.items():
        lost = not any(id(node) in seen for node in members)
        if lost and name == members[0].title and not any(map(_stands_aside, members)):
            report.warning(
                "YS0009",
                f"Nothing leads from `{start}` to `{name}`, so nobody will read it. Lead there, or take it out.",
                members[0].place,
            )


def _led_to(journey: Journey, named: Mapping[str, object]) -> Iterable[str]:
    if len(journey.target) == 1 and isinstance(journey.target[0], str):
        return [journey.target[0]] if journey.target[0] in named else []
    return [name for name in named if fits(journey.target, name)]


def _stands_aside(node: NodeTree) -> bool:
    """Return whether a node need not be run: it only declares, or is an editor's note."""
    declares = all(isinstance(statement, Declare | EnumDeclaration) for statement in node.body)
    return declares or ("style", "note") in node.headers
