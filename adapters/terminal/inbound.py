"""What a typed line asks for: pure."""

from __future__ import annotations

from adapters.commands import read_text
from narrative.events import ReaderEvent, WentOn


def read_line(line: str) -> ReaderEvent:
    """Return the event of one line. An empty line lets the story go on without a word."""
    text = line.rstrip("\r\n")
    return read_text(text) if text.strip() else WentOn()
