"""Lints scripts for the tests, and tells what was found in short."""

from __future__ import annotations

from textwrap import dedent

from narrative.yarn.diagnostics import Diagnostic
from narrative.yarn.lints.job import lint
from narrative.yarn.lints.rules import Rules

KEPT = Rules(keeps_readings=True)


def linted(script: str, rules: Rules = KEPT) -> tuple[Diagnostic, ...]:
    """What the lints find in one file."""
    return lint({"a.yarn": dedent(script).lstrip("\n")}, rules)


def told(script: str, code: str, rules: Rules = KEPT) -> list[str]:
    """The messages of one code, each after its severity, line and column."""
    return [
        f"{one.severity} {one.line}:{one.column} {one.message}"
        for one in linted(script, rules)
        if one.code == code
    ]


def places(script: str, code: str, rules: Rules = KEPT) -> list[tuple[str, int]]:
    """The severity and line of each finding of one code."""
    return [(str(one.severity), one.line) for one in linted(script, rules) if one.code == code]


def start(body: str) -> str:
    """A node `Start` with that body, which begins on line 3."""
    return f"title: Start\n---\n{dedent(body).strip(chr(10))}\n===\n"
