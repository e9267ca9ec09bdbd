"""`kedok new`: a story to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.authoring.scaffold import make_story, name_of
from bot.commands.parser import FINE, Commands, add_command

HOW = """\
Make a folder with a small, whole story in English and Indonesian: a choice, a
talk in free text, an end, test plans, and a page on what to do next. It plays
and passes every check as it is; change it line by line into yours.
"""


def add(commands: Commands) -> None:
    new = add_command(commands, "new", _new, "make a story to begin with")
    new.formatter_class = argparse.RawDescriptionHelpFormatter
    new.description = HOW
    new.epilog = 'example:\n  kedok new "The Last Ferry"\n  kedok play the_last_ferry'
    new.add_argument("name", metavar="NAME", help="what the story is called")
    new.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="where it goes; without it, a folder of that name, here"
    )


def _new(options: argparse.Namespace) -> int:
    name = name_of(options.name)
    folder = options.folder or Path(name.id)
    for file in make_story(name, folder):
        print(file)
    print(
        f"\n{name.title} is ready. Read it with `kedok play {folder}`; {folder / 'README.md'} says what next."
    )
    return FINE
