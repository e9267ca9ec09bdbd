"""Compiling a whole project: every mistake at once, and the same result each time."""

from __future__ import annotations

from narrative.yarn.compile.job import compile_project
from narrative.yarn.diagnostics import Severity
from tests.narrative.yarn.compile.compiling import SIGNATURES, codes, compiled, node

CHAPTER = """#chapter:1
title: Declarations
tracking: never
---
/// What he did by saying it.
<<enum Act>>
    <<case Other = "other">>
    <<case Sorry = "sorry">>
<<endenum>>
<<declare $act = Act.Other>>
<<declare $trust = 2>>
<<declare $opens = $trust >= 3 and not visited("Letter")>>
===
title: Start
scene: 1.0
---
A kitchen. #line:k_1
<<listen Wife 300>>
<<detour {"Wife_" + string($act)}>>
<<if $opens>>
    <<jump Letter>>
<<endif>>
-> Say it again. <<once>> #line:k_2
    <<jump Start>>
-> Go. #line:k_3
===
title: Wife_sorry
subtitle: first
when: once if $act == .Sorry
---
<<set $trust += 1>>
Wife: Thank you. #line:k_4
===
title: Wife_other
subtitle: any
when: always
---
=> Wife: Say it plainly. #line:k_5
=> Wife: What? <<if $trust > 1>> #line:k_6
===
title: Letter
---
Wife: {$trust} letters. #line:k_7
<<stop>>
===
"""


def test_a_chapter_compiles_without_a_warning() -> None:
    assert [] == codes(CHAPTER)


def test_the_same_sources_give_the_same_program_in_any_order() -> None:
    other = node("Hi\n<<once>>\nHo\n<<endonce>>", title="Other")
    first = compile_project({"a.yarn": CHAPTER, "b.yarn": other}, signatures=SIGNATURES)
    second = compile_project({"b.yarn": other, "a.yarn": CHAPTER}, signatures=SIGNATURES)
    assert first == second
    assert first.program is not None
    assert second.program is not None
    assert list(first.program.lines) == list(second.program.lines)
    assert first.program.fingerprint == second.program.fingerprint


def test_a_changed_text_keeps_the_fingerprint() -> None:
    first, second = compiled(CHAPTER), compiled(CHAPTER.replace("A kitchen.", "The kitchen, at night."))
    assert first.program is not None
    assert second.program is not None
    assert first.program.fingerprint == second.program.fingerprint


def test_every_mistake_of_every_file_is_told_at_once() -> None:
    files = node("Hi {1 +}\n<<jump Nowhere>>\n<<if 1>>\n<<endif>>"), node("<<endif>>\n{$x}", title="B")
    found = codes(*files)
    assert [
        "a:3:8 YS0005",
        "a:4:1 YS0012",
        "a:5:1 YS0008",
        "a:5:6 YS0050",
        "b:3:1 YS0005",
        "b:4:2 YS0029",
    ] == found


def test_a_warning_does_not_stop_the_program() -> None:
    compilation = compiled(node("Hi #line:a") + "title: Empty\n---\n===\n")
    assert [Severity.WARNING] == [found.severity for found in compilation.diagnostics]
    assert compilation.program is not None


def test_no_sources_make_an_empty_program() -> None:
    compilation = compile_project({}, signatures={})
    assert () == compilation.diagnostics
    assert compilation.program is not None
    assert {} == compilation.program.nodes
