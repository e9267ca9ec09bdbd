"""Runs every lint over a work."""

from __future__ import annotations

from collections.abc import Mapping

from narrative.yarn.diagnostics import Diagnostic, Report, Severity
from narrative.yarn.lints.circles import check_circles
from narrative.yarn.lints.commands import check_commands
from narrative.yarn.lints.hidden import check_hidden
from narrative.yarn.lints.identity import check_identity
from narrative.yarn.lints.layout import check_layout
from narrative.yarn.lints.routes import check_routes
from narrative.yarn.lints.rules import Rules
from narrative.yarn.lints.speakers import check_speakers
from narrative.yarn.syntax.parser import parse


def lint(sources: Mapping[str, str], rules: Rules) -> tuple[Diagnostic, ...]:
    """Return what is likely meant otherwise in the texts of all files of a work, by file name."""
    parsed, report = Report(), Report()
    nodes = [tree for name, text in sorted(sources.items()) for tree in parse(name, text, parsed)]
    check_layout(nodes, report)
    check_identity(nodes, rules, report)
    check_hidden(nodes, report)
    check_commands(nodes, rules, report)
    check_speakers(nodes, rules, report)
    if not any(found.severity is Severity.ERROR for found in parsed.diagnostics()):
        # A line that cannot be read may be the very jump that leads to a node.
        check_routes(nodes, rules, report)
        check_circles(nodes, report)
    return report.diagnostics()
