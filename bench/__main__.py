"""`python -m bench [language|turns|understanding|start|telegram]`: one bench, or all of them in turn."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from bench import language, start, telegram, turns, understanding

BENCHES: Mapping[str, Callable[[], None]] = {
    "language": language.main,
    "turns": turns.main,
    "understanding": understanding.main,
    "start": start.main,
    "telegram": telegram.main,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]!r}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in names or BENCHES:
        BENCHES[name]()
    return 0


sys.exit(main(sys.argv[1:]))
