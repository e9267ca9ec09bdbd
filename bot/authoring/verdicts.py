"""What comes of trying test plans, as values, as text for an author and as JSON for a machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from narrative.yarn.diagnostics import Diagnostic, render
from narrative.yarn.plan_runner import Mismatch

STRAIGHT, THROUGH_JSON = "straight", "through JSON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A run that the story does not follow, in these ways of performing it."""

    mismatch: Mismatch
    ways: tuple[str, ...] = (STRAIGHT, THROUGH_JSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What comes of one plan. With `findings` it could not be read; `note` says why it need not be run."""

    plan: str
    source: str = ""
    runs: int = 0
    steps: int = 0
    findings: tuple[Diagnostic, ...] = ()
    failures: tuple[Failure, ...] = ()
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the plan can be read and the story follows it."""
        return not self.findings and not self.failures

    @property
    def failed_runs(self) -> int:
        """How many of its runs are not followed, in whatever way."""
        return len({failure.mismatch.run for failure in self.failures})


def as_text(verdicts: Sequence[Verdict]) -> str:
    """Return a line for each plan that is followed, all failures behind them, and the counts."""
    followed = [_followed(verdict) for verdict in verdicts if verdict.passed]
    failed = [part for verdict in verdicts if not verdict.passed for part in _failed(verdict)]
    return "\n".join((*followed, *failed, _counts(verdicts)))


def as_json(verdicts: Sequence[Verdict]) -> str:
    """Return the same for a machine."""
    plain = {
        "plans": [_plain(verdict) for verdict in verdicts],
        "runs": sum(verdict.runs for verdict in verdicts),
        "failed": sum(verdict.failed_runs for verdict in verdicts),
        "unreadable": sum(bool(verdict.findings) for verdict in verdicts),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2)


def _followed(verdict: Verdict) -> str:
    if verdict.note:
        return f"{verdict.plan}: {verdict.note}"
    counts = f"{_count(verdict.runs, 'run')}, {_count(verdict.steps, 'step')}"
    return f"{verdict.plan}: followed, {STRAIGHT} and {THROUGH_JSON} ({counts})"


def _failed(verdict: Verdict) -> Iterable[str]:
    yield from (render(found, verdict.source) for found in verdict.findings)
    for failure in verdict.failures:
        report = failure.mismatch.report(verdict.plan)
        yield report if len(failure.ways) > 1 else f"{report}\n    only      {failure.ways[0]}"


def _counts(verdicts: Sequence[Verdict]) -> str:
    runs = _count(sum(verdict.runs for verdict in verdicts), "run")
    failed = sum(verdict.failed_runs for verdict in verdicts)
    unread = sum(bool(verdict.findings) for verdict in verdicts)
    refused = f", {_count(unread, 'plan')} not to be read" if unread else ""
    return f"{_count(len(verdicts), 'plan')}, {runs}: {failed or 'none'} failed{refused}"


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "plan": verdict.plan,
        "passed": verdict.passed,
        "runs": verdict.runs,
        "steps": verdict.steps,
        "note": verdict.note,
        "findings": [_plain_finding(found) for found in verdict.findings],
        "failures": [_plain_failure(failure) for failure in verdict.failures],
    }


def _plain_finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "file": found.file,
        "line": found.line,
        "column": found.column,
        "length": found.length,
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
    }


def _plain_failure(failure: Failure) -> dict[str, Any]:
    mismatch = failure.mismatch
    return {
        "run": mismatch.run,
        "step": mismatch.step,
        "line": mismatch.line,
        "expected": mismatch.expected.split("\n"),
        "got": mismatch.got.split("\n"),
        "at": mismatch.place,
        "before": list(mismatch.recent),
        "seed": mismatch.seed,
        "ways": list(failure.ways),
    }


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
