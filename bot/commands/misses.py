"""`kedok misses`: the lines that she misheard and that their readers let the author see."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.commands.parser import FAILED, FINE, Commands, add_command, add_format
from bot.settings import read_settings
from bot.store.repository import MissRow, Store
from narrative.events import Language

_COLUMNS = ("text", "act", "also", "player", "scene", "asked", "taken", "language", "day")
"""Those of the exemplars, and then what is only known of a miss."""


def add(commands: Commands) -> None:
    misses = add_command(commands, "misses", _misses, "print what she misheard, as far as readers allow it")
    misses.epilog = (
        "A line is kept only when its reader has said yes: one that she evaded, without an act, and one that he "
        "corrected, with the act that he meant. `taken` is what it was taken as (other: evaded). The first columns "
        "are those of persona/exemplars.*.tsv: read the lines, give an act to those that have none, paste there what "
        "you trust, and run kedok train."
    )
    misses.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        help="where readings are kept; without it, what KEDOK_DATABASE says",
    )
    misses.add_argument(
        "--language",
        type=Language,
        choices=tuple(Language),
        metavar="en|id",
        help="only lines of that language",
    )
    misses.add_argument("--clear", action="store_true", help="let the printed lines go")
    add_format(misses, "tsv", "json")


def _misses(options: argparse.Namespace) -> int:
    database = options.database or read_settings(os.environ).database
    if not database.is_file():
        return _nothing(f"There is no database {database}: name it with --database FILE.")
    with closing(Store(database)) as store:
        rows = [row for row in store.misses() if options.language in (None, row.miss.language)]
        if not rows:
            return _nothing(
                f"{database} keeps no such lines: readers are asked when they first correct her (/meant)."
            )
        print(_json(rows) if options.format == "json" else _tsv(rows), flush=True)
        if options.clear:
            store.forget_misses([row.id for row in rows])
    return FINE


def _nothing(why: str) -> int:
    print(why, file=sys.stderr)
    return FAILED


def _tsv(rows: Sequence[MissRow]) -> str:
    table = [_cells(row) for row in rows]
    return "\n".join("\t".join(cells) for cells in (_COLUMNS, *table))


def _cells(row: MissRow) -> tuple[str, ...]:
    miss = row.miss
    text = " ".join(miss.text.split())  # a tab or a line's end in it would be the table's
    return (text, miss.meant, "", "", "", "", miss.taken, miss.language, row.day.isoformat())


def _json(rows: Sequence[MissRow]) -> str:
    plain = [
        {
            "text": row.miss.text,
            "language": row.miss.language,
            "taken": row.miss.taken,
            "act": row.miss.meant or None,
            "day": row.day.isoformat(),
        }
        for row in rows
    ]
    return json.dumps(plain, ensure_ascii=False, indent=2)
