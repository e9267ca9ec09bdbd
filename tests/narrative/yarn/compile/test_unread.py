"""What only follows from a mistake that is told already is not told."""

from __future__ import annotations

import pytest

from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tokens import SourceLine
from tests.narrative.yarn.compile.compiling import codes, node

ENUM = "<<enum Act>>\n<<case Go>>\n<<case Stay>>\n<<endenum>>\n"


def unread(*lines: str) -> Unread:
    """Return what is known of a file whose lines were all unreadable, but for the first."""
    report = Report()
    for number in range(2, len(lines) + 2):
        report.error("YS0005", "Expected.", SourceLine("a.yarn", number, "").place(0))
    return Unread({"a.yarn": "\n".join(("<<set $read = 1>>", *lines))}, report.diagnostics())


def test_the_words_of_unread_lines_are_known_alone_and_in_pairs() -> None:
    found = unread("<<declare $a = >>", "title: Kitchen door")
    assert found.has("$a")
    assert found.has("declare", "$a")
    assert found.has("title", "Kitchen")
    assert not found.has("title", "door")
    assert not found.has("$read")
    assert not found.has("a")


def test_words_on_two_lines_are_no_pair() -> None:
    assert not unread("<<declare", "$a = >>").has("declare", "$a")


def test_a_line_id_is_known_by_its_beginning() -> None:
    found = unread("Hi { #line:c1-0010")
    assert found.has_line("line:c1-0010")
    assert not found.has_line("line:c2-0010")


def test_a_pictograph_is_a_word() -> None:
    assert unread("<<declare $😀 = >>").has("declare", "$😀")


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["a:3:15 YS0005"], "<<declare $x =>>\n<<set $x = 1>>"),
        (["a:3:15 YS0005"], "<<declare $x =>>\n{$x}"),
        (["a:3:9 YS0005"], "<<set $x>>\n{$x}"),
        (["a:3:8 YS0005"], "<<enum>>\n<<case A>>\n<<endenum>>".replace("<<enum>>", "<<enum >>")),
        (["a:3:8 YS0005"], "<<enum Act.>>\n<<case A>>\n<<endenum>>".replace("Act.", "1Act")),
        (["a:4:8 YS0005"], "<<enum Act>>\n<<case 1>>\n<<endenum>>\n<<declare $a = Act.Go>>\n{$a}"),
        (["a:4:8 YS0005"], "<<enum Act>>\n<<case 1>>\n<<case Go = 1>>\n<<endenum>>"),
        (["a:5:13 YS0005"], "<<enum Act>>\n<<case Go>>\n<<case Stay 1>>\n<<endenum>>\n{string(Act.Stay)}"),
        (["a:5:13 YS0005"], "<<enum Act>>\n<<case Go>>\n<<case Stay 1>>\n<<endenum>>\n{string(.Stay)}"),
        (["a:3:11 YS0005"], "<<enum Act 1>>\n<<case Go>>\n<<endenum>>\n{string(Act.Go)}"),
        (["a:3:12 YS0005"], "<<enum Act 1>>\n<<case Go>>\n<<endenum>>\n<<declare $a = 1 as Act>>\n{$a}"),
        (["a:3:4 YS0005"], "Oh { #line:oh\nOh #shadow:oh"),
        (["a:3:6 YS0006"], "<<if $x\nHi\n<<elseif $y>>\nHo\n<<else>>\nHe\n<<endif>>"),
        (["a:5:8 YS0005"], "<<if true>>\nHi\n<<else if false>>\nHo\n<<else>>\nHe\n<<endif>>"),
        (["a:5:9 YS0005"], "<<if true>>\nHi\n<<endif 1>>"),
        (["a:5:11 YS0005"], "<<once>>\nHi #line:hi\n<<endonce 1>>"),
        (["a:3:5 YS0005"], "Hi {"),
    ],
)
def test_one_mistake_is_told_once(expected: list[str], body: str) -> None:
    found = [one for one in codes(node(body)) if "YS0003" not in one or "$x" not in body]
    assert [one.split()[1] for one in expected] == [one.split()[1] for one in found]
    assert expected[0].rsplit(":", 1)[0] == found[0].rsplit(":", 1)[0]


def test_a_node_is_known_although_its_body_cannot_be_read() -> None:
    assert ["a:7:5 YS0005"] == codes(node("<<jump B>>") + node("Hi {", title="B"))
    assert ["a:5:8 YS0004"] == codes(node("<<jump B>>") + "title: B\n")


def test_a_node_is_known_although_its_title_cannot_be_read() -> None:
    assert ["a:5:1 YS0005"] == codes(node("<<jump B>>") + "title B\n---\nHi\n===\n")


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        (["a:3:14 YS0050"], '<<set $x = 1 + true + "a">>'),
        (["a:3:12 YS0050", "a:5:12 YS0050"], "<<set $x = .Go>>\n{$x}\n<<set $y = .Go>>\n{$x == $y}"),
        (["a:3:12 YS0050"], "<<set $x = Act.Go>>\n{$x}\n<<set $x = 2>>"),
        (["a:3:12 YS0013"], "<<set $x = nowhere(1)>>\n{$x}\n{$x + 1}\n<<if $x>>\nHi\n<<endif>>"),
        (["a:3:3 YS0050"], "{-true + 1}"),
        (["a:3:19 YS0053"], '<<declare $x = "a" as number>>\n{$x + 1}'.replace('"a" as', '"a" as')),
    ],
)
def test_a_wrong_type_is_told_once(expected: list[str], body: str) -> None:
    found = [one for one in codes(node(body)) if "YS0003" not in one]
    assert [one.split()[1] for one in expected] == [one.split()[1] for one in found]


def test_an_ambiguous_case_leaves_no_type_unknown() -> None:
    two = ENUM + ENUM.replace("Act", "Deed")
    assert ["a:11:12 YS0028"] == codes(node(two + "<<set $x = .Go>>\n{$x}\n<<set $y = $x>>\n{string($y)}"))


def test_a_bad_file_hides_nothing_of_another() -> None:
    broken = "stray\ntitle: A\n---\n<<if\n{\n"
    good = node("<<jump Nowhere>>\n{1 + true}\n<<set $z = 1>>", title="B")
    own = codes(good, requires_declarations=True)
    assert 4 == len(own)
    both = codes(broken, good, requires_declarations=True)
    assert [found.replace("a:", "b:", 1) for found in own] == [found for found in both if found[0] == "b"]


def test_a_bad_node_hides_nothing_of_the_next() -> None:
    broken = "title: A\n---\n<<if true>>\n-> {\n    <<endonce>>\n===\n"
    found = codes(broken + node("<<jump Nowhere>>\n{1 + true}", title="B"))
    assert ["a:9:1 YS0012", "a:10:1 YS0008", "a:10:4 YS0050"] == [
        one for one in found if int(one.split(":")[1]) > 6
    ]
