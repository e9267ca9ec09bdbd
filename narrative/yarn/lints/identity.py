"""Lints of names that must outlast an edit: a line's id, and a group member's subtitle."""

from __future__ import annotations

from collections.abc import Iterable

from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.lines import lines
from narrative.yarn.lints.rules import Rules
from narrative.yarn.syntax.tree import Line, NodeTree

_IDS = ("line:", "shadow:")


def check_identity(nodes: Iterable[NodeTree], rules: Rules, report: Report) -> None:
    """Tell of every line without an id and of every group member without a subtitle."""
    for node in nodes:
        if node.when and node.title and not node.subtitle:
            (report.warning if rules.keeps_readings else report.info)(
                "KD0203",
                f"This member of the group `{node.title}` has no subtitle, so that its name, by which its views "
                "and visits are counted, changes with its line number. Give it a `subtitle:`.",
                node.place,
            )
    unnamed = [line for node in nodes for line in lines(node.body) if not _has_id(line)]
    if rules.keeps_readings:
        for line in unnamed:
            report.warning(
                "KD0202",
                "This line has no id, so translations and readings lose it with the next edit. "
                "Give it one: run `kedok tag`.",
                line.place,
            )
    else:
        _sum_up(unnamed, report)


def _has_id(line: Line) -> bool:
    return any(tag.text.startswith(_IDS) for tag in line.tags)


def _sum_up(unnamed: Iterable[Line], report: Report) -> None:
    """Tell of ids once a file: a work that nobody keeps or translates may do without."""
    by_file: dict[str, list[Line]] = {}
    for line in unnamed:
        by_file.setdefault(line.place.file, []).append(line)
    for first, *others in by_file.values():
        more = f" (nor have {len(others)} more in this file)" if others else ""
        report.info(
            "KD0202",
            f"This line has no id{more}. Before it is translated or kept in a saved reading, run `kedok tag`.",
            first.place,
        )
