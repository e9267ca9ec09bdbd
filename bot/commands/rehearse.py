"""`kedok rehearse`: a book played through many times by players who read nothing."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from bot.authoring.rehearsal_report import figures, report, table
from bot.authoring.rehearsing import ProgressBar, Schedule, rehearse, replay
from bot.bookshelf import ANOTHERS_FACE, load_book
from bot.commands.parser import FAILED, FINE, Commands, add_command, add_format
from bot.files import write_whole
from narrative.drama.rehearsal.job import LONGEST, Company
from narrative.drama.rehearsal.tally import unreached_nodes

_DESCRIPTION = """\
Play a book through many times, and say what came and what never did.

Random players take any way as likely as another. Thorough players take what they have tried least, most of them
in a temperament (tender, cruel, silent, all questions …) that the book's counts can tell. The same seed and
number of runs give the same report, however many processes play.

An ending is the last node of a run, or the last with a header `ending: NAME`. Dead ends are faults of the story,
choices with no way open and nothing after them, and runs that are too long. A repeat is a line of somebody's that
is said again within 20 turns."""

_EPILOG = """\
Exit codes: 0 every node was reached and no run came to a dead end, 1 otherwise, 2 wrong usage. Lines never reached
and repeats are for the author to judge: they fail nothing. A few hundred runs do not reach everything."""


def add(commands: Commands) -> None:
    rehearsal = add_command(
        commands, "rehearse", _rehearse, "play a book many times and find dead ends and what is never reached"
    )
    rehearsal.formatter_class = argparse.RawDescriptionHelpFormatter
    rehearsal.description, rehearsal.epilog = _DESCRIPTION, _EPILOG
    rehearsal.add_argument(
        "book",
        nargs="?",
        default=ANOTHERS_FACE,
        metavar="BOOK",
        help=f"a book's folder, or the name of one that comes with Kedok ({ANOTHERS_FACE} if you do not say)",
    )
    number = _whole_number
    rehearsal.add_argument("--runs", type=number, default=10_000, metavar="N", help="how many runs (10000)")
    rehearsal.add_argument("--seed", type=_seed, default=1, metavar="S", help="another seed, other runs (1)")
    rehearsal.add_argument(
        "--players",
        type=Company,
        choices=tuple(Company),
        default=Company.MIXED,
        metavar="mixed|random|thorough",
        help="who plays: by turns (mixed), or all alike",
    )
    rehearsal.add_argument(
        "--longest", type=number, default=LONGEST, metavar="N", help=f"turns that are too many ({LONGEST})"
    )
    rehearsal.add_argument(
        "--processes", type=number, default=os.cpu_count() or 1, metavar="N", help="one per processor"
    )
    rehearsal.add_argument(
        "--allow-unreached",
        action="append",
        default=[],
        metavar="NODE",
        help="this node need not be reached (* and ? are wild; may be given more than once)",
    )
    rehearsal.add_argument("--hits", type=Path, metavar="FILE.csv", help="write how often each line came")
    rehearsal.add_argument("--replay", type=_run, metavar="SEED:RUN", help="print one run instead")
    add_format(rehearsal, "text", "json")


def _rehearse(options: argparse.Namespace) -> int:
    schedule = Schedule(
        book=options.book,
        runs=options.runs,
        seed=options.seed,
        company=options.players,
        longest=options.longest,
    )
    if options.replay is not None:
        seed, run = options.replay
        print("\n".join(replay(replace(schedule, seed=seed), run)))
        return FINE
    book = load_book(schedule.book)
    bar = ProgressBar(schedule.runs, sys.stderr)
    try:
        tally = rehearse(schedule, processes=options.processes, watch=bar.show)
    finally:
        bar.clear()
    if options.hits is not None:
        write_whole(options.hits, table(book, tally))
    if options.format == "json":
        print(json.dumps(figures(book, schedule, tally), ensure_ascii=False, indent=2))
    else:
        print(report(book, schedule, tally))
    missed = [
        node.name
        for node in unreached_nodes(book, tally)
        if not any(fnmatchcase(node.name, pattern) for pattern in options.allow_unreached)
    ]
    return FAILED if tally.dead_ends or missed else FINE


def _whole_number(argument: str) -> int:
    """Return a number from 1 up."""
    if not argument.isdecimal() or not int(argument):
        message = f"{argument} is not a number from 1 up"
        raise argparse.ArgumentTypeError(message)
    return int(argument)


def _seed(argument: str) -> int:
    """Return a number from 0 up."""
    if not argument.isdecimal():
        message = f"{argument} is not a number from 0 up"
        raise argparse.ArgumentTypeError(message)
    return int(argument)


def _run(argument: str) -> tuple[int, int]:
    """Return the seed and the number of a run, as a report names it."""
    seed, colon, run = argument.partition(":")
    if not (colon and seed.isdecimal() and run.isdecimal()):
        message = f"{argument} names no run: write SEED:RUN, as in the report"
        raise argparse.ArgumentTypeError(message)
    return int(seed), int(run)
