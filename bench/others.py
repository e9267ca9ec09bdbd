"""The same small talk in other languages' run times, for comparison. They are installed by `make bench` alone."""

from __future__ import annotations

import json

_INK = {
    "inkVersion": 21,
    "root": [
        [{"->": "start"}, ["done", {"#n": "g-0"}], None],
        "done",
        {
            "start": [
                *("ev", {"VAR?": "warm"}, 1, "+", {"VAR=": "warm", "re": True}, "/ev"),
                *("^Hello there.", "\n", "^It rains.", "\n"),
                *("^The bus is late, as it is on every evening.", "\n", "^Nobody else is waiting.", "\n"),
                *("ev", "str", "^Go on.", "/str", "/ev", {"*": ".^.c-0", "flg": 20}),
                {"c-0": ["\n", {"->": "start"}, None]},
            ],
            "global decl": ["ev", 0, {"VAR=": "warm"}, "/ev", "end", None],
        },
    ],
    "listDefs": {},
}

_RIVE = """
! version = 2.0
+ hello
- Hello there.
- It rains.
"""


def ink(lines: int, *, saving: bool) -> None:
    """Say so many lines with bink."""
    from bink.story import Story

    story = Story(json.dumps(_INK))
    said = 0
    while said < lines:
        while story.can_continue():
            story.cont()
            said += 1
        if saving:
            story.save_state()
        story.choose_choice_index(0)


def rivescript(replies: int) -> None:
    """Say so many replies with RiveScript, and save what it knows of the reader after each."""
    from rivescript import RiveScript

    brain = RiveScript(utf8=True)
    brain.stream(_RIVE)
    brain.sort_replies()
    for _ in range(replies):
        brain.reply("reader", "hello")
        json.dumps(brain.get_uservars("reader"))
