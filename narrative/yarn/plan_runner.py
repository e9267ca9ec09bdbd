"""Runs a test plan against a compiled story, up to the first step that the story does not follow.

Theory of operation
-------------------
The runs follow each other in one reading: variables, once flags, visits and views stay. Each begins at the
node `Start`. The dialogue goes on by one line at a time, since a step may change a variable between two.

Whatever comes is written as a plan would write it. So what was got can be compared with what was expected,
shown beside it, and copied into the plan.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from narrative.chance import Chance
from narrative.errors import StoryFault
from narrative.yarn.library import Library
from narrative.yarn.markup import parse
from narrative.yarn.plan import (
    Allow,
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
    Step,
    UseStrategy,
    written,
)
from narrative.yarn.program import Program
from narrative.yarn.run.content import CommandEvent, DialogueEvent, LineEvent, OptionItem, OptionsEvent
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState
from narrative.yarn.values import substitute

START: Final = "Start"
"""Where every run begins."""

_STRATEGY: Final = "best_least_recently_seen"
_LISTEN: Final = "listen"
_SAID: Final = "$said"
_RECENT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """The first step that was not followed. Runs, steps and the plan's lines count from 1."""

    run: int
    step: int
    line: int
    expected: str
    got: str
    recent: tuple[str, ...] = ()

    def report(self, file: str) -> str:
        """Return it as text: the expected beside the got, and the last events before them."""
        return "\n".join(
            (
                f"{file}:{self.line}: run {self.run}, step {self.step} is not followed",
                _labelled("expected", self.expected),
                _labelled("got", self.got),
                _labelled("before", "\n".join(self.recent) or "nothing"),
            )
        )


def run_plan(
    plan: Plan, program: Program, library: Library, *, through_json: bool = False, language: str = "en"
) -> Mismatch | None:
    """Follow the plan; `through_json` writes and reads the state as text at every stop."""
    runner = _Runner(plan, program, library, through_json=through_json, language=language)
    for number, run in enumerate(plan.runs, 1):
        if mismatch := runner.follow(run, number):
            return mismatch
    return None


@dataclass(frozen=True, slots=True)
class _Unlike:
    expected: str
    got: str


class _Runner:
    """One reading and what the plan has said about it so far."""

    def __init__(
        self, plan: Plan, program: Program, library: Library, *, through_json: bool, language: str
    ) -> None:
        self._strict = plan.strict
        self._program = program
        self._library = library
        self._through_json = through_json
        self._language = language
        self._dialogue = Dialogue(program, library, DialogueState.fresh(seed=1, strategy=_STRATEGY))
        self._entry = ""  # where the dialogue must begin before it can go on
        self._options: list[ExpectOption] = []
        self._allowed: set[str] = set()
        self._listens = False
        self._recent: deque[str] = deque(maxlen=_RECENT)

    def follow(self, run: Run, number: int) -> Mismatch | None:
        """Perform one run; return where it goes wrong."""
        self._entry = START
        self._listens = False
        self._recent.clear()
        for position, step in enumerate(run.steps, 1):
            recent = tuple(self._recent)
            if unlike := self._try(step):
                return Mismatch(
                    run=number,
                    step=position,
                    line=step.at,
                    expected=unlike.expected,
                    got=unlike.got,
                    recent=recent,
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
            case ExpectLine(text=None):
                return self._expect_any_line(step)
            case ExpectLine() | ExpectCommand() | ExpectStop():
                return _compare(written(step), self._next())
            case ExpectVariable():
                return self._expect_variable(step)
            case SelectOption():
                return self._select(step)
            case Say():
                return self._say(step)
            case ExpectOption():
                self._options.append(step)
            case SetVariable():
                self._dialogue.set(step.name, step.value)
            case GoToNode():
                self._entry = step.node
            case UseStrategy():
                self._dialogue.use_strategy(step.name)
            case Seed():
                self._dialogue.state.chance = Chance(step.number).state
            case Allow():
                self._allowed.update(step.commands)
            case _:
                assert_never(step)
        return None

    def _expect_any_line(self, step: ExpectLine) -> _Unlike | None:
        got = self._next()
        return None if got.startswith("line: ") else _Unlike(written(step), got)

    def _expect_variable(self, step: ExpectVariable) -> _Unlike | None:
        value = self._dialogue.get(step.name)
        return _compare(written(step), written(ExpectVariable(name=step.name, value=value)))

    def _select(self, step: SelectOption) -> _Unlike | None:
        expected = "\n".join(map(written, self._options)) or "options, though the plan lists none"
        count = len(self._options)
        self._options.clear()
        got = self._next()
        if expected != got:
            return _Unlike(expected, got)
        possible = self._choices(count)
        if step.number not in possible:
            return _Unlike(written(step), f"a choice of {', '.join(map(str, possible))}")
        self._save()
        self._dialogue.select(step.number - 1 if step.number else None)
        return None

    def _choices(self, count: int) -> Sequence[int]:
        """Yarn Spinner's runner may take an option that is not available, if any other is."""
        numbers = range(1, count + 1)
        available = [number for number in numbers if self._dialogue.state.options[number - 1].available]
        if not available:
            return [0]
        return numbers if self._strict else available

    def _say(self, step: Say) -> _Unlike | None:
        """What was said is handed on as it is: nobody is here to understand it."""
        if not self._listens:
            got = self._next(but_not=_LISTEN)
            if not self._listens:
                return _Unlike(f"command: `{_LISTEN} …`", got)
        self._listens = False
        self._dialogue.set(_SAID, step.text)
        return None

    # The dialogue

    def _next(self, *, but_not: str = "") -> str:
        """Go on to the next event that is not an allowed command, unless it is `but_not`."""
        while True:
            event = self._event()
            shown = self._shown(event)
            self._recent.append(shown)
            name = event.text.split(maxsplit=1)[0] if isinstance(event, CommandEvent) else ""
            self._listens = name == _LISTEN
            if name == but_not or name not in self._allowed:
                return shown

    def _event(self) -> DialogueEvent:
        if self._entry:
            self._dialogue.start(self._entry)
            self._entry = ""
        self._save()
        return self._dialogue.continue_(by_line=True)[-1]

    def _save(self) -> None:
        if self._through_json:
            text = json.dumps(self._dialogue.state.to_plain(), allow_nan=False)
            state = DialogueState.from_plain(json.loads(text))
            self._dialogue = Dialogue(self._program, self._library, state)

    def _shown(self, event: DialogueEvent) -> str:
        match event:
            case LineEvent():
                return written(ExpectLine(text=self._text(event)))
            case CommandEvent():
                return written(ExpectCommand(text=event.text))
            case OptionsEvent():
                return "\n".join(
                    written(ExpectOption(text=self._text(option), available=option.available))
                    for option in event.options
                )
            case _:
                return written(ExpectStop())

    def _text(self, shown: LineEvent | OptionItem) -> str:
        info = self._program.lines[shown.line_id]
        source = self._program.lines[info.shadows] if info.shadows else info
        return parse(substitute(source.text, shown.substitutions), language=self._language).text


def _compare(expected: str, got: str) -> _Unlike | None:
    return None if expected == got else _Unlike(expected, got)


def _labelled(label: str, text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join((f"    {label:<10}{first}", *(f"{'':14}{other}" for other in others)))
