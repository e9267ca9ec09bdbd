"""The commands a script may give, one handler each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Protocol

from narrative.drama.reading import Listening
from narrative.errors import StoryFault
from narrative.events import Language, Pace

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


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


def words_of(text: str) -> list[str]:
    """Split a command into words, as Yarn hosts do: on spaces, with quotes that group."""
    return [
        re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare
        for quoted, bare in _WORD.findall(text)
    ]


def obey(stagehand: Stagehand, text: str) -> Listening | None:
    """Carry out one command; return a stage if the performance must wait for the reader now."""
    name, *arguments = words_of(text)
    try:
        return COMMANDS[name](stagehand, *arguments)
    except (KeyError, TypeError, ValueError) as error:
        message = f"the command <<{text}>> cannot be carried out ({error})"
        raise StoryFault(message) from error


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


COMMANDS: Mapping[str, Callable[..., Listening | None]] = {
    "listen": _listen,
    "remember": _remember,
    "language": _language,
    "pace": _pace,
    "set_saliency": _set_saliency,
}
