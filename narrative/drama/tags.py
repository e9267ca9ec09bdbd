"""What a line's hashtags ask of the drama."""

from __future__ import annotations

from dataclasses import dataclass

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
                pause = float(value)
            case "suggest":
                suggests = value
            case "recap":
                recap = True
    return Tags(pause=pause, suggests=suggests, recap=recap)
