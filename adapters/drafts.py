"""From a turn's cues to the messages that will be sent, at the reader's pace: pure, and the same on every platform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from adapters.port import Post
from narrative.cues import LETTER, MASK, Close, Cue, Listen, Notice, Offer, Retire, Say, Wake
from narrative.events import Pace

MESSAGE_LENGTH = 900
"""Most characters of a folded message: half of the strictest platform's 2,000, as escapes may double a text."""

_PAGE_LENGTH = 600
"""A page of a letter that is longer ends with its paragraph."""

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

    A line is a message, but a letter comes by the page; at the instant pace all neighbouring lines share one,
    up to `MESSAGE_LENGTH`. Controls go under the last line. Wakes leave no message.
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


def gap(line: Say | Notice) -> str:
    """Return what stands between a line and the one before it."""
    return "\n\n" if _begins_paragraph(line) else "\n"


def wake_of(cues: Iterable[Cue]) -> Wake | None:
    """Return the wake a turn asks for, if any."""
    return next((cue for cue in cues if isinstance(cue, Wake)), None)


def _groups(lines: Sequence[Say | Notice], pace: Pace) -> list[tuple[Say | Notice, ...]]:
    groups: list[list[Say | Notice]] = []
    for line in lines:
        if groups and _belongs(groups[-1], line, pace):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _belongs(group: Sequence[Say | Notice], line: Say | Notice, pace: Pace) -> bool:
    """Only lines of one kind share a message: a word from outside the story stands alone, as does a letter."""
    kind = _kind(line)
    if kind != _kind(group[-1]) or _length((*group, line)) > MESSAGE_LENGTH:
        return False
    if kind == LETTER:
        return not _begins_paragraph(line) or _length(group) <= _PAGE_LENGTH
    return pace is Pace.INSTANT


def _kind(line: Say | Notice) -> str:
    match line:
        case Notice():
            return "notice"
        case Say(speaker=speaker):
            return LETTER if speaker == LETTER else "story"


def _begins_paragraph(line: Say | Notice) -> bool:
    """Every line does, but for those of a letter that follow without a pause."""
    return _kind(line) != LETTER or (isinstance(line, Say) and line.pause > 0)


def _length(group: Sequence[Say | Notice]) -> int:
    return sum(len(line.text) for line in group)


def _typing(group: Sequence[Say | Notice], pace: Pace) -> float:
    first = group[0]
    if isinstance(first, Notice) or first.speaker == MASK:
        return 0.0
    reading = min(max(_length(group) * _SECONDS_PER_CHARACTER, _SHORTEST), _LONGEST)
    return round((reading + first.pause) * _FACTORS[pace], 2)
