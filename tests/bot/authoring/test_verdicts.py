"""The verdicts on plans as text and as JSON."""

from __future__ import annotations

import json
from textwrap import dedent

from bot.authoring.verdicts import THROUGH_JSON, Failure, Verdict, as_json, as_text
from narrative.yarn.diagnostics import Diagnostic, Severity
from narrative.yarn.plan_runner import Mismatch

MISMATCH = Mismatch(
    run=2, step=3, line=7, expected="stop", got="line: `Oh.`", place="a.yarn:4", recent=("stop",)
)
FOLLOWED = Verdict(plan="a.testplan", runs=2, steps=5)
FAILED = Verdict(plan="b.testplan", runs=2, steps=4, failures=(Failure(mismatch=MISMATCH),))
FINDING = Diagnostic(
    code="KD0040", severity=Severity.ERROR, message="oh", file="c.testplan", line=1, column=3, length=2
)
UNREAD = Verdict(plan="c.testplan", source="a bc", findings=(FINDING,))
NOTED = Verdict(plan="d.testplan", note="it compiles")


def test_all_failures_stand_behind_what_is_followed() -> None:
    expected = """\
        a.testplan: followed, straight and through JSON (2 runs, 5 steps)
        d.testplan: it compiles
        b.testplan:7: run 2, step 3 is not followed
            expected  stop
            got       line: `Oh.`
            at        a.yarn:4
            before    stop
            seed      1
        c.testplan:1:3: error KD0040: oh
            a bc
              ^^
        4 plans, 4 runs: 1 failed, 1 plan not to be read"""
    assert dedent(expected) == as_text((FAILED, UNREAD, FOLLOWED, NOTED))


def test_what_fails_in_one_way_alone_says_so() -> None:
    """A run that fails in two ways, each otherwise, has failed once."""
    twice = (Failure(mismatch=MISMATCH, ways=("straight",)), Failure(mismatch=MISMATCH, ways=(THROUGH_JSON,)))
    lines = as_text((Verdict(plan="b.testplan", runs=1, failures=twice),)).splitlines()
    assert ["    only      straight", "    only      through JSON"] == [
        line for line in lines if "only" in line
    ]
    assert "1 plan, 1 run: 1 failed" == lines[-1]


def test_the_same_for_machines() -> None:
    plain = json.loads(as_json((FOLLOWED, FAILED, UNREAD)))
    assert (4, 1, 1) == (plain["runs"], plain["failed"], plain["unreadable"])
    failure = {
        "run": 2,
        "step": 3,
        "line": 7,
        "expected": ["stop"],
        "got": ["line: `Oh.`"],
        "at": "a.yarn:4",
        "before": ["stop"],
        "seed": 1,
        "ways": ["straight", "through JSON"],
    }
    finding = {
        "file": "c.testplan",
        "line": 1,
        "column": 3,
        "length": 2,
        "severity": "error",
        "code": "KD0040",
        "message": "oh",
    }
    followed, failed, unread = plain["plans"]
    assert (True, [], []) == (followed["passed"], followed["findings"], followed["failures"])
    assert (False, [failure]) == (failed["passed"], failed["failures"])
    assert (False, [finding]) == (unread["passed"], unread["findings"])
