"""Lints of speakers: whether the project knows who says a line."""

from __future__ import annotations

from collections.abc import Iterable

from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.lines import lines
from narrative.yarn.lints.rules import Rules
from narrative.yarn.markup import parse
from narrative.yarn.syntax.tree import Line, NodeTree


def check_speakers(nodes: Iterable[NodeTree], rules: Rules, report: Report) -> None:
    """Warn of every line whose speaker is not among the project's characters, if it lists any."""
    for node in nodes:
        for line in lines(node.body):
            speaker = _speaker(line)
            if rules.characters and speaker and speaker not in rules.characters:
                report.warning(
                    "YS0016",
                    f"The project has no character `{speaker}`. Correct the name, add it to the project's "
                    "`characters`, or write `\\:` if nobody speaks here.",
                    line.place,
                )


def _speaker(line: Line) -> str:
    """Return who says the line; nobody if only the reading will tell."""
    for attribute in parse(line.template.text).attributes:
        if attribute.name == "character":
            name = str(attribute.properties.get("name", ""))
            return "" if "{" in name else name
    return ""
