"""Books on disk for rehearsals, and a terminal to show a progress bar on."""

from __future__ import annotations

import io
from pathlib import Path

PROJECT = '{"projectFileVersion": 4, "baseLanguage": "en", "sourceFiles": ["*.yarn"]}'
MANIFEST = """
id: ferry
title: {en: The Ferry, id: Feri}
about: {en: A pier., id: Sebuah dermaga.}
notes: {en: water, id: air}
speakers:
  Narrator: {en: "", id: ""}
"""

SOUND = """title: Start
---
A pier. #line:pier
-> Board #line:o_board
    <<jump Deck>>
-> Wait #line:o_wait
    <<jump Pier>>
===
title: Deck
ending: across
---
You crossed. #line:crossed
===
title: Pier
---
Ann: It is late. #line:late
Ann: It is late. #shadow:late
You stayed. #line:stayed
===
"""

BROKEN = SOUND.replace("You stayed. #line:stayed", 'You stayed. #line:stayed\n<<jump {"No" + "where"}>>')
"""Whoever waits comes to a fault in line 20."""

UNREACHED = SOUND + "title: Cellar\n---\nDark, and wet. #line:dark\n===\n"

TALK = """title: Start
---
<<declare $said = "">>
<<declare $act = "">>
<<declare $also = "">>
<<declare $given_name = "">>
Ann: Well? #line:well
<<listen Ann>>
<<if $act == "farewell" or turns() >= 6>>
    Ann: Goodbye. #line:goodbye
    <<stop>>
<<endif>>
<<jump Start>>
===
"""


def ferry(folder: Path, script: str = SOUND) -> Path:
    """Write a book; the persona that listens in it is the one that Kedok brings."""
    (folder / "ferry.yarnproject").write_text(PROJECT, encoding="utf-8")
    (folder / "book.yml").write_text(MANIFEST, encoding="utf-8")
    (folder / "ferry.yarn").write_text(script, encoding="utf-8")
    return folder


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True
