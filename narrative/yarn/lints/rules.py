"""What the lints must be told of a work and of its host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrative.yarn.definitions import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`commands` are those that the host obeys. A book is played by this host alone: what stops it is an error.

    `keeps_readings` says that readings of the work outlast its edits, or that it is translated: then what is
    remembered by a name needs one that its author gave. Without `characters` anybody may speak.
    """

    is_book: bool = False
    start: str = "Start"
    commands: Mapping[str, Definition] = field(default_factory=dict)
    keeps_readings: bool = False
    characters: frozenset[str] = frozenset()
