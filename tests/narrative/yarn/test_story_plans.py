"""Whole scripts, compiled and performed: `stories/NAME.yarn` must give the transcript `stories/NAME.txt`.

A transcript holds what the reader sees, one event a line: `text` of a line, `<<command>>`, `-> option` (with
`[disabled]` behind an option that is not available). Before it can go on, `> 2` chooses the second option and
`> 0` none; `---` begins another run in the same reading. `@ start NODE`, `@ saliency NAME` and
`@ set $name value` act before the next event. `#` begins a note.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrative.errors import StoryFault
from narrative.yarn.compile.job import compile_project
from narrative.yarn.diagnostics import Severity
from narrative.yarn.library import Library
from narrative.yarn.markup import parse
from narrative.yarn.program import Program, Value
from narrative.yarn.run.content import CommandEvent, LineEvent, OptionItem, OptionsEvent
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState, Status
from narrative.yarn.signatures import Signature
from narrative.yarn.values import substitute

STORIES = Path(__file__).parent / "stories"
NAMES = sorted(path.stem for path in STORIES.glob("*.yarn"))


def demand(*, holds: bool) -> bool:
    """The scripts' `assert`."""
    if not holds:
        message = "an assertion of the script failed"
        raise StoryFault(message)
    return True


LIBRARY = (
    Library.standard()
    .with_function("assert", lambda holds: demand(holds=holds), Signature(("bool",), "bool"))
    .with_function("add_three", lambda a, b, c: a + b + c, Signature(("number",) * 3, "number"))
    .with_function("shout", lambda text: text.upper(), Signature(("string",), "string"))
)


def compiled(*names: str) -> Program:
    sources = {name: (STORIES / f"{name}.yarn").read_text(encoding="utf-8") for name in names}
    compilation = compile_project(sources, signatures=LIBRARY.signatures())
    errors = [one for one in compilation.diagnostics if one.severity is Severity.ERROR]
    assert [] == errors
    assert compilation.program is not None
    return compilation.program


class Performance:
    """Performs a story by a transcript's orders and writes down what comes, orders and all."""

    def __init__(self, program: Program, *, through_json: bool) -> None:
        self._program = program
        self._through_json = through_json
        self._dialogue = Dialogue(program, LIBRARY, DialogueState.fresh(seed=1))
        self._expected: list[str] = []
        self._written: list[str] = []

    def follow(self, expected: list[str]) -> list[str]:
        """Run once from Start, obeying the orders where they stand; return what came."""
        self._expected, self._written = expected, []
        self._dialogue.start("Start")
        while not self._written or self._dialogue.state.status is not Status.ENDED:
            self._prepare()
            self._write()
            if self._dialogue.state.status is Status.CHOOSING:
                self._choose()
        return self._written

    def _next_order(self, mark: str) -> list[str]:
        """Return the words of the order that stands here, if there is one."""
        here = self._expected[len(self._written) : len(self._written) + 1]
        if not here or not here[0].startswith(mark):
            return []
        self._written += here
        return here[0].removeprefix(mark).split(maxsplit=2)

    def _prepare(self) -> None:
        while order := self._next_order("@ "):
            self._obey(*order)
        self._save()

    def _choose(self) -> None:
        self._save()
        order = self._next_order("> ")
        assert order, f"the transcript must choose after {self._written}"
        number = int(order[0])
        self._dialogue.select(number - 1 if number else None)

    def _obey(self, verb: str, name: str, value: str = "") -> None:
        match verb:
            case "start":
                self._dialogue.start(name)
            case "saliency":
                self._dialogue.use_strategy(name)
            case "set":
                self._dialogue.set(name, _value(value))

    def _save(self) -> None:
        if self._through_json:
            text = json.dumps(self._dialogue.state.to_plain(), allow_nan=False)
            self._dialogue = Dialogue(self._program, LIBRARY, DialogueState.from_plain(json.loads(text)))

    def _write(self) -> None:
        for event in self._dialogue.continue_():
            match event:
                case LineEvent():
                    self._written.append(self._text(event))
                case CommandEvent():
                    self._written.append(f"<<{event.text}>>")
                case OptionsEvent():
                    self._written += [
                        f"-> {self._text(option)}{'' if option.available else ' [disabled]'}"
                        for option in event.options
                    ]

    def _text(self, shown: LineEvent | OptionItem) -> str:
        info = self._program.lines[shown.line_id]
        source = self._program.lines[info.shadows] if info.shadows else info
        return parse(substitute(source.text, shown.substitutions)).text


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    return text.strip('"') if text.startswith('"') else float(text)


def runs_of(transcript: str) -> list[list[str]]:
    lines = [line for line in transcript.splitlines() if line and not line.startswith("#")]
    runs: list[list[str]] = [[]]
    for line in lines:
        if line == "---":
            runs.append([])
        else:
            runs[-1].append(line)
    return runs


@pytest.mark.parametrize("through_json", [False, True], ids=["straight", "through_json"])
@pytest.mark.parametrize("name", NAMES)
def test_a_story_gives_its_transcript(name: str, *, through_json: bool) -> None:
    """Run straight, and with the state sent through JSON at every stop."""
    runs = runs_of((STORIES / f"{name}.txt").read_text(encoding="utf-8"))
    performance = Performance(compiled(name), through_json=through_json)
    for expected in runs:
        assert expected == performance.follow(expected)


def test_every_story_has_a_transcript_and_every_transcript_a_story() -> None:
    """Neither is forgotten."""
    assert NAMES == sorted(path.stem for path in STORIES.glob("*.txt"))
