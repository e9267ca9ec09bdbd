"""`kedok strings`: the tables that translators work in."""

from __future__ import annotations

import argparse

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command
from bot.tables import update_tables
from bot.works import find


def add(commands: Commands) -> None:
    add_command(commands, "strings", _strings, "bring the string tables up to the story, for its translators")


def _strings(_: argparse.Namespace) -> int:
    with find(ANOTHERS_FACE) as folder:
        for table in update_tables(folder):
            print(table)
    return FINE
