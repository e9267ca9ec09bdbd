"""A cold start: from the command to the story's first line, against Python's own start."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import show, timed

RUNS = 7


def main() -> None:
    """Print the bench."""
    print("A cold start")
    bare = [timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True)) for _ in range(RUNS)]
    first = [_first_line() for _ in range(RUNS)]
    show("to the first line of the story", f"median {statistics.median(first):.2f} s")
    show("ratio to a bare Python", f"{statistics.median(first) / statistics.median(bare):.0f}")


def _first_line() -> float:
    """Return how many seconds it takes until the terminal shows something."""
    with tempfile.TemporaryDirectory(prefix="kedok-bench-") as folder:
        command = [sys.executable, "-m", "bot", "play", "--save", str(Path(folder) / "save.sqlite")]
        begun = time.perf_counter()
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"}
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            process.stdout.readline()
            seconds = time.perf_counter() - begun
            process.stdin.close()
            process.stdout.read()
        return seconds
