"""`kedok understand`: how she takes what is said to her."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command
from bot.works import find
from narrative.persona.acts import Expectation


def add(commands: Commands) -> None:
    summary = "say how she takes each line of standard input, said to her in the middle of a talk"
    understand = add_command(commands, "understand", _understand, summary)
    understand.add_argument(
        "--evaluate",
        type=Path,
        metavar="FILE",
        help="measure instead: a table of text, act and perhaps a second act, with tabs and a heading",
    )


def _understand(options: argparse.Namespace) -> int:
    from bot.authoring.understanding import evaluate
    from bot.training import load_recognizer

    with find(ANOTHERS_FACE) as folder:
        recognizer = load_recognizer(folder)
    if options.evaluate is not None:
        print(evaluate(options.evaluate.read_text(encoding="utf-8"), recognizer), end="")
        return FINE
    for line in sys.stdin:
        understood = recognizer.interpret(line, Expectation(turn=1))
        ranked = ", ".join(f"{one.act} {one.score:.2f}" for one in understood.ranked)
        print(f"{understood.act:<16} {ranked}", flush=True)
    return FINE
