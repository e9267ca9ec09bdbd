"""From a turn's cues to the messages that will be sent, at the reader's pace: pure, and the same on every platform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from adapters.port import Post
from narrative.cues import Close, Cue, Listen, Notice, Offer, Retire, Say, Wake
from narrative.events import Pace

MESSAGE_LENGTH = 900
"""Most characters of a folded message: half of the strictest platform's 2,000, as escapes may double a text."""

_FACTORS = {Pace.INSTANT: 0.0, Pace.BRISK: 0.35, Pace.CALM: 1.0, Pace.SLOW: 1.7}
_SECONDS_PER_CHARACTER = 0.028
_SHORTEST, _LONGEST = 0.6, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One message to send, after `typing` seconds of showing that she types."""

    post: Post
    typing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the buttons off every message that carried this offer."""

    offer: int


Draft: TypeAlias = Sheet | Withdraw


def fold(cues: Sequence[Cue], pace: Pace) -> tuple[Draft, ...]:
    """Return the messages of a turn, in order.

    A line is a message; at the instant pace neighbouring lines share one, up to `MESSAGE_LENGTH`. Controls go
    under the last line. Wakes leave no message.
    """
    drafts: list[Draft] = [Withdraw(offer=cue.offer) for cue in cues if isinstance(cue, Retire)]
    lines = [cue for cue in cues if isinstance(cue, Say | Notice)]
    sheets = [Sheet(post=Post(lines=group), typing=_typing(group, pace)) for group in _groups(lines, pace)]
    controls = next((cue for cue in reversed(cues) if isinstance(cue, Offer | Listen)), None)
    if sheets:
        closing = any(isinstance(cue, Close) for cue in cues)
        last = sheets[-1]
        sheets[-1] = replace(last, post=replace(last.post, controls=controls, closing=closing))
    return (*drafts, *sheets)


def wake_of(cues: Iterable[Cue]) -> Wake | None:
    """Return the wake a turn asks for, if any."""
    return next((cue for cue in cues if isinstance(cue, Wake)), None)


def _groups(lines: Sequence[Say | Notice], pace: Pace) -> list[tuple[Say | Notice, ...]]:
    if pace is not Pace.INSTANT:
        return [(line,) for line in lines]
    groups: list[list[Say | Notice]] = []
    for line in lines:
        if groups and _belongs(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _belongs(group: Sequence[Say | Notice], line: Say | Notice) -> bool:
    """Only lines of one kind share a message, so that a word from outside the story always stands alone."""
    length = sum(len(one.text) for one in (*group, line))
    return type(group[-1]) is type(line) and length <= MESSAGE_LENGTH


def _typing(group: Sequence[Say | Notice], pace: Pace) -> float:
    first = group[0]
    if isinstance(first, Notice) or first.speaker == "Mask":
        return 0.0
    reading = min(max(len(first.text) * _SECONDS_PER_CHARACTER, _SHORTEST), _LONGEST)
    return round((reading + first.pause) * _FACTORS[pace], 2)
