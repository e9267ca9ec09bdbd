"""Types are checked everywhere, and one variable or value has one type."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.compile.compiling import message, wrong

DECLARED = """<<declare $n = 1>>
<<declare $s = "a">>
<<declare $b = true>>
<<enum Size>><<case Small>><<case Large>><<endenum>>
<<enum Act>><<case Go = "go">><<case Stay = "stay">><<endenum>>
<<declare $size = Size.Small>>
<<declare $act = Act.Go>>
"""
AFTER = 10  # the line after these declarations


def errors(statement: str) -> list[str]:
    return [found.removeprefix(f"{AFTER} ") for found in wrong(DECLARED + statement)]


@pytest.mark.parametrize(
    "value",
    [
        "1 + $n",
        '"a" + $s',
        "$n - 1 * 2 / 3 % 4",
        "-$n",
        "not $b and $b or true xor false",
        "$n < 1 == ($n >= 2)",
        '$s == "a"',
        "$b != false",
        "$act == Act.Stay",
        "$act == .Stay",
        ".Stay == $act",
        "$size != .Large",
        '"Wife_" + string($act)',
        "double($n)",
        "shout($act)",
        "double(Size.Large)",
        "double(.Large)",
        'largest("a", 1)',
        'largest("a", 1, $n, 3)',
        "string(1) + string(true) + string(.Go)",
        "1 + anything()",
        "$b == agree(anything())",
        'string($act) == "go"',
        "(((1)))",
    ],
)
def test_what_fits(value: str) -> None:
    assert [] == errors(f"<<call string({value})>>")


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("YS0050", "true + false"),
        ("YS0050", '1 + "a"'),
        ("YS0050", '"a" - "b"'),
        ("YS0050", "-true"),
        ("YS0050", "not 1"),
        ("YS0050", "1 and true"),
        ("YS0050", '"a" < "b"'),
        ("YS0050", "true > false"),
        ("YS0050", '1 == "1"'),
        ("YS0050", "$b == 1"),
        ("YS0050", '$act == "go"'),
        ("YS0050", "$size == 0"),
        ("YS0050", "$act == Size.Small"),
        ("YS0050", "$act == $size"),
        ("YS0050", '"Wife_" + $act'),
        ("YS0050", "$act + $act"),
        ("YS0050", "$size + 1"),
        ("YS0050", "shout(1)"),
        ("YS0050", "shout(Size.Small)"),
        ("YS0050", "double(Act.Go)"),
        ("YS0050", "agree(1)"),
        ("YS0050", 'shout("a") == Act.Go'),
        ("YS0050", 'largest("a", "b")'),
        ("YS0050", 'largest("a", 1, "b")'),
        ("YS0050", "Colour.Red"),
        ("YS0050", ".Nowhere"),
        ("YS0050", "1 == .Go"),
        ("YS0038", "Act.Jump"),
        ("YS0038", "$act == .Jump"),
        ("YS0014", "double()"),
        ("YS0014", "double(1, 2)"),
        ("YS0014", 'largest("a")'),
        ("YS0014", "anything(1)"),
        ("YS0013", "nowhere(1)"),
    ],
)
def test_what_does_not_fit(expected: str, value: str) -> None:
    assert expected in errors(f"<<call string({value})>>")


@pytest.mark.parametrize(
    ("expected", "statement"),
    [
        ([], "<<if $b>>\nA\n<<elseif $n > 1>>\nB\n<<endif>>"),
        (["YS0050"], "<<if $n>>\nA\n<<endif>>"),
        (["11 YS0050"], "<<if $b>>\n<<elseif $s>>\n<<endif>>"),
        (["YS0050"], "A <<if $n>>"),
        (["YS0050"], "-> A <<if $s>>"),
        (["YS0050"], "=> A <<once if $act>>"),
        (["YS0050"], "<<once if 1>>\nA\n<<endonce>>"),
        ([], "<<set $n = 2>>\n<<set $n += $n>>\n<<set $s += $s>>"),
        (["YS0050"], '<<set $n = "a">>'),
        (["YS0050"], '<<set $n += "a">>'),
        (["YS0050"], "<<set $b += true>>"),
        (["YS0050"], "<<set $act = Size.Large>>"),
        (["YS0050"], '<<set $act = "go">>'),
        ([], "<<set $act = .Stay>>\n<<set $size = Size.Large>>"),
        ([], "<<set $n = Size.Large>>\n<<set $s = Act.Go>>"),
        (["YS0050"], "<<set $n = Act.Go>>"),
        ([], "<<jump {$s}>>"),
        ([], "<<detour {$act}>>"),
        (["YS0050"], "<<jump {$n}>>"),
        (["YS0050"], "<<detour {$size}>>"),
        ([], "{$n} {$s} {$b} {$act} {.Large}"),
        (["YS0050"], "{1 + true}"),
        (["YS0050"], "<<wait {1 + true}>>"),
        (["YS0050"], '<<call agree("a")>>'),
    ],
)
def test_statements(expected: list[str], statement: str) -> None:
    """Conditions are bools, what is set fits its variable, and where to go is a string."""
    assert expected == errors(statement)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("<<if $n>>\nA\n<<endif>>", "A condition must be a bool, not number."),
        ('<<set $n = "a">>', "A string cannot be put into `$n`, a number."),
        ('<<call string($act == "go")>>', "`==` needs two values of one type, but here are Act and string."),
        (
            "<<call string($act + $act)>>",
            "`+` adds two numbers or two strings, not Act. Write `string(…)` around the Act.",
        ),
        ("<<call double(true)>>", "`double` wants a number here, not a bool."),
        ("<<call double()>>", "`double` takes 1 argument, but here are 0."),
        ('<<call largest("a")>>', "`largest` takes at least 2 arguments, but here is 1."),
        ("<<call nowhere()>>", "There is no function `nowhere`. Mend its name."),
        ("<<jump {$n}>>", "The name of a node to go to must be a string, not number."),
        ("<<set $act = .Jump>>", "The enum `Act` has no case `Jump`. It has `Go`, `Stay`."),
        (
            "<<set $n = .Nowhere>>",
            "No enum has a case `Nowhere`. Check the spelling, or add the case to its enum.",
        ),
        ("<<set $n = -$b>>", "`-` needs a number, but here stands a bool."),
    ],
)
def test_messages(statement: str, expected: str) -> None:
    assert expected == message(DECLARED + statement)


def test_a_when_header_is_checked_too() -> None:
    from tests.narrative.yarn.compile.compiling import codes

    assert ["a:2:7 YS0050"] == codes("title: A\nwhen: 1\nsubtitle: s\n---\nHi\n===\n")
    assert ["a:2:9 YS0050"] == codes("title: A\nwhen: 1 and true\nsubtitle: s\n---\nHi\n===\n")
