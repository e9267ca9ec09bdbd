"""What a project may use that names an older version of the language."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.job import compile_project
from tests.narrative.yarn.compile.compiling import SIGNATURES, node

NEWER = {
    "an enum": (3, node("<<enum E>>\n<<case A>>\n<<endenum>>")),
    "a smart variable": (3, node("<<declare $x = 1 + 1>>")),
    "a line group": (3, node("=> Hi")),
    "a once block": (3, node("<<once>>\nHi\n<<endonce>>")),
    "a line that is said once": (3, node("Hi <<once>>")),
    "an option that is there once": (4, node("-> One\n-> Two <<once if true>>")),
    "a member of a group that runs once": (2, "title: A\nwhen: once\nsubtitle: s\n---\nHi\n===\n"),
    "a line group in an option": (4, node("-> One\n    => Hi")),
}


def errors(script: str, version: int) -> list[tuple[str, int]]:
    compilation = compile_project({"a.yarn": script}, signatures=SIGNATURES, version=version)
    return [(found.code, found.line) for found in compilation.diagnostics if found.severity == "error"]


@pytest.mark.parametrize(("line", "script"), NEWER.values(), ids=NEWER.keys())
def test_a_project_of_version_2_lacks(line: int, script: str) -> None:
    assert [("YS0036", line)] == errors(script, 2)


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize(("_", "script"), NEWER.values(), ids=NEWER.keys())
def test_a_newer_project_has(_: int, script: str, version: int) -> None:
    assert [] == errors(script, version)


def test_the_rest_of_the_language_is_old() -> None:
    old = "<<declare $x = -1>>\n<<set $x += 1>>\n-> One <<if $x > 0>>\n    <<detour Start>>\n<<stop>>"
    assert [] == errors(node(old), 2)


def test_the_message_says_what_to_write() -> None:
    compilation = compile_project({"a.yarn": node("=> Hi")}, signatures={}, version=2)
    assert (
        "The project has version 2, and the line group (`=>`) came with version 3. "
        'Write `"projectFileVersion": 4` into the project file.'
    ) == compilation.diagnostics[0].message
