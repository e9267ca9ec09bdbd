"""`kedok train`: makes the recognizer's model."""

from __future__ import annotations

import argparse

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command
from bot.works import find


def add(commands: Commands) -> None:
    add_command(commands, "train", _train, "train the recognizer again from the book's exemplars")


def _train(_: argparse.Namespace) -> int:
    from bot.training import train

    with find(ANOTHERS_FACE) as folder:
        print(train(folder))
    return FINE
