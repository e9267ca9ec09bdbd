"""`kedok definitions`: our commands and functions, for editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.parser import FINE, Commands, add_command
from bot.files import write_whole
from narrative.drama.host import DEFINITIONS
from narrative.yarn.definitions import write_definitions

HOW = """\
Print Kedok's commands and functions as a definitions file (.ysls.json), by which
editors of Yarn scripts know and explain them. Put it beside your project, and
name it there: "definitions": "kedok.ysls.json".
"""


def add(commands: Commands) -> None:
    definitions = add_command(
        commands, "definitions", _definitions, "print the commands and functions, for editors of scripts"
    )
    definitions.formatter_class = argparse.RawDescriptionHelpFormatter
    definitions.description = HOW
    definitions.epilog = "example:\n  kedok definitions --output my_story/kedok.ysls.json"
    definitions.add_argument("--output", type=Path, metavar="FILE", help="write them there instead")


def _definitions(options: argparse.Namespace) -> int:
    text = write_definitions(DEFINITIONS)
    if options.output is None:
        print(text, end="")
    else:
        write_whole(options.output, text)
    return FINE
