"""The command `kedok`: finds the command that was asked for, runs it, and answers with its exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import Final

from adapters.port import PlatformLost, PlatformRefused
from bot.commands import (
    check,
    definitions,
    graph,
    misses,
    new,
    play,
    rehearse,
    run,
    strings,
    tag,
    test,
    train,
    understand,
    version,
)
from bot.commands.parser import FAILED, FINE, INTERRUPTED, MISCONFIGURED, Command
from bot.settings import SettingsError
from bot.store.schema import StoreRefused
from narrative.errors import AuthorError

log = logging.getLogger(__name__)

_COMMANDS: Final = (
    play,
    run,
    new,
    check,
    test,
    rehearse,
    tag,
    strings,
    graph,
    definitions,
    understand,
    misses,
    train,
    version,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        code = command(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has seen enough of it; Python must not find the pipe broken at its end again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (SettingsError, StoreRefused, PlatformRefused) as error:
        return _fail(error, MISCONFIGURED)
    except (AuthorError, PlatformLost) as error:
        return _fail(error, FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        # Through the log, as it strikes secrets out of tracebacks too.
        log.exception("Kedok has ended unexpectedly.")
        return FAILED
    return code


def _fail(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kedok",
        description="A novel you read by talking to it: you speak as the mask, and she answers.",
        epilog="Exit codes: 0 fine, 1 failed, 2 wrong usage, 78 wrong configuration.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    return parser
