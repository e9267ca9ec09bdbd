"""`kedok run`: serves the platforms."""

from __future__ import annotations

import argparse
import asyncio
import os

from bot.app import compose
from bot.commands.parser import FINE, Commands, add_command
from bot.logs import configure_logs
from bot.settings import read_settings


def add(commands: Commands) -> None:
    add_command(commands, "run", _run, "serve Telegram and Discord, whichever has a token in the environment")


def _run(_: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    configure_logs(settings.log_level, settings.log_format, settings.secrets)
    asyncio.run(compose(settings).run())
    return FINE
