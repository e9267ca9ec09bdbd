"""`kedok train`: makes the recognizer's model."""

from __future__ import annotations

import argparse

from bot.bookshelf import book_folder
from bot.commands.parser import FINE, Commands, add_command


def add(commands: Commands) -> None:
    add_command(commands, "train", _train, "train the recognizer again from the book's exemplars")


def _train(_: argparse.Namespace) -> int:
    from bot.training import train

    with book_folder() as folder:
        print(train(folder))
    return FINE
