"""What a reader does, free of any platform: the only things that go into the core."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Language(StrEnum):
    """The languages of the story and of every word around it."""

    ENGLISH = "en"
    INDONESIAN = "id"


class Pace(StrEnum):
    """How long a reader wants to wait between two messages."""

    INSTANT = "instant"
    BRISK = "brisk"
    CALM = "calm"
    SLOW = "slow"


class Command(StrEnum):
    """What a reader may ask outside the fiction, on every platform. Localised names are in `phrases`."""

    START = "start"
    HELP = "help"
    LANGUAGE = "language"
    PACE = "pace"
    RECAP = "recap"
    UNDO = "undo"
    WHY = "why"
    MEANT = "meant"
    RESTART = "restart"
    CONTENT = "content"
    PRIVACY = "privacy"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Free text, exactly as the reader typed it (not trimmed, not cut)."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOn:
    """The reader let the story go on without a word: at a choice the narrator decides, in a talk she moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chose:
    """The reader pressed a button: the `choice`-th (from 0) of the offer with that number."""

    offer: int
    choice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The reader used a command; `argument` is the rest of the line, trimmed, perhaps empty."""

    command: Command
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOther:
    """The reader sent something that is not text: a photo, a sticker, a voice message."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The reader edited an earlier message."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A command that does not exist, or one used where it cannot work."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Woke:
    """A wake that the core asked for has come due. `turn` is the turn in which it was set."""

    turn: int


ReaderEvent: TypeAlias = Said | WentOn | Chose | Asked | SentOther | Edited | Misplaced | Woke
