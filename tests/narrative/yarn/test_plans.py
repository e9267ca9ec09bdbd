"""Every feature of the language by a plan of its own, and every mistake by a script that must not compile.

`plans/NAME.yarn` must follow `plans/NAME.testplan`, read strictly: these plans use Yarn Spinner's format
alone. `plans/ours/` has those with steps of ours. `plans/refused/` has scripts that must not compile; the
first line of each names the code that must be reported.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from narrative.yarn import upstream
from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.diagnostics import Severity
from narrative.yarn.plan_host import ScriptHost
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_runner import run_plan

PLANS = Path(__file__).parent / "plans"
STRICT = sorted(PLANS.glob("*.yarn"))
OURS = sorted((PLANS / "ours").glob("*.yarn"))
REFUSED = sorted((PLANS / "refused").glob("*.yarn"))


def name(path: Path) -> str:
    return path.stem


def compilation(script: Path) -> Compilation:
    return compile_project(
        {script.name: script.read_text(encoding="utf-8")},
        signatures=upstream.DECLARED.signatures(),
        infers_functions=True,
    )


def follow(script: Path, *, strict: bool, through_json: bool) -> str:
    """Return what is wrong, or an empty text."""
    compiled = compilation(script)
    assert compiled.program is not None, compiled.diagnostics
    text = script.with_suffix(".testplan").read_text(encoding="utf-8")
    plan = read_plan(text, file=script.stem, strict=strict)
    host = ScriptHost(compiled.program, upstream.WHOLE, through_json=through_json)
    return "\n".join(mismatch.report(script.stem) for mismatch in run_plan(plan, host))


@pytest.mark.parametrize("through_json", [False, True], ids=["straight", "through_json"])
@pytest.mark.parametrize("script", STRICT, ids=name)
def test_a_script_follows_its_plan(script: Path, *, through_json: bool) -> None:
    """Run straight, and with the program and, at every stop, the state sent through JSON."""
    assert "" == follow(script, strict=True, through_json=through_json)


@pytest.mark.parametrize("through_json", [False, True], ids=["straight", "through_json"])
@pytest.mark.parametrize("script", STRICT + OURS, ids=name)
def test_a_script_follows_its_plan_read_as_ours(script: Path, *, through_json: bool) -> None:
    """Our format has all of Yarn Spinner's."""
    assert "" == follow(script, strict=False, through_json=through_json)


@pytest.mark.parametrize("script", REFUSED, ids=name)
def test_a_mistake_is_reported_by_its_code(script: Path) -> None:
    """Each finding has a place in the script."""
    first, *_ = lines = script.read_text(encoding="utf-8").split("\n")
    found = compilation(script)
    assert found.program is None
    errors = [one for one in found.diagnostics if one.severity is Severity.ERROR]
    assert first.removeprefix("// ") in {one.code for one in errors}
    assert [] == [one for one in errors if one.column + one.length > len(lines[one.line - 1]) + 2]


def test_every_script_has_a_plan_and_every_plan_a_script() -> None:
    """Neither is forgotten."""
    for folder in (PLANS, PLANS / "ours"):
        scripts, plans = (sorted(map(name, folder.glob(ending))) for ending in ("*.yarn", "*.testplan"))
        assert scripts == plans


@pytest.mark.parametrize("script", STRICT, ids=name)
def test_compiling_twice_gives_the_same(script: Path) -> None:
    """So a program may be kept and compiled again elsewhere."""
    assert compilation(script) == compilation(script)
