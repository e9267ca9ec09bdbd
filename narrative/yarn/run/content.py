"""What a Dialogue delivers: the closed set of events a host acts on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEvent:
    """Say this line. The host looks its text up by `line_id` and puts `substitutions` in for {0}, {1}…"""

    line_id: str
    substitutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionItem:
    """One option; `available` is false where its condition failed."""

    line_id: str
    substitutions: tuple[str, ...] = ()
    available: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsEvent:
    """Let the reader choose, then call `Dialogue.select(index)` (or `select(None)` if none is available)."""

    options: tuple[OptionItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEvent:
    """Do this, then call `Dialogue.continue_()`. The text has its expressions put in already."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStarted:
    """A node has begun. It may run these lines and options, which a host can make ready now."""

    node: str
    line_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCompleted:
    """A node has run to its end, or was left by a jump, a return or a stop."""

    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueCompleted:
    """Nothing more will come until `Dialogue.start` is called again."""


DialogueEvent: TypeAlias = (
    LineEvent | OptionsEvent | CommandEvent | NodeStarted | NodeCompleted | DialogueCompleted
)
