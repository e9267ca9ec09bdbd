"""What stands in chevrons: the language's own words and the host's commands."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import layout, message, outline, problems


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("<<wait 2>>", "<<wait 2>>"),
        ("<<wait 2>>", "<<  wait 2  >>"),
        ('<<show "a b.png" 50% x=1>>', '<<show "a b.png" 50% x=1>>'),
        ("<<say http://x #general>>", "<<say http://x #general>>"),
        ("<<say {0} and {1} ({0}=$x {1}=[1 + 1])>>", "<<say {$x} and {1+1}>>"),
        ("<<{0} ({0}=$x)>>", "<<{$x}>>"),
        ('<<{0} ({0}=">>")>>', '<<{">>"}>>'),
        (r"<<say \n>>", r"<<say \n>>"),
        ("<<settle>>", "<<settle>>"),
        ("<<iffy 1>>", "<<iffy 1>>"),
        ("<<stopwatch>>", "<<stopwatch>>"),
        ("<<stop now>>", "<<stop now>>"),
        ("<<onceover>>", "<<onceover>>"),
        ("<<returned>>", "<<returned>>"),
    ],
)
def test_host_commands(expected: str, written: str) -> None:
    """Whatever does not begin with a keyword goes to the host, with its expressions put in."""
    assert f"{expected}\n" == outline(written)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("set $x = 1", "<<set $x = 1>>"),
        ("set $x = 1", "<< set $x to 1 >>"),
        ("set $x = [$x + 1]", "<<set $x += 1>>"),
        ("set $x = [$x - [2 * 3]]", "<<set $x -= 2 * 3>>"),
        ("set $x = [$x * 2]", "<<set $x *= 2>>"),
        ("set $x = [$x / 2]", "<<set $x /= 2>>"),
        ("set $x = [$x % 2]", "<<set $x %= 2>>"),
        ("call f()", "<<call f()>>"),
        ("call f($x, .A)", "<<call f($x, .A)>>"),
        ("jump Kitchen", "<<jump Kitchen>>"),
        ("jump {[$a + $b]}", "<<jump {$a + $b}>>"),
        ('jump {"Talk.first"}', '<<jump {"Talk.first"}>>'),
        ("detour Kitchen", "<<detour Kitchen>>"),
        ("detour {$x}", "<<detour {$x} >>"),
        ("return", "<<return>>"),
        ("return", "<< return >>"),
        ("stop", "<<stop>>"),
        ("stop", "<<stop >>"),
        ("declare $x = 1 as ? /// ?", "<<declare $x = 1>>"),
        ("declare $x = 1 as number /// ?", "<<declare $x to 1 as number>>"),
        ("declare $m = Mood.Calm as Mood /// ?", "<<declare $m = Mood.Calm as Mood>>"),
        ("declare $🦊 = true as ? /// ?", "<<declare $🦊 = true>>"),
    ],
)
def test_the_languages_own_commands(expected: str, written: str) -> None:
    assert f"{expected}\n" == outline(written)


def test_documentation_stands_above_a_declaration_or_after_it() -> None:
    script = """
/// How far she believes him,
/// from 0 to 5.
<<declare $trust = 2>>
<<declare $lied = false>> /// He said the ferry was late.
// a plain comment
<<declare $other = 0>> // another
/// About a line, so it is dropped.
A line.
<<declare $last = 0>>
"""
    assert (
        "declare $trust = 2 as ? /// How far she believes him, from 0 to 5.\n"
        "declare $lied = false as ? /// He said the ferry was late.\n"
        "declare $other = 0 as ? /// ?\n"
        "A line.\n"
        "declare $last = 0 as ? /// ?\n"
    ) == outline(script)


def test_commands_may_share_a_line() -> None:
    assert "<<a>>\n<<b>>\nset $x = 1\n" == outline("<<a>> <<b>><<set $x = 1>> // done")


def test_dialogue_after_a_command_is_warned_of_and_said() -> None:
    assert ["3:11 YS0019"] == problems("<<wait 2>>Hello. #t")
    assert "<<wait 2>>\nHello. #t\n" == layout("<<wait 2>>Hello. #t")


@pytest.mark.parametrize("written", ["<<<wait 2>>", "<<wait 2>>>", "<<wait 2>>>>>"])
def test_a_chevron_too_many_is_warned_of_and_left_out(written: str) -> None:
    assert ["YS0064"] == [finding.split()[1] for finding in problems(written)]
    assert "<<wait 2>>\n" == layout(written)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("YS0006", "<<wait 2"),
        ("YS0006", "<<set $x = 1"),
        ("YS0006", "<<return"),
        ("YS0005", "<<>>"),
        ("YS0005", "<<say a > b>>"),
        ("YS0005", r"<<say a \> b>>"),
        ("YS0005", '<<ask "what > that" 3>>'),
        ("YS0005", "<<say {>>"),
        ("YS0005", "<<wait 2>> #tag"),
        ("YS0005", "<<set x = 1>>"),
        ("YS0005", "<<set $x 1>>"),
        ("YS0005", "<<set $x = >>"),
        ("YS0005", "<<set $x == 1>>"),
        ("YS0005", "<<declare $x>>"),
        ("YS0005", "<<declare $x = 1 as>>"),
        ("YS0005", "<<declare $x = 1 as $y>>"),
        ("YS0005", "<<call $x>>"),
        ("YS0005", "<<call f>>"),
        ("YS0005", "<<call 1 + f()>>"),
        ("YS0005", "<<jump A.B>>"),
        ("YS0005", "<<jump>>"),
        ("YS0005", '<<jump "A">>'),
        ("YS0005", "<<jump {$x>>"),
        ("YS0005", "<<jump {$x} y>>"),
        ("YS0005", "<<return 1>>"),
        ("YS0005", "<<local $x = 1>>"),
        ("YS0005", "<<enum>>"),
        ("YS0005", "<<enum A B>>"),
    ],
)
def test_what_is_refused(code: str, written: str) -> None:
    found = [finding.split()[1] for finding in problems(written)]
    assert code == found[0]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("<<wait 2", "Close it with `>>`"),
        ("<<>>", "Expected a command"),
        ("<<say a > b>>", "cannot hold a single `>`"),
        ("<<wait 2>> #tag", "Move them to a line"),
        ("<<set x = 1>>", "a variable such as `$name`, but found `x`"),
        ("<<set $x 1>>", "`=` or `to` after `$x`"),
        ("<<declare $x>>", "the initial value of `$x`"),
        ("<<jump A.B>>", 'a member of a group is written {"Title.Subtitle"}'),
        ("<<call $x>>", "<<call f($x)>>"),
        ("<<local $x = 1>>", "`local` is reserved"),
    ],
)
def test_messages_say_how_to_mend_it(written: str, hint: str) -> None:
    assert hint in message(written)
