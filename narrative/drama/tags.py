"""What a line's hashtags ask of the drama."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from narrative.yarn.program import LineInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """`pause` in seconds before the line; `suggests` the act of a suggested line; `recap` for a recap line."""

    pause: float = 0.0
    suggests: str = ""
    recap: bool = False


def tags_of(line: LineInfo) -> Tags:
    """Return a line's tags. Tags we do not know are other tools' business."""
    pause, suggests, recap = 0.0, "", False
    for tag in line.tags:
        name, _, value = tag.partition(":")
        match name:
            case "pause":
                pause = seconds_in(value) or 0.0
            case "suggest":
                suggests = value
            case "recap":
                recap = True
    return Tags(pause=pause, suggests=suggests, recap=recap)


def seconds_in(value: str) -> float | None:
    """Return how long a tag's value says, or None if it does not say: a reader is never made to suffer for it."""
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None
