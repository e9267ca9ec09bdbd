"""Runs a test plan on a story, and shows every run that the story does not follow, at its first such step.

Theory of operation
-------------------
The runs follow each other in one reading: variables, once flags, visits and views stay. Each begins at the
story's start. The story goes on by one line at a time, since a step may change a variable between two.

Who performs the story is the plan's host: it makes the events, and hears what the plan says.

Whatever comes is written as a plan would write it. So what was got can be compared with what was expected,
shown beside it, and copied into the plan. A run ends with its first mismatch; the next begins all the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from typing import Final, assert_never

from narrative.chance import Chance
from narrative.errors import StoryFault
from narrative.yarn.plan import (
    Act,
    Allow,
    AnyLines,
    ExpectCommand,
    ExpectLine,
    ExpectOption,
    ExpectStop,
    ExpectVariable,
    GoToNode,
    Plan,
    Run,
    Say,
    Seed,
    SelectOption,
    SetVariable,
    Speak,
    Step,
    UseStrategy,
    written,
)
from narrative.yarn.plan_host import LISTEN, SEED, Happening, Host, Seen

_RECENT: Final = 5
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """The first step of a run that was not followed. Runs, steps and the plan's lines count from 1.

    `place` is where the scripts say what was got, `recent` what came before it, `seed` what the throws began
    with.
    """

    run: int
    step: int
    line: int
    expected: str
    got: str
    place: str = ""
    recent: tuple[str, ...] = ()
    seed: int = SEED

    def report(self, file: str) -> str:
        """Return it as text: the expected beside the got, and all that helps to find the reason."""
        return "\n".join(
            (
                f"{file}:{self.line}: run {self.run}, step {self.step} is not followed",
                *self._difference(),
                *(_labelled("at", self.place) if self.place else ()),
                *_labelled("before", "\n".join(self.recent) or "nothing"),
                *_labelled("seed", str(self.seed)),
            )
        )

    def _difference(self) -> Sequence[str]:
        """Beside each other; of several options, those that differ are marked."""
        expected, got = self.expected.split("\n"), self.got.split("\n")
        if len(expected) > 1 and len(got) > 1:
            _, _, _, *lines = unified_diff(expected, got, n=len(expected), lineterm="")
            return ["    - expected, + got", *(f"      {line[0]} {line[1:]}" for line in lines)]
        return [*_labelled("expected", self.expected), *_labelled("got", self.got)]


def run_plan(plan: Plan, host: Host) -> tuple[Mismatch, ...]:
    """Follow the plan to its end; return where its runs go wrong."""
    runner = _Runner(host, strict=plan.strict)
    found = (runner.follow(run, number) for number, run in enumerate(plan.runs, 1))
    return tuple(mismatch for mismatch in found if mismatch)


@dataclass(frozen=True, slots=True)
class _Unlike:
    expected: str
    got: str
    place: str = ""


class _Runner:
    """One reading and what the plan has said about it so far."""

    def __init__(self, host: Host, *, strict: bool) -> None:
        self._host = host
        self._strict = strict
        self._entry = ""  # where the story must begin before it can go on
        self._options: list[ExpectOption] = []
        self._allowed: set[str] = set()
        self._listens = False
        self._skips_lines = False
        self._seed = SEED
        self._recent: deque[str] = deque(maxlen=_RECENT)

    def follow(self, run: Run, number: int) -> Mismatch | None:
        """Perform one run; return where it goes wrong."""
        self._entry = self._host.start
        self._listens = False
        self._skips_lines = False
        self._recent.clear()
        for position, step in enumerate(run.steps, 1):
            recent = tuple(self._recent)
            if unlike := self._try(step):
                self._options.clear()
                return Mismatch(
                    run=number,
                    step=position,
                    line=step.at,
                    expected=unlike.expected,
                    got=unlike.got,
                    place=unlike.place,
                    recent=recent,
                    seed=self._seed,
                )
            if self._strict and isinstance(step, ExpectStop):
                break
        return None

    def _try(self, step: Step) -> _Unlike | None:
        try:
            return self._perform(step)
        except StoryFault as fault:
            return _Unlike(written(step), f"a fault: {fault}")

    def _perform(self, step: Step) -> _Unlike | None:
        match step:
            case ExpectLine() | ExpectCommand() | ExpectStop():
                return _compare((step,), self._next(step))
            case ExpectVariable():
                return self._expect_variable(step)
            case SelectOption():
                return self._select(step)
            case Say() | Act():
                return self._say(step)
            case AnyLines():
                self._skips_lines = True
            case ExpectOption():
                self._options.append(step)
            case SetVariable():
                self._host.dialogue.set(step.name, step.value)
            case GoToNode():
                self._entry = step.node
            case UseStrategy():
                self._host.dialogue.use_strategy(step.name)
            case Speak():
                self._host.speak(step.language)
            case Seed():
                self._seed = step.number
                self._host.dialogue.state.chance = Chance(step.number).state
            case Allow():
                self._allowed.update(step.commands)
            case _:
                assert_never(step)
        return None

    def _expect_variable(self, step: ExpectVariable) -> _Unlike | None:
        value = self._host.dialogue.get(step.name)
        got = ExpectVariable(name=step.name, value=value)
        return None if written(step) == written(got) else _Unlike(written(step), written(got))

    def _select(self, step: SelectOption) -> _Unlike | None:
        expected = self._listed()
        got = self._next(step)
        if unlike := _compare(expected, got):
            return unlike
        possible = self._choices(expected)
        if step.number not in possible:
            return _Unlike(written(step), f"a choice of {', '.join(map(str, possible))}", got.place)
        self._host.select(step.number - 1 if step.number else None)
        return None

    def _listed(self) -> tuple[ExpectOption, ...]:
        listed = tuple(self._options)
        self._options.clear()
        return listed

    def _choices(self, options: Sequence[ExpectOption]) -> Sequence[int]:
        """Yarn Spinner's runner may take an option that is not available, if any other is."""
        available = [number for number, option in enumerate(options, 1) if option.available]
        if not available:
            return [0]
        return range(1, len(options) + 1) if self._strict else available

    def _say(self, step: Say | Act) -> _Unlike | None:
        if not self._listens:
            got = self._next(step)
            if not self._listens:
                return _Unlike(f"command: `{LISTEN} …`", _shown(got), got.place)
        if expected := self._listed():
            offered = Happening(seen=self._host.suggestions)
            if unlike := _compare(expected, offered):
                return unlike
        self._host.say(step)
        self._listens = False
        return None

    def _next(self, wanted: Step) -> Happening:
        """Go on to the next event that the plan must list, or that is wanted."""
        if self._entry:
            self._host.begin(self._entry)
            self._entry = ""
        for _ in range(_MOST):
            got = self._host.next()
            self._recent.append(_shown(got))
            self._listens = got.command == LISTEN
            if not self._is_skipped(got, wanted) and not self._is_passed_over(got.command, wanted):
                self._skips_lines = False
                return got
        message = f"{_MOST} events came, and none that the plan would stop at"
        raise StoryFault(message)

    def _is_skipped(self, got: Happening, wanted: Step) -> bool:
        match got.seen:
            case (ExpectLine() as line,) if self._skips_lines:
                return not isinstance(wanted, ExpectLine) or not _is_like(wanted, line)
            case _:
                return False

    def _is_passed_over(self, command: str, wanted: Step) -> bool:
        if command == LISTEN and (isinstance(wanted, Say | Act) or LISTEN in self._host.commands):
            return False
        if command in self._host.commands or command in self._allowed:
            return not isinstance(wanted, ExpectCommand) or wanted.text.partition(" ")[0] != command
        return False


def _compare(expected: Sequence[Seen], got: Happening) -> _Unlike | None:
    if len(expected) == len(got.seen) and all(map(_is_like, expected, got.seen)):
        return None
    if not expected:
        return _Unlike("options, though the plan lists none", _shown(got), got.place)
    tagged = any(isinstance(step, ExpectLine | ExpectOption) and step.tags for step in expected)
    return _Unlike(_written(expected), _written(got.seen) if tagged else _shown(got), got.place)


def _is_like(expected: Seen, got: Seen) -> bool:
    match expected, got:
        case ExpectLine(), ExpectLine():
            return expected.text in (None, got.text) and set(expected.tags) <= set(got.tags)
        case ExpectOption(), ExpectOption():
            alike = (expected.text, expected.available) == (got.text, got.available)
            return alike and set(expected.tags) <= set(got.tags)
        case _:
            return written(expected) == written(got)


def _written(steps: Sequence[Seen]) -> str:
    return "\n".join(map(written, steps))


def _shown(got: Happening) -> str:
    return _written(tuple(map(_untagged, got.seen)))


def _untagged(step: Seen) -> Seen:
    return replace(step, tags=()) if isinstance(step, ExpectLine | ExpectOption) else step


def _labelled(label: str, text: str) -> list[str]:
    first, *others = text.split("\n")
    return [f"    {label:<10}{first}", *(f"{'':14}{other}" for other in others)]
