"""Plays compiled scripts and writes down what happens, a line for each event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import dedent

from narrative.yarn.compile.job import compile_project
from narrative.yarn.library import Library
from narrative.yarn.program import Program
from narrative.yarn.run.content import (
    CommandEvent,
    DialogueCompleted,
    DialogueEvent,
    LineEvent,
    OptionsEvent,
)
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState, Status

LONGEST = 200  # batches in one performance


class Stage:
    """One story and one reader's state of it."""

    def __init__(self, script: str, *, strategy: str = "best", seed: int = 1) -> None:
        self.program = _compiled(script)
        self.dialogue = Dialogue(self.program, Library.standard(), DialogueState.fresh(seed=seed))
        self.dialogue.use_strategy(strategy)

    def play(self, *choices: int | None, start: str = "Start") -> str:
        """Play from a node to the end, choosing options by their number from 1, or none."""
        self.dialogue.start(start)
        return "\n".join(self._events(list(choices)))

    def _events(self, choices: list[int | None]) -> Iterator[str]:
        for _ in range(LONGEST):
            batch = self.dialogue.continue_()
            yield from (shown for event in batch for shown in self._shown(event))
            if any(isinstance(event, DialogueCompleted) for event in batch):
                return
            if self.dialogue.state.status is Status.CHOOSING:
                choice = choices.pop(0)
                yield f"> {choice or 'none'}"
                self.dialogue.select(None if choice is None else choice - 1)
        message = "the performance does not end"
        raise AssertionError(message)

    def _shown(self, event: DialogueEvent) -> Iterator[str]:
        match event:
            case LineEvent():
                yield self._text(event.line_id, event.substitutions)
            case OptionsEvent():
                for option in event.options:
                    mark = "" if option.available else " (closed)"
                    yield f"-> {self._text(option.line_id, option.substitutions)}{mark}"
            case CommandEvent():
                yield f"<<{event.text}>>"
            case _:
                pass

    def _text(self, line_id: str, substitutions: Sequence[str]) -> str:
        text = self.program.lines[line_id].text
        for number, value in enumerate(substitutions):
            text = text.replace(f"{{{number}}}", value)
        return text


def play(body: str, *choices: int | None) -> str:
    """Play the body of one node."""
    return Stage(node(body)).play(*choices)


def node(body: str, *headers: str, title: str = "Start") -> str:
    """Return a node with that body."""
    head = "".join(f"{header}\n" for header in (f"title: {title}", *headers))
    return f"{head}---\n{dedent(body).strip(chr(10))}\n===\n"


def _compiled(script: str) -> Program:
    compilation = compile_project({"story.yarn": script}, signatures=Library.standard().signatures())
    assert compilation.program is not None, compilation.diagnostics
    return compilation.program
