"""What the core wants shown, free of any platform: the only things that come out of it.

Texts are final: in the reader's language, without any markup. `Span` positions count Python characters
(code points) in `text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

MASK: Final = "Mask"
"""Speaks the reader's own lines."""

LETTER: Final = "Letter"
"""Speaks what is read, not heard: a line with a pause begins a paragraph of it, the others go on with theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text set apart: kind `i` (emphasis), `b` (strong) or `quote` (the reader's own words)."""

    kind: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One line of the fiction. `speaker` is an id (Narrator, She, Mask, Letter, …), `name` how the reader sees it.

    `name` is empty where no name should be shown (the narrator). `pause` is an extra wait in seconds before
    the line, at the calm pace, as the script asks for it.
    """

    speaker: str
    name: str
    text: str
    spans: tuple[Span, ...] = ()
    pause: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A word from outside the fiction: help, a kind answer to a stale button, a safety message."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One button. `label` is at most 40 characters in a well-kept story; platforms cut what is longer."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The reader must choose. A press comes back as `Chose(offer=offer, choice=index)`."""

    offer: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listen:
    """The reader may say anything; the choices are only suggestions (up to three, perhaps none)."""

    offer: int
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retire:
    """The buttons of that offer are spent: take them away where the platform can."""

    offer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wake:
    """Send `Woke(turn=turn)` after that many seconds, unless a newer turn has been taken by then."""

    turn: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The reading has come to its end."""


Cue: TypeAlias = Say | Notice | Offer | Listen | Retire | Wake | Close
