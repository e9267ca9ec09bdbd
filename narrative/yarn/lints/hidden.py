"""Lints of hidden variables: a number that is nobody's business must not be read out.

A variable is hidden if its `///` note begins with the word "Hidden". The note speaks for the declarations on
the lines right under it too, as far as they have none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from narrative.yarn.diagnostics import Report
from narrative.yarn.lints.lines import lines
from narrative.yarn.syntax.tree import Declare, Line, NodeTree, Variable, walk, walk_expression

_HIDDEN = re.compile(r"hidden\b", re.IGNORECASE)
# These markers choose a text by the value and do not show it, but for a `%` in it.
_CHOOSES = re.compile(r"\[\s*(?:select|plural|ordinal)\b[^\]%]*\]")
_PLACEHOLDER = re.compile(r"\{(\d+)\}", re.ASCII)


def check_hidden(nodes: Iterable[NodeTree], report: Report) -> None:
    """Warn of every line that shows a hidden variable."""
    hidden = frozenset(_hidden(nodes))
    for node in nodes:
        for line in lines(node.body):
            for variable in _shown(line):
                if variable.name in hidden:
                    report.warning(
                        "KD0204",
                        f"This line shows `{variable.name}`, which its note calls hidden. Say it in words, "
                        "or take `Hidden` out of the note.",
                        variable.place,
                    )


def _hidden(nodes: Iterable[NodeTree]) -> Iterator[str]:
    for node in nodes:
        noted, line = False, 0
        for statement in walk(node.body):
            if isinstance(statement, Declare):
                place = statement.variable.place
                if statement.note or place.line != line + 1:
                    noted = _HIDDEN.match(statement.note) is not None
                line = place.line
                if noted:
                    yield statement.variable.name


def _shown(line: Line) -> Iterator[Variable]:
    for number in _PLACEHOLDER.findall(_CHOOSES.sub("", line.template.text)):
        if int(number) < len(line.template.expressions):
            for expression in walk_expression(line.template.expressions[int(number)]):
                if isinstance(expression, Variable):
                    yield expression
