"""Throws texts at the compiler for as long as it is told to: `python -m tests.fuzz --minutes 10`.

Each round runs the property tests of `tests/narrative/yarn/test_any_text.py` with a seed of its own. The first
round that finds something ends it, with the shortest text that does it; `--seed` runs such a round again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

PROPERTIES = Path(__file__).parent / "narrative" / "yarn" / "test_any_text.py"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="make fuzz", description="Look for texts that the compiler cannot take."
    )
    parser.add_argument("--minutes", type=float, default=5.0, help="how long to look (5)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first round (1)")
    wanted = parser.parse_args()
    end = time.monotonic() + wanted.minutes * 60
    seed = wanted.seed
    while _finds_nothing(seed):
        if time.monotonic() > end:
            return 0
        seed += 1
    return 1


def _finds_nothing(seed: int) -> bool:
    sys.stdout.write(f"--seed {seed}: ")
    sys.stdout.flush()
    flags = ["-q", "-p", "no:cacheprovider", "--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}"]
    command = [sys.executable, "-m", "pytest", *flags, str(PROPERTIES)]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
