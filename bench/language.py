"""The script language: how fast a project compiles and comes back, and how fast it is performed, by us and others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from bench import others
from bench.figures import show, timed
from narrative.yarn.compile.job import compile_project
from narrative.yarn.compiled import from_plain, to_plain
from narrative.yarn.library import Library
from narrative.yarn.program import Program
from narrative.yarn.run.content import LineEvent
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState

LINES = 10_000
PERFORMED = 20_000

_NODE = """title: Node_{n}
when: {when}
subtitle: s
---
She: The lamp is lit, and nobody is at the window. #line:a{n}
<<if $warm > {n} and not $late>>
    She: You came. I had stopped counting at {{$warm}}. #line:b{n}
<<endif>>
-> I am late. #line:c{n}
    <<set $late = true>>
    She: [i]You[/i] are always late. <<once>> #line:d{n}
-> I am here. <<if $late>> #line:e{n}
    She: So you are. #line:f{n}
=> She: It rains. #line:g{n}
=> She: It has stopped. <<if visited_count("Node_{n}") > 2>> #line:h{n}
<<wait 1>>
<<detour Node_{next}>>
===
"""

_TALK = """title: Start
---
<<declare $warm = 0>>
<<set $warm += 1>>
Hello there.
It rains.
The bus is late, as it is on every evening.
Nobody else is waiting.
-> Go on.
    <<jump Start>>
===
"""


def main() -> None:
    """Print the bench."""
    print("The language")
    sources = dict(_project(LINES))
    program = _compiling(sources)
    _coming_back(program)
    _performing()


def _project(lines: int) -> Iterator[tuple[str, str]]:
    """Yield a project of that many source lines, in files of a hundred nodes."""
    count = lines // _NODE.count("\n")
    nodes = [
        _NODE.format(n=n, next=(n + 1) % count, when="once" if n % 2 else "always") for n in range(count)
    ]
    yield "0.yarn", "title: Declared\n---\n<<declare $warm = 0>>\n<<declare $late = false>>\n===\n"
    for first in range(0, count, 100):
        yield f"{first + 1}.yarn", "".join(nodes[first : first + 100])


def _compiling(sources: dict[str, str]) -> Program:
    programs: list[Program | None] = []

    def compile_once() -> None:
        programs.append(compile_project(sources, signatures=Library.standard().signatures()).program)

    seconds = min(timed(compile_once) for _ in range(3))
    assert programs[0] is not None
    lines = sum(source.count("\n") for source in sources.values())
    show(f"compiling {lines} lines", f"{seconds:.2f} s, {lines / seconds:,.0f} lines a second")
    return programs[0]


def _coming_back(program: Program) -> None:
    text = json.dumps(to_plain(program), ensure_ascii=False)
    seconds = min(timed(lambda: from_plain(json.loads(text))) for _ in range(5))
    show("the same, kept: coming back", f"{seconds * 1e3:.0f} ms, from {len(text) / 1e6:.1f} MB")


def _performing() -> None:
    program = compile_project({"talk.yarn": _TALK}, signatures=Library.standard().signatures()).program
    assert program is not None
    ours = _rate("ours: lines", lambda: _perform(program, saving=False))
    saving = _rate("ours: lines, saving at each stop", lambda: _perform(program, saving=True))
    if find_spec("bink"):
        theirs = _rate("bink (Ink, in Rust): lines", lambda: others.ink(PERFORMED, saving=False))
        show("ours to bink", f"{ours / theirs:.1f}")
        theirs = _rate("bink: lines, saving at each stop", lambda: others.ink(PERFORMED, saving=True))
        show("ours to bink, saving", f"{saving / theirs:.1f}")
    if find_spec("rivescript"):
        theirs = _rate(
            "rivescript: replies, saving after each", lambda: others.rivescript(PERFORMED // 20), 20
        )
        show("ours to rivescript, saving", f"{saving / theirs:.1f}")


def _rate(name: str, perform: Callable[[], None], part: int = 1) -> float:
    """Perform a `part` of the lines, and print and return how many went by in a second."""
    rate = PERFORMED / part / min(timed(perform) for _ in range(3))
    show(name, f"{rate:,.0f} a second")
    return rate


def _perform(program: Program, *, saving: bool) -> None:
    dialogue = Dialogue(program, Library.standard(), DialogueState.fresh(seed=1))
    dialogue.start("Start")
    lines = 0
    while lines < PERFORMED:
        events = dialogue.continue_()
        lines += sum(isinstance(event, LineEvent) for event in events)
        if saving:
            json.dumps(dialogue.to_plain())
        dialogue.select(0)
