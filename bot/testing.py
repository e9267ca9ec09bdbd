"""Tests one script against its plan, for authors: straight, and with the state sent through JSON at every stop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.works import read_text
from narrative.drama import functions
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.diagnostics import Severity, render
from narrative.yarn.library import Library
from narrative.yarn.plan import Plan
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_runner import START, run_plan
from narrative.yarn.program import Program

FORMAT = """\
Play a script by its test plan, twice: straight, and with its state written and read again at every stop.

A plan lists what is to come, and acts:
    line: `Mae: Hello.`      or  line: *
    command: `listen Mae`
    option: `Stay.`          and behind it [disabled], if it cannot be chosen
    select: 1                chooses of the options above; 0 if none can be chosen
    stop                     the end
    set: $mood = true        or a number, or a `text`
    node: Kitchen            goes on there; a run begins at Start
    saliency: best           how groups choose
    ---                      begins another run in the same reading
    # a note
Kedok's own steps:
    say: `I am sorry.`       puts the text into $said at a <<listen>>
    expect: $mood = true     checks a variable
    seed: 7                  begins another sequence of throws
    allow: typing wait       lets these commands come unlisted"""
"""What `kedok test --help` says of plans."""

_WAYS = {"straight": False, "through JSON": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the script follows its plan, and the text that says so or shows where it does not."""

    passed: bool
    text: str


def try_plan(script: Path, plan: Path, *, strict: bool = False) -> Verdict:
    """Compile the script and run the plan; raise AuthorError if one of them cannot be read.

    `strict` reads the plan as Yarn Spinner does and gives the script the functions of its test suite instead
    of ours; there, a script without a node `Start` need only compile.
    """
    program = _compiled(script, strict=strict)
    steps = read_plan(read_text(plan), file=str(plan), strict=strict)
    if strict and START not in program.nodes and START not in program.groups:
        return Verdict(passed=True, text=f"{script}: it compiles, and has no node {START} to run")
    library = upstream.WHOLE if strict else functions.library(_NobodyReads())
    return _verdict(steps, program, library, str(plan))


def _verdict(plan: Plan, program: Program, library: Library, file: str) -> Verdict:
    for way, through_json in _WAYS.items():
        if mismatch := run_plan(plan, program, library, through_json=through_json):
            return Verdict(passed=False, text=f"{mismatch.report(file)}\n    (run {way})")
    count = sum(len(run.steps) for run in plan.runs)
    ways = " and ".join(_WAYS)
    return Verdict(passed=True, text=f"{file}: followed, {ways} (runs: {len(plan.runs)}, steps: {count})")


class _NobodyReads:
    """Stands for the performance that a script asks about: nothing has been said."""

    def quote(self, kind: str) -> str:
        return ""

    def has_quote(self, kind: str) -> bool:
        return False

    def turns(self) -> float:
        return 0.0

    def spoken_language(self) -> str:
        return Language.ENGLISH.value


def _compiled(script: Path, *, strict: bool) -> Program:
    source = read_text(script)
    signatures = upstream.DECLARED.signatures() if strict else functions.signatures()
    compilation = compile_project({str(script): source}, signatures=signatures, infers_functions=strict)
    if compilation.program is None:
        errors = (found for found in compilation.diagnostics if found.severity is Severity.ERROR)
        raise AuthorError("\n".join(render(found, source) for found in errors))
    return compilation.program
