"""What the commands have in common: how one is added to the command line, its exit codes, its arguments."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

FINE, FAILED, WRONG_USAGE, MISCONFIGURED, INTERRUPTED = 0, 1, 2, 78, 130
"""Exit codes. 78 is EX_CONFIG of sysexits.h: restarting will not help."""

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command: TypeAlias = Callable[[argparse.Namespace], int]


def add_command(commands: Commands, name: str, command: Command, summary: str) -> argparse.ArgumentParser:
    """Add a command and return its parser, for its arguments."""
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    parser.set_defaults(command=command)
    return parser


def add_format(parser: argparse.ArgumentParser, *formats: str) -> None:
    """Add `--format`, with the first of the formats as the usual one."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="|".join(formats),
        help=f"how the answer is written ({formats[0]} if you do not say)",
    )


def existing_file(argument: str) -> Path:
    """Return the argument as a path, or refuse it as wrong usage."""
    path = Path(argument)
    if not path.is_file():
        message = f"there is no file {argument}"
        raise argparse.ArgumentTypeError(message)
    return path
