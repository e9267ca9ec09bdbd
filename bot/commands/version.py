"""`kedok version`: which Kedok this is."""

from __future__ import annotations

import argparse
from importlib.metadata import version

from bot.commands.parser import FINE, Commands, add_command


def add(commands: Commands) -> None:
    add_command(commands, "version", _version, "print the version")


def _version(_: argparse.Namespace) -> int:
    print(f"kedok {version('kedok')}")
    return FINE
