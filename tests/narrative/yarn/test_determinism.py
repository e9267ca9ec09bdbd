"""The same project compiles to the same program and the same findings: in any process, in any order of files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

COMPILE = """
import sys
from pathlib import Path
from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project

def compiled(paths):
    sources = {path.name: path.read_bytes().decode() for path in paths}
    return compile_project(sources, signatures=upstream.DECLARED.signatures(), infers_functions=True)

backwards = sys.argv[1] == "backwards"
folders = [Path("tests/narrative/yarn", name) for name in ("plans", "plans/ours", "probes")]
paths = sorted((path for folder in folders for path in folder.glob("*.yarn")), reverse=backwards)
alone = [compiled([path]) for path in sorted(paths)]
print(sum(one.program is not None for one in alone), len(paths))
print(alone)
print(compiled(paths))
"""


def compiled(seed: str, order: str) -> str:
    """Return everything that compiling all scripts gives, each alone and all as one project."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", COMPILE, order],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_nothing_depends_on_the_process_or_on_the_order_of_the_files() -> None:
    first = compiled("0", "forwards")
    programs, scripts = map(int, first.split("\n", 1)[0].split())
    assert 100 < programs < scripts
    assert first == compiled("1", "backwards")
    assert first == compiled("4711", "forwards")
