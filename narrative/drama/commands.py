"""The commands a script may give, one handler each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from narrative.drama.reading import Listening
from narrative.errors import StoryFault
from narrative.events import Language, Pace
from narrative.yarn.definitions import Definition, Parameter, words_of


class Stagehand(Protocol):
    """The performance, as the commands see it."""

    language: Language
    pace: Pace

    def listen(self, who: str, patience: float) -> Listening:
        """Stop here and wait for free text."""
        ...

    def use_saliency(self, strategy: str) -> None:
        """Choose among lines and nodes by that strategy from now on."""
        ...

    def remember(self, kind: str) -> None:
        """Keep the reader's last words as a quotation of that kind."""
        ...


def obey(stagehand: Stagehand, text: str) -> Listening | None:
    """Carry out one command; return a stage if the performance must wait for the reader now."""
    name, *arguments = words_of(text) or [""]
    command = COMMANDS.get(name)
    fault = command.definition.complaint(arguments) if command else "there is no such command"
    if command is None or fault:
        message = f"the command <<{text}>> cannot be carried out: {fault}"
        raise StoryFault(message)
    return command.handler(stagehand, *arguments)


def _listen(stagehand: Stagehand, who: str, seconds: str = "0") -> Listening:
    return stagehand.listen(who, float(seconds))


def _remember(stagehand: Stagehand, kind: str) -> None:
    stagehand.remember(kind)


def _set_saliency(stagehand: Stagehand, strategy: str) -> None:
    stagehand.use_saliency(strategy)


def _language(stagehand: Stagehand, code: str) -> None:
    stagehand.language = Language(code)


def _pace(stagehand: Stagehand, pace: str) -> None:
    stagehand.pace = Pace(pace)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A command: how a script gives it, and what then happens."""

    definition: Definition
    handler: Callable[..., Listening | None]


_SPECS: Final = (
    CommandSpec(
        definition=Definition(
            name="listen",
            documentation="Waits for free text. Sets $said, $act, $also and $given_name before it goes on.",
            parameters=(
                Parameter(name="who", type="string", documentation="who listens, such as She"),
                Parameter(
                    name="seconds", type="number", default="0", documentation="how long; 0 is for ever"
                ),
            ),
        ),
        handler=_listen,
    ),
    CommandSpec(
        definition=Definition(
            name="remember",
            documentation="Keeps the reader's last words, for the functions quote and has_quote.",
            parameters=(Parameter(name="kind", type="string", documentation="what they are kept as"),),
        ),
        handler=_remember,
    ),
    CommandSpec(
        definition=Definition(
            name="language",
            documentation="Goes on in another language.",
            parameters=(
                Parameter(
                    name="code",
                    type="string",
                    documentation="en or id",
                    choices=tuple(language.value for language in Language),
                ),
            ),
        ),
        handler=_language,
    ),
    CommandSpec(
        definition=Definition(
            name="pace",
            documentation="Sets how fast the lines come.",
            parameters=(
                Parameter(
                    name="pace",
                    type="string",
                    documentation="instant, brisk, calm or slow",
                    choices=tuple(pace.value for pace in Pace),
                ),
            ),
        ),
        handler=_pace,
    ),
    CommandSpec(
        definition=Definition(
            name="set_saliency",
            documentation="Chooses among line groups and node groups by another strategy from now on.",
            parameters=(Parameter(name="strategy", type="string", documentation="such as relevant"),),
        ),
        handler=_set_saliency,
    ),
)

COMMANDS: Mapping[str, CommandSpec] = {spec.definition.name: spec for spec in _SPECS}
