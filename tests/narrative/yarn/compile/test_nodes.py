"""Names of nodes, groups and their members, scores, and where jumps may lead."""

from __future__ import annotations

import re

import pytest

from narrative.yarn.program import Instruction, Member, Op
from tests.narrative.yarn.compile.compiling import codes, compiled, listing, node, program, text


def member(*when: str, subtitle: str = "s", title: str = "Talk") -> str:
    headers = "".join(f"when: {value}\n" for value in when)
    return f"title: {title}\nsubtitle: {subtitle}\n{headers}---\nHi #line:{title}_{subtitle}\n===\n"


BOOLS = node("<<declare $a = true>>\n<<declare $b = true>>", title="Declarations")


def score(*when: str) -> int:
    ((only,),) = program(member(*when) + BOOLS).groups.values()
    return only.score


def test_a_plain_node() -> None:
    script = "title: Start\nscene: 1.0\ntags: a b\nscene: 2\n---\n<<wait 1>>\n===\n"
    start = program(script).nodes["Start"]
    assert ("Start", "", "a.yarn", 1, False) == (
        start.name,
        start.group,
        start.file,
        start.line,
        start.tracked,
    )
    assert (("title", "Start"), ("scene", "1.0"), ("tags", "a b"), ("scene", "2")) == start.headers
    assert (Instruction(Op.COMMAND, ("wait 1", 0), 6),) == start.code


def test_members_of_a_group_have_names_of_their_own_in_the_order_of_the_files() -> None:
    compiled_program = program(
        member("$a", subtitle="late") + BOOLS,
        member("always", subtitle="again") + member("once", title="Other"),
    )
    assert ["Talk.late", "Declarations", "Talk.again", "Other.s"] == list(compiled_program.nodes)
    assert ["Talk", "", "Talk", "Other"] == [each.group for each in compiled_program.nodes.values()]
    assert {
        "Talk": (
            Member(node="Talk.late", score=1, condition=(Instruction(Op.LOAD, ("$a",), 3),)),
            Member(node="Talk.again", score=0),
        ),
        "Other": (
            Member(
                node="Other.s",
                score=1,
                condition=(
                    Instruction(Op.ONCE_SEEN, ("Other.s",), 7),
                    Instruction(Op.OPERATE, ("not",), 7),
                ),
                once="Other.s",
            ),
        ),
    } == compiled_program.groups


def test_a_member_without_a_subtitle_is_named_by_a_checksum() -> None:
    script = "title: Talk\nwhen: always\n---\nHi\n===\ntitle: Talk\nwhen: always\n---\nHi\n===\n"
    names = list(program(script).nodes)
    assert 2 == len(set(names))
    assert all(re.fullmatch(r"Talk\.[0-9a-f]{8}", name) for name in names)
    assert names == list(program(script).nodes)


def test_all_when_headers_must_hold() -> None:
    ((only,),) = program(member("$a or $b", "once", "once if $b", "always") + BOOLS).groups.values()
    assert text("""
        0 ONCE_SEEN 'Talk.s'
        1 OPERATE 'not'
        2 LOAD '$a'
        3 LOAD '$b'
        4 OPERATE 'or'
        5 OPERATE 'and'
        6 LOAD '$b'
        7 OPERATE 'and'
    """) == listing(only.condition)


@pytest.mark.parametrize(
    ("expected", "when"),
    [
        (0, ["always"]),
        (1, ["$a"]),
        (1, ["!false"]),
        (1, ["not not $a"]),
        (1, ["$a is true"]),
        (1, ["once"]),
        (2, ["once if $a"]),
        (3, ["once if $a && true"]),
        (3, ["once if $a && true", "always"]),
        (3, ["$a && ($a || false)"]),
        (3, ["$a xor $b and true"]),
        (2, ["agree($a && true)"]),
        (1, ["1 + 2 * 3 < 7"]),
        (2, ["$a", "$b"]),
        (4, ["once if $a", "$b or $a"]),
    ],
)
def test_scores(expected: int, when: list[str]) -> None:
    """1 for once, 1 for an expression, 1 for each and, or, xor wherever it stands; not is not counted."""
    assert expected == score(*when)


@pytest.mark.parametrize(
    ("expected", "script"),
    [
        (["a:1:8 YS0011", "a:5:8 YS0011"], node("Hi #line:a") + node("Ho #line:b")),
        (["a:7:8 YS0031"], member("always", title="Start") + node("Ho #line:b")),
        (["a:2:8 YS0032", "a:8:8 YS0032"], "\n" + member("$a") + member("$b").replace("_s", "_t") + BOOLS),
        (["a:1:8 KD0002"], "title: A\nsubtitle: s\nwhen: always\n---\n===\n"),
        (["a:1:8 YS0033"], "title: A\n---\n// nothing\n===\n"),
        (["a:3:1 YS0012"], node("<<jump Nowhere>>")),
        (["a:4:1 YS0012"], node("<<if true>>\n<<detour Nowhere>>\n<<endif>>")),
        (["a:3:1 YS0012"], node('<<detour Empty>>\n<<jump {"Nowhere"}>>') + "title: Empty\n---\n===\n"),
        ([], node("<<detour Start>>\n<<jump Talk>>") + member("always")),
        (["a:3:1 YS0012"], node("<<jump late>>") + member("always", subtitle="late")),
    ],
)
def test_names(expected: list[str], script: str) -> None:
    assert expected == [found for found in codes(script) if found != "a:6:8 YS0033"]


def test_nodes_of_all_files_know_each_other() -> None:
    files = node("<<jump Later>>"), node("Hi #line:a", title="Later")
    assert ["Start", "Later"] == list(program(*files).nodes)
    assert ["a:1:8 YS0011", "b:1:8 YS0011"] == codes(node("Hi #line:a"), node("Ho #line:b"))


def test_an_empty_node_is_left_out() -> None:
    assert ["Start"] == list(program(node("Hi #line:a") + "title: Empty\n---\n===\n").nodes)


def test_a_node_without_a_title_is_still_read() -> None:
    assert ["a:1:1 YS0051", "a:3:4 YS0005"] == codes("note: x\n---\nHi # there\n===\n")
    assert compiled("note: x\n---\nHi\n===\n").program is None
