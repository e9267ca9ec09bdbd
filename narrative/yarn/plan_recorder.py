"""Writes the plan of a performance: what comes when a reader takes given choices, and else the first way open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from narrative.errors import AuthorError, StoryFault
from narrative.yarn.plan import (
    Act,
    ExpectCommand,
    ExpectLine,
    ExpectOption,
    ExpectStop,
    Plan,
    Run,
    Say,
    SelectOption,
    Step,
)
from narrative.yarn.plan_host import LISTEN, Host, Seen

_MOST: Final = 1_000
"""So many events are recorded of a story that does not end. A plan without `stop` asks for nothing more."""


def record_plan(host: Host, choices: Sequence[int] = ()) -> Plan:
    """Play once from the start and return the plan that this follows; raise AuthorError if none can be written.

    `choices` are the numbers of the options taken first. Whoever listens hears the first suggested line.
    """
    return Plan(runs=(Run(steps=tuple(_Recorder(host, choices).steps())),))


class _Recorder:
    """One performance, and the choices that are still to be taken."""

    def __init__(self, host: Host, choices: Sequence[int]) -> None:
        self._host = host
        self._choices = list(choices)
        self._steps: list[Step] = []

    def steps(self) -> list[Step]:
        try:
            self._host.begin(self._host.start)
            for _ in range(_MOST):
                seen = self._host.next().seen
                self._record(seen)
                if isinstance(seen[0], ExpectStop):
                    break
        except StoryFault as fault:
            message = f"the story cannot be played to its end: {fault}"
            raise AuthorError(message) from fault
        return self._steps

    def _record(self, seen: Sequence[Seen]) -> None:
        match seen:
            case (ExpectStop() as stop,):
                self._steps.append(stop)
            case (ExpectLine(text=text),):
                self._steps.append(
                    ExpectLine(text=text if text is not None and _can_be_written(text) else None)
                )
            case (ExpectCommand() as command,):
                self._command(command)
            case _:
                self._choose([one for one in seen if isinstance(one, ExpectOption)])

    def _command(self, command: ExpectCommand) -> None:
        name = command.text.partition(" ")[0]
        if name not in self._host.commands:
            self._steps.append(replace(command, text=_demanded(command.text)))
        elif name == LISTEN:
            self._speak()

    def _speak(self) -> None:
        suggested = self._host.suggestions
        step = Say(text=_demanded(suggested[0].text)) if suggested else Act(act="hesitate")
        self._steps.append(step)
        self._host.say(step)

    def _choose(self, options: Sequence[ExpectOption]) -> None:
        open_ones = [number for number, option in enumerate(options, 1) if option.available] or [0]
        number = self._choices.pop(0) if self._choices else open_ones[0]
        if number not in open_ones:
            message = f"option {number} cannot be chosen here, but {', '.join(map(str, open_ones))}"
            raise AuthorError(message)
        self._steps += [replace(option, text=_demanded(option.text), tags=()) for option in options]
        self._steps.append(SelectOption(number=number))
        self._host.select(number - 1 if number else None)


def _can_be_written(text: str) -> bool:
    return "`" not in text


def _demanded(text: str) -> str:
    if not _can_be_written(text):
        message = f"no plan can hold a backtick, as in: {text}"
        raise AuthorError(message)
    return text
