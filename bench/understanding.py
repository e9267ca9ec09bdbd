"""Understanding one utterance: how long it takes, and what the process weighs with the model in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.figures import milliseconds, show, timed
from bot.bookshelf import load_book
from narrative.persona.acts import Expectation

UTTERANCES = 2_000


def main() -> None:
    """Print the bench."""
    print("Understanding")
    book = load_book()
    lines = [exemplar.text for exemplar in book.persona.exemplars]
    texts = [lines[index * 7919 % len(lines)] for index in range(UTTERANCES)]
    expecting = Expectation(turn=3)
    seconds = [timed(lambda t=text: book.recognizer.interpret(t, expecting)) for text in texts]
    show("an utterance", milliseconds(seconds))
    bare, loaded = _weight("import sys"), _weight("from bot.bookshelf import load_book; book = load_book()")
    show("memory with the book loaded", f"{loaded:.0f} MB, a bare Python has {bare:.0f} MB")


def _weight(code: str) -> float:
    """Return the peak memory, in MB, of a fresh process that runs the code (0 where /proc does not tell)."""
    peak = "; print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    if not Path("/proc/self/status").exists():
        return 0.0
    shown = subprocess.run([sys.executable, "-c", code + peak], check=True, capture_output=True, text=True)
    return int(shown.stdout) / 1024
