"""What a typed line asks for."""

from __future__ import annotations

import pytest

from adapters.terminal.inbound import read_line
from narrative.events import Asked, Command, ReaderEvent, Said, WentOn


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("", WentOn()),
        ("\n", WentOn()),
        ("   \r\n", WentOn()),
        ("hello\n", Said(text="hello")),
        (" 1", Said(text=" 1")),
        ("/undo\n", Asked(command=Command.UNDO)),
        ("/batal", Asked(command=Command.UNDO)),
    ],
)
def test_a_line_is_speech_a_command_or_going_on(line: str, event: ReaderEvent) -> None:
    assert event == read_line(line)
