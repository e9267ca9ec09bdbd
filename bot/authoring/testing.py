"""Tries a story by its test plans: straight, and with program and state sent through JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.authoring.verdicts import STRAIGHT, THROUGH_JSON, Failure, Verdict
from bot.bookshelf import read_book
from bot.files import read_text
from bot.works import Work, compile_work, read_work
from narrative.drama import functions
from narrative.drama.plan_host import BookHost
from narrative.errors import AuthorError
from narrative.events import Language
from narrative.yarn import upstream
from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.diagnostics import Severity, render
from narrative.yarn.plan import Plan, written_plan
from narrative.yarn.plan_host import Host, ScriptHost
from narrative.yarn.plan_reader import parse_plan
from narrative.yarn.plan_recorder import record_plan
from narrative.yarn.plan_runner import Mismatch, run_plan
from narrative.yarn.program import Program
from narrative.yarn.strings import read_rows

FORMAT: Final = """\
Play a story by its test plans, twice: straight, and with program and state written and read again
at every stop. A script's plan is the .testplan beside it; a book or a project has them beside its
.yarnproject and in the folder plans.

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
    lines: *                 any number of lines, up to what the next step expects
    say: `I am sorry.`       says it to whoever listens; `option:` steps before it are the suggestions
    say: nothing             lets the patience of whoever listens end
    act: apologise `Sorry.`  says it, understood as that act whatever it says; or in silence: act: hesitate
    language: id             goes on in another language
    expect: $mood = true     checks a variable, as it is behind what came last
    seed: 7                  begins another sequence of throws; every plan begins with 1
    allow: typing wait       lets these commands come unlisted

In a book all this is as in a reading. Its commands act, and need not be listed; but a listed one must come.
It understands what is said, and waits at <<listen>> until something is. Recap lines do not come, and
suggested lines are offered instead of said.
In a script or a project that is no book, nobody understands: say: only sets $said, and act: also $act."""
"""What `kedok test --help` says of plans."""

_WAYS: Final = (STRAIGHT, THROUGH_JSON)
_PLANS: Final = ("*.testplan", "plans/*.testplan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How plans are read.

    `strict` reads them as Yarn Spinner does, and gives the scripts the functions of its test suite instead of
    ours. `tags` checks the hashtags behind lines and options.
    """

    strict: bool = False
    tags: bool = False


def plans_of(path: Path) -> tuple[Path, ...]:
    """Return the plans that belong to a script, a project or a book."""
    if path.suffix == ".yarn":
        beside = path.with_suffix(".testplan")
        return (beside,) if beside.is_file() else ()
    folder = path if path.is_dir() else path.parent
    return tuple(sorted(plan for glob in _PLANS for plan in folder.glob(glob)))


def try_plans(path: Path, plans: Iterable[Path], rules: Rules) -> tuple[Verdict, ...]:
    """Try a script, project or book by the plans; raise AuthorError if it cannot be compiled or a file read."""
    story = _story(path, strict=rules.strict)
    return tuple(_verdict(plan, story, rules) for plan in plans)


def record(path: Path, choices: Sequence[int], *, strict: bool = False) -> str:
    """Return the plan of a performance in which these options are taken first; raise AuthorError if there is none."""
    return written_plan(record_plan(_story(path, strict=strict).host(STRAIGHT), choices))


def _verdict(file: Path, story: _Story, rules: Rules) -> Verdict:
    source = read_text(file)
    reading = parse_plan(source, file=str(file), strict=rules.strict, tags=rules.tags)
    if reading.findings:
        return Verdict(plan=str(file), source=source, findings=reading.findings)
    if story.note:
        return Verdict(plan=str(file), note=story.note)
    plan = reading.plan
    return Verdict(
        plan=str(file),
        source=source,
        runs=len(plan.runs),
        steps=sum(len(run.steps) for run in plan.runs),
        failures=_failures(plan, story),
    )


def _failures(plan: Plan, story: _Story) -> tuple[Failure, ...]:
    """Return what fails straight, through JSON, or both; what fails the same in both is one failure."""
    found = {way: [_placed(one, story.folder) for one in run_plan(plan, story.host(way))] for way in _WAYS}
    mismatches = dict.fromkeys(mismatch for each in found.values() for mismatch in each)
    return tuple(
        Failure(mismatch=mismatch, ways=tuple(way for way, each in found.items() if mismatch in each))
        for mismatch in mismatches
    )


def _placed(mismatch: Mismatch, folder: Path) -> Mismatch:
    return replace(mismatch, place=str(folder / mismatch.place)) if mismatch.place else mismatch


# Stories


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What plans are tried on: a host for each way of performing it.

    `note` says why it need not be performed, `folder` where the scripts lie that its places name.
    """

    host: Callable[[str], Host]
    note: str = ""
    folder: Path = Path()


def _story(path: Path, *, strict: bool) -> _Story:
    work = read_work(path)
    if work.is_book and path.suffix != ".yarn" and not strict:
        book = read_book(work.folder)
        return _Story(host=lambda way: BookHost(book, through_json=way == THROUGH_JSON), folder=work.folder)
    program = _program(work, strict=strict)
    library = upstream.WHOLE if strict else functions.library(_NobodyReads())
    start, language = work.project.start, work.project.base_language
    texts = {
        other: _texts(work, other) for other, files in work.project.localisation.items() if files.strings
    }

    def host(way: str) -> Host:
        return ScriptHost(
            program,
            library,
            through_json=way == THROUGH_JSON,
            start=start,
            language=language,
            texts=texts,
        )

    starts = start in program.nodes or start in program.groups
    unstarted = f"the story compiles, and has no node {start} to run" if strict and not starts else ""
    return _Story(host=host, note=unstarted)


def _program(work: Work, *, strict: bool) -> Program:
    sources = {str(work.folder / name): text for name, text in work.sources.items()}
    compilation = _compilation(replace(work, sources=sources), strict=strict)
    if compilation.program is None:
        errors = (found for found in compilation.diagnostics if found.severity is Severity.ERROR)
        raise AuthorError("\n".join(render(found, sources.get(found.file, "")) for found in errors))
    return compilation.program


def _compilation(work: Work, *, strict: bool) -> Compilation:
    if not strict:
        return compile_work(work)
    return compile_project(work.sources, signatures=upstream.DECLARED.signatures(), infers_functions=True)


def _texts(work: Work, language: str) -> dict[str, str]:
    return {row.id: row.text for row in read_rows(read_text(work.table(language)))}


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
