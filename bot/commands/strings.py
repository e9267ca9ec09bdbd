"""`kedok strings`: the tables that translators work in."""

from __future__ import annotations

import argparse

from bot.bookshelf import book_folder, update_tables
from bot.commands.parser import FINE, Commands, add_command


def add(commands: Commands) -> None:
    add_command(commands, "strings", _strings, "bring the string tables up to the story, for its translators")


def _strings(_: argparse.Namespace) -> int:
    with book_folder() as folder:
        for table in update_tables(folder):
            print(table)
    return FINE
