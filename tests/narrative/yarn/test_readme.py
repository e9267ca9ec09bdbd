"""The scripts in `narrative/yarn/README.md` are one story: it compiles without a finding, and it plays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from narrative.drama import functions
from narrative.drama.commands import COMMANDS
from narrative.drama.plan_host import BookHost
from narrative.yarn.compile.job import compile_project
from narrative.yarn.diagnostics import Severity
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_runner import run_plan
from narrative.yarn.program import Op
from narrative.yarn.run.content import LineEvent, NodeStarted
from tests.narrative.drama.lamp import make_book

NARRATIVE = Path(__file__).parents[3] / "narrative"
README = (NARRATIVE / "yarn" / "README.md").read_text(encoding="utf-8")
ACTS = (NARRATIVE / "books" / "anothers_face" / "acts.yarn").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """Return the page's fenced blocks of that kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


STORY = "\n".join((*blocks("yarn"), ACTS))
"""The page's scripts, and the acts that every story has."""


def test_the_scripts_compile_without_a_finding() -> None:
    """Nobody should have to learn from a script that we should warn of."""
    found = compile_project({"a.yarn": STORY}, signatures=functions.signatures(), requires_declarations=True)
    assert [] == [one for one in found.diagnostics if one.severity is not Severity.INFO]
    assert found.program is not None


@pytest.mark.parametrize("through_json", [False, True], ids=["straight", "through_json"])
@pytest.mark.parametrize("plan", blocks("testplan"))
def test_the_story_follows_its_plan(plan: str, *, through_json: bool) -> None:
    """The page promises what is said."""
    mismatches = run_plan(read_plan(plan), BookHost(make_book(STORY), through_json=through_json))
    assert [] == [mismatch.report("README") for mismatch in mismatches]


def test_the_host_knows_every_command_and_function_of_the_page() -> None:
    """Those in the story and those in the tables."""
    nodes = make_book(STORY).program.nodes.values()
    steps = [step for node in nodes for step in node.code if step.op is Op.COMMAND]
    used = {str(step.operands[0]).split(maxsplit=1)[0] for step in steps}
    listed = set(re.findall(r"^\| `<<(\w+)", README, re.MULTILINE))
    assert (set(COMMANDS), set()) == (listed, used - listed)
    called = set(re.findall(r"^\| `(\w+)\(", README, re.MULTILINE))
    assert set(functions.signatures()) >= called


def test_the_programmers_example_runs() -> None:
    """As it stands."""
    (example,) = blocks("python")
    printed: list[object] = []
    names: dict[str, object] = {"script": "title: Start\n---\nHi. #line:a\n===\n", "print": printed.append}
    exec(compile(example, "README.md", "exec"), names)
    assert [NodeStarted(node="Start", line_ids=("line:a",)), LineEvent(line_id="line:a")] == printed[:2]
    assert isinstance(names["saved"], dict)
