"""`kedok play`: the story in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from bot.app import compose
from bot.commands.parser import FAILED, FINE, Commands, add_command
from bot.logs import configure_logs
from bot.settings import LogLevel, Settings, TerminalSettings, data_folder, read_settings
from bot.store.schema import StoreBusy
from narrative.events import Language, Pace
from narrative.phrases import Phrase, phrase


def add(commands: Commands) -> None:
    play = add_command(
        commands, "play", _play, "read in the terminal; the same command comes back to your page"
    )
    play.add_argument(
        "book", nargs="?", metavar="BOOK", help="the folder of a story of yours; without it, Another's Face"
    )
    play.add_argument(
        "--language",
        type=Language,
        choices=tuple(Language),
        metavar="en|id",
        help="the language of a new reading",
    )
    play.add_argument(
        "--pace",
        type=Pace,
        choices=tuple(Pace),
        metavar="instant|brisk|calm|slow",
        help="how fast the lines come in a new reading",
    )
    play.add_argument("--save", type=Path, metavar="FILE", help="where your page is kept")
    play.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help="read your lines from a file and print a plain transcript; without --save, from the beginning",
    )


def _play(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="kedok-") as folder:
        settings = _play_settings(options, os.environ, Path(folder))
        configure_logs(settings.log_level, settings.log_format, settings.secrets)
        try:
            app = compose(settings)
        except StoreBusy:
            print(
                phrase(settings.language, Phrase.TERMINAL_SAVE_BUSY, place=str(settings.database)),
                file=sys.stderr,
            )
            return FAILED
        asyncio.run(app.run())
    if sys.stdin.isatty() and options.script is None:
        print(phrase(settings.language, Phrase.TERMINAL_GOODBYE, place=str(settings.database)))
    return FINE


def _play_settings(options: argparse.Namespace, environment: Mapping[str, str], spare: Path) -> Settings:
    """Take from the environment only what is not about serving. What nobody watches needs no pace.

    In the terminal any key skips a wait, but a stranger does not know that yet: the default is brisk.
    """
    ours = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("KEDOK_TELEGRAM", "KEDOK_DISCORD"))
    }
    settings = read_settings({"KEDOK_LOG_LEVEL": LogLevel.WARNING, "KEDOK_PACE": Pace.BRISK, **ours})
    watched = options.script is None and sys.stdin.isatty() and sys.stdout.isatty()
    home = data_folder(environment) if options.script is None else spare
    return replace(
        settings,
        database=options.save or home / _page_file(options.book),
        book=options.book or settings.book,
        language=options.language or settings.language,
        pace=options.pace or (settings.pace if watched else Pace.INSTANT),
        terminal=TerminalSettings(script=options.script, language=options.language),
    )


def _page_file(book: str | None) -> str:
    """Return where the page in a book is kept: two stories must not meet in one file."""
    if book is None:
        return "play.sqlite"
    return f"play-{Path(book).resolve().name}-{crc32(str(Path(book).resolve()).encode()):08x}.sqlite"
