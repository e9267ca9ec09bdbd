"""Names the nodes: which stand alone, which are members of a group, and which have nothing to run."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import NodeTree


@dataclass(frozen=True, slots=True)
class NamedNode:
    """A node and its unique name; `group` is its title if it is a member of a group."""

    name: str
    group: str
    tree: NodeTree

    @property
    def file(self) -> str:
        return self.tree.place.file


def name_nodes(nodes: Sequence[NodeTree], report: Report) -> tuple[NamedNode, ...]:
    """Return the nodes that have a title and a body, in order, checked against each other."""
    for title, namesakes in _by_title(nodes).items():
        if any(node.when for node in namesakes):
            _check_group(title, namesakes, report)
        elif len(namesakes) > 1:
            for node in namesakes:
                other = next(other for other in namesakes if other is not node)
                report.error(
                    "YS0011",
                    f"A node on {other.place} is called `{title}` too. Rename one, or make them a group: "
                    "give each a `when:`.",
                    node.place,
                )
    return tuple(_named(node) for node in nodes if node.title and _has_body(node, report))


def _by_title(nodes: Sequence[NodeTree]) -> Mapping[str, list[NodeTree]]:
    titles: dict[str, list[NodeTree]] = {}
    for node in nodes:
        if node.title:
            titles.setdefault(node.title, []).append(node)
    return titles


def _check_group(title: str, members: Sequence[NodeTree], report: Report) -> None:
    subtitles = [member.subtitle for member in members]
    for member in members:
        if not member.when:
            report.error(
                "YS0031",
                f"Other nodes called `{title}` have a `when:`, and this one has none. "
                "Add one (`when: always`), or rename it.",
                member.place,
            )
        if member.subtitle and subtitles.count(member.subtitle) > 1:
            report.error(
                "YS0032",
                f"The group `{title}` has more than one member with the subtitle `{member.subtitle}`. "
                "Give each its own.",
                member.place,
            )


def _has_body(node: NodeTree, report: Report) -> bool:
    if node.body or node.broken:
        return True
    if node.when:
        report.error(
            "KD0002",
            f"This member of the group `{node.title}` has nothing to run. Write its body.",
            node.place,
        )
    else:
        report.warning(
            "YS0033",
            f"The node `{node.title}` is empty and is left out of the story. Write its body.",
            node.place,
        )
    return False


def _named(node: NodeTree) -> NamedNode:
    if not node.when:
        return NamedNode(node.title, "", node)
    return NamedNode(f"{node.title}.{node.subtitle or _checksum(node)}", node.title, node)


def _checksum(node: NodeTree) -> str:
    return checksum(f"{node.place.file}{node.title}{node.place.line}")


def checksum(text: str) -> str:
    """Return the CRC-32 of a text in hexadecimal: names for what its author gave no name."""
    return f"{zlib.crc32(text.encode(errors='surrogatepass')):08x}"
