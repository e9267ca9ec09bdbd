"""However deep or long the texts are, compiling them neither fails nor takes out of proportion long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from narrative.yarn.compile.job import compile_project
from narrative.yarn.diagnostics import Severity
from tests.narrative.yarn.anything import in_a_node
from tests.narrative.yarn.compile.compiling import SIGNATURES

DEEP: dict[str, Callable[[int], str]] = {
    "ifs": lambda depth: "<<if true>>\n" * depth + "Hi\n" + "<<endif>>\n" * depth,
    "ifs that do not end": lambda depth: "<<if true>>\n" * depth,
    "onces": lambda depth: "<<once>>\n" * depth + "Hi\n" + "<<endonce>>\n" * depth,
    "options": lambda depth: "".join(f"{' ' * level}-> Hi\n" for level in range(depth)),
    "line groups": lambda depth: "".join(f"{' ' * level}=> Hi\n" for level in range(depth)),
    "options and ifs": lambda depth: "".join(
        f"{' ' * level}-> Hi\n{' ' * level} <<if true>>\n" for level in range(depth)
    ),
    "brackets": lambda depth: f"{{{'(' * depth}1{')' * depth}}}",
    "open brackets": lambda depth: f"{{{'(' * depth}",
    "calls": lambda depth: f"{{{'string(' * depth}1{')' * depth}}}",
    "signs": lambda depth: f"{{{'-' * depth}1}}",
    "negations": lambda depth: f"<<if {'not ' * depth}true>>\nHi\n<<endif>>",
    "sums": lambda depth: f"{{{'1 + ' * depth}1}}",
    "braces": lambda depth: "{" * depth,
    "chevrons": lambda depth: "<" * depth + "set $x = 1" + ">" * depth,
    "markup": lambda depth: "[b]" * depth + "Hi",
    "smart variables": lambda depth: "".join(f"<<declare $x{n} = $x{n + 1} + 1>>\n" for n in range(depth)),
}


@pytest.mark.parametrize("depth", [39, 41, 200, 2000])
@pytest.mark.parametrize("script", DEEP.values(), ids=DEEP.keys())
def test_any_depth_is_read_or_refused(script: Callable[[int], str], depth: int) -> None:
    compilation = compile_project({"a.yarn": in_a_node(script(depth))}, signatures=SIGNATURES)
    failed = any(found.severity is Severity.ERROR for found in compilation.diagnostics)
    assert failed == (compilation.program is None)


LONG = {
    "lines": "She: Hello. #tag\n",
    "lines without end": "She: Hello {$x} ",
    "options": "-> One\n    Two\n",
    "options on one level": "-> One\n",
    "bare cases": "<<if .X == .X>>\nHi\n<<endif>>\n",
    "cases of several enums": "<<set $a = .Y>>\n",
    "sets of one variable": "<<set $x += 1>>\n",
    "unknown functions": "<<set $x = f($x)>>\n",
    "unclosed ifs": "<<if true>>\n",
    "stray words": "<<endif>>\n<<else>>\n<<case A>>\n<<endenum>>\n",
    "unread lines": "<<declare $x = >>\n{$x\n",
    "enums without an end": "<<enum E>>\nHi\n",
    "commands on one line": "<<wait 1>>",
    "tags on one line": "#tag ",
    "chevrons": "<",
    "escapes": r"\{0\} {1} ",
    "nodes": "===\ntitle: A\n---\nHi\n",
    "members": "===\ntitle: G\nwhen: once\nsubtitle: s\n---\nHi\n",
    "headers": "===\ntitle: A\nkey: value\n",
    "jumps to nowhere": "<<jump Nowhere>>\n",
    "one line id": "Hi #line:a\n",
    "shadows": "Hi #shadow:a\n",
    "once": "Hi <<once>>\n",
    "once blocks": "<<once>>\n<<once>>\nHi\n<<endonce>>\n<<endonce>>\n",
    "one enum": "<<enum E>>\n<<case A>>\n<<endenum>>\n",
    "cases of one enum": "<<case A>>\n",
    "declarations": "<<declare $x = $x>>\n",
    "smart variables": "<<declare $s@ = $s>@ + 1>>\n",
    "smart variables in a circle": "<<declare $s@ = $s + $s>@>>\n<<declare $s = $s0>>\n",
    "undeclared variables": "<<set $u@ = E.X>>\n",
    "variables set to one another": "<<set $u@ = $u>@>>\n",
    "variables compared with one another": "{$u@ == $u>@}\n",
    "cases of variables": "<<set $u@ = .X>>\n",
    "cases of too many enums": "<<set $u@ = .Y>>\n",
    "functions of one another": "<<set $u@ = f@($u>@)>>\n",
    "nodes of their own": "===\ntitle: N@\n---\n<<detour N>@>>\n",
    "enums of their own": "<<enum E@>>\n<<case X>>\n<<endenum>>\n",
    "line ids": "Hi #line:a@\nHi #shadow:a@\n",
}
ENUMS = "<<enum E>>\n<<case X>>\n<<case Y>>\n<<endenum>>\n<<enum F>>\n<<case Y>>\n<<endenum>>\nHi #line:a\n"


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_ten_times_the_text_is_not_much_more_than_ten_times_the_work(piece: str) -> None:
    short, long = (_calls(in_a_node(ENUMS + _repeated(piece, times))) for times in (30, 300))
    assert long < 15 * short


def _repeated(piece: str, times: int) -> str:
    """Return the piece again and again; in it `@` is the number of the piece, and `>@` the next one."""
    return "".join(piece.replace(">@", str(number + 1)).replace("@", str(number)) for number in range(times))


def _calls(text: str) -> int:
    """Return how many calls compiling a text takes: a measure that is the same on every machine."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(step)
    try:
        compile_project({"a.yarn": text}, signatures=SIGNATURES, infers_functions=True)
    finally:
        sys.setprofile(before)
    return count
