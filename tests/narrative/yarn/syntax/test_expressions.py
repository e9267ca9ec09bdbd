"""Expressions: values, calls, how tightly operators bind, and what is refused."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import message, outline, problems


def parsed(expression: str) -> str:
    return outline(f"<<set $_ = {expression}>>").removeprefix("set $_ = ").strip()


@pytest.mark.parametrize(
    ("expected", "expression"),
    [
        ("1", "1"),
        ("1.5", "1.5"),
        ("true", "true"),
        ('"a b"', '"a b"'),
        ('""', '""'),
        ('"she said "no" \\"', r'"she said \"no\" \\"'),
        ('"{0} >> }"', '"{0} >> }"'),
        ("$x", "$x"),
        ("$été", "$été"),
        ("$🦊1", "$🦊1"),
        ("f()", "f()"),
        ("f()", "f ( )"),
        ("f(1, $x, g(2))", "f(1,$x, g(2))"),
        ("Mood.Calm", "Mood.Calm"),
        (".Calm", ".Calm"),
        ("(1)", "(1)"),
    ],
)
def test_values(expected: str, expression: str) -> None:
    assert expected == parsed(expression)


@pytest.mark.parametrize(
    ("expected", "expression"),
    [
        ("[1 + [2 * 3]]", "1 + 2 * 3"),
        ("[([1 + 2]) * 3]", "(1 + 2) * 3"),
        ("[[1 - 2] - 3]", "1 - 2 - 3"),
        ("[[8 / 4] % 3]", "8 / 4 % 3"),
        ("[[neg 1] - [neg 1]]", "-1--1"),
        ("[1 - 1]", "1-1"),
        ("[neg [neg $x]]", "--$x"),
        ("[not [not $a]]", "not !$a"),
        ("[[not $a] and $b]", "not $a and $b"),
        ("[[neg $x] * 2]", "-$x * 2"),
        ("[[1 + 1] < [2 * 2]]", "1 + 1 < 2 * 2"),
        ("[[1 < 2] == [3 > 2]]", "1 < 2 == 3 > 2"),
        ("[[$x == 1] and [$y != 2]]", "$x == 1 and $y != 2"),
        ("[$a == [not true]]", "$a is not true"),
        ("[[[[1 + [2 * 3]] == 7] and true] or false]", "1 + 2 * 3 == 7 and true or false"),
    ],
)
def test_precedence(expected: str, expression: str) -> None:
    assert expected == parsed(expression)


def test_the_logical_operators_are_on_one_level_and_go_left_to_right() -> None:
    """So `true or false and false` is false, unlike in most languages."""
    assert "[[true or false] and false]" == parsed("true or false and false")
    assert "[[[$a and $b] xor $c] or $d]" == parsed("$a and $b xor $c or $d")


@pytest.mark.parametrize(
    ("operator", "spellings"),
    [
        ("and", ["and", "&&"]),
        ("or", ["or", "||"]),
        ("xor", ["xor", "^"]),
        ("==", ["==", "is", "eq"]),
        ("!=", ["!=", "neq"]),
        ("<", ["<", "lt"]),
        ("<=", ["<=", "lte"]),
        (">", [">", "gt"]),
        (">=", [">=", "gte"]),
    ],
)
def test_spellings(operator: str, spellings: list[str]) -> None:
    """Words and signs mean the same, with and without spaces round the signs."""
    for spelling in spellings:
        assert f"[$a {operator} $b]" == parsed(f"$a {spelling} $b")
        if not spelling.isalpha():
            assert f"[$a {operator} $b]" == parsed(f"$a{spelling}$b")


@pytest.mark.parametrize(
    ("where", "expression"),
    [
        (12, "'text'"),
        (13, ".5"),
        (13, "5."),
        (12, "null"),
        (12, "word"),
        (12, "and 1"),
        (13, "1 2"),
        (12, "@"),
        (12, "$"),
        (12, "$1st"),
        (12, '"open'),
        (14, "f(1"),
        (14, "f(,"),
        (14, "(1"),
        (14, "1 +"),
        (14, "E."),
        (13, "."),
        (12, ")"),
        (12, "{1}"),
        (12, "="),
        (12, "not"),
    ],
)
def test_what_is_no_expression(where: int, expression: str) -> None:
    """Every mistake is one YS0005 on its line, not before the expression begins."""
    (found,) = problems(f"<<set $x = {expression} >>")
    place, code = found.split()
    line, column = map(int, place.split(":"))
    assert ("YS0005", 3) == (code, line)
    assert where <= column


def test_an_operand_after_the_end_is_named_in_the_message() -> None:
    assert "Expected an operator or `>>` after the value, but found `2`." == message("<<set $x = 1 2>>")


@pytest.mark.parametrize(
    ("expression", "hint"),
    [
        ("'a'", "double quotes"),
        ("null", "no `null`"),
        ("word", "begins with `$`"),
        ('"open', "not closed"),
        ("f(1", "in the call of `f`"),
        ("(1", "to close the `(`"),
        ("", "a value"),
        ("or 1", "before `or`"),
        ("Mood.", "a case of `Mood`"),
    ],
)
def test_messages_say_how_to_mend_it(expression: str, hint: str) -> None:
    assert hint in message(f"<<set $x = {expression} >>")


def test_the_longest_and_the_deepest_expression_are_bounded() -> None:
    """What would break the interpreter's own stack is a finding like any other."""
    assert [] == problems(f"<<set $x = {'1 + ' * 100}1>>")
    assert ["KD0001"] == [found.split()[1] for found in problems(f"<<set $x = {'1 + ' * 500}1>>")]
    assert [] == problems(f"<<set $x = {'(' * 30}1{')' * 30}>>")
    for opening in ("(", "not ", "-", "f("):
        found = problems(f"<<set $x = {opening * 100}1>>")
        assert ["KD0001"] == [finding.split()[1] for finding in found]
