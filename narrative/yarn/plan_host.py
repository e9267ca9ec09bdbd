"""What a test plan is run on: whoever performs the story, and takes the reader's part in it from the plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from narrative.errors import StoryFault
from narrative.yarn import compiled
from narrative.yarn.library import Library
from narrative.yarn.markup import parse
from narrative.yarn.plan import Act, ExpectCommand, ExpectLine, ExpectOption, ExpectStop, Say
from narrative.yarn.program import Program
from narrative.yarn.run.content import CommandEvent, DialogueEvent, LineEvent, OptionItem, OptionsEvent
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState
from narrative.yarn.values import substitute

LISTEN: Final = "listen"
"""The command at which the story waits for free text."""

SEED: Final = 1
"""What the throws of every plan begin with, until it says otherwise."""

_STRATEGY: Final = "best_least_recently_seen"

Seen: TypeAlias = ExpectLine | ExpectOption | ExpectCommand | ExpectStop


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as a plan would write it, and the place in the scripts that it comes from, as `file:line`."""

    seen: tuple[Seen, ...]
    place: str = ""

    @property
    def command(self) -> str:
        """The name of the command that it is, or nothing."""
        match self.seen:
            case (ExpectCommand(text=text),):
                return text.partition(" ")[0]
            case _:
                return ""


class Host(Protocol):
    """Performs a story for a plan.

    `commands` are those that it carries out itself: a plan need not list them. A host that listens itself
    waits there: nothing else comes before somebody speaks.
    """

    start: str
    commands: frozenset[str]

    @property
    def dialogue(self) -> Dialogue:
        """The story's state now."""
        ...

    @property
    def suggestions(self) -> tuple[ExpectOption, ...]:
        """The lines that are offered to be said now."""
        ...

    def begin(self, node: str) -> None:
        """Go on at the beginning of that node."""
        ...

    def next(self) -> Happening:
        """Go on to the next event."""
        ...

    def select(self, option: int | None) -> None:
        """Choose an option by its index, or none."""
        ...

    def say(self, step: Say | Act) -> None:
        """Say it to the story, which listens; raise StoryFault if that cannot be said."""
        ...

    def speak(self, language: str) -> None:
        """Go on in another language; raise StoryFault if there are no texts in it."""
        ...


class ScriptHost:
    """Performs scripts alone: nobody carries out their commands, and nobody understands what is said.

    `texts` are the lines in other languages than the scripts' own, by language and line id.
    """

    commands: frozenset[str] = frozenset()
    suggestions: tuple[ExpectOption, ...] = ()

    def __init__(
        self,
        program: Program,
        library: Library,
        *,
        through_json: bool = False,
        start: str = "Start",
        language: str = "en",
        texts: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.start = start
        self._program = sent_through_json(program) if through_json else program
        self._library = library
        self._through_json = through_json
        self._language = language
        self._texts = {language: {}, **(texts or {})}
        self._dialogue = Dialogue(self._program, library, DialogueState.fresh(seed=SEED, strategy=_STRATEGY))

    @property
    def dialogue(self) -> Dialogue:
        return self._dialogue

    def begin(self, node: str) -> None:
        self._dialogue.start(node)

    def next(self) -> Happening:
        self._save()
        event = self._dialogue.continue_(by_line=True)[-1]
        return happening(event, self._dialogue, self._program, self._text)

    def select(self, option: int | None) -> None:
        self._save()
        self._dialogue.select(option)

    def say(self, step: Say | Act) -> None:
        """What was said is handed on as it is."""
        self._dialogue.set("$said", step.text or "")
        if isinstance(step, Act):
            self._dialogue.set("$act", step.act)

    def speak(self, language: str) -> None:
        if language not in self._texts:
            message = f"there are no texts in {language!r}, but in {', '.join(self._texts)}"
            raise StoryFault(message)
        self._language = language

    def _text(self, shown: LineEvent | OptionItem) -> str:
        line = self._program.lines[shown.line_id]
        key = line.shadows or shown.line_id
        text = self._texts[self._language].get(key) or self._program.lines[key].text
        return parse(substitute(text, shown.substitutions), language=self._language).text

    def _save(self) -> None:
        if self._through_json:
            text = json.dumps(self._dialogue.state.to_plain(), allow_nan=False)
            self._dialogue = Dialogue(
                self._program, self._library, DialogueState.from_plain(json.loads(text))
            )


def sent_through_json(program: Program) -> Program:
    """Return the program as it is read again where it has been written."""
    return compiled.from_plain(json.loads(json.dumps(compiled.to_plain(program), allow_nan=False)))


def happening(
    event: DialogueEvent,
    dialogue: Dialogue,
    program: Program,
    text: Callable[[LineEvent | OptionItem], str],
) -> Happening:
    """Return what has just happened in a dialogue, as a plan sees it; `text` is what a line shows."""
    match event:
        case LineEvent():
            line = program.lines[event.line_id]
            return Happening(
                seen=(ExpectLine(text=text(event), tags=line.tags),), place=_place(line.file, line.line)
            )
        case OptionsEvent(options=options):
            first = program.lines[options[0].line_id]
            return Happening(
                seen=tuple(_option(option, program, text) for option in options),
                place=_place(first.file, first.line),
            )
        case CommandEvent():
            return Happening(seen=(ExpectCommand(text=event.text),), place=_running(dialogue, program))
        case _:
            return Happening(seen=(ExpectStop(),))


def _option(
    option: OptionItem, program: Program, text: Callable[[LineEvent | OptionItem], str]
) -> ExpectOption:
    tags = program.lines[option.line_id].tags
    return ExpectOption(text=text(option), available=option.available, tags=tags)


def _running(dialogue: Dialogue, program: Program) -> str:
    """Return the place of the step that has just been run."""
    frame = dialogue.state.frames[-1]
    node = program.nodes[frame.node]
    return _place(node.file, node.code[frame.position - 1].at)


def _place(file: str, line: int) -> str:
    return f"{file}:{line}"
