"""Lints of commands: whether the host obeys them, and with these words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from narrative.yarn.definitions import words_of
from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.rules import Rules
from narrative.yarn.syntax.tree import Command, NodeTree, walk

_PLACEHOLDER = re.compile(r"\{\d+\}", re.ASCII)


def check_commands(nodes: Iterable[NodeTree], rules: Rules, report: Report) -> None:
    """Tell of every command that the host does not know, or cannot obey as it stands."""
    for node in nodes:
        for statement in walk(node.body):
            if isinstance(statement, Command):
                _check(statement, rules, report)


def _check(command: Command, rules: Rules, report: Report) -> None:
    name, *words = words_of(command.template.text) or [""]
    if _PLACEHOLDER.search(name):
        return  # which command it is, only the reading knows
    tell = report.error if rules.is_book else report.warning
    definition = rules.commands.get(name)
    if definition is None:
        known = ", ".join(sorted(rules.commands))
        mend = (
            f"It is one of {known}."
            if rules.is_book
            else ("Correct its name, or define it in a file that the project names under `definitions`.")
        )
        tell("YS0060", f"Nobody obeys the command `{name}`. {mend}", command.place)
        return
    complaint = definition.complaint([None if _PLACEHOLDER.search(word) else word for word in words])
    if complaint:
        tell("YS0061", f"This command cannot be obeyed: {complaint}.", command.place)
