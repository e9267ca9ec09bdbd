"""Tokens: how an expression is cut up, and where it ends."""

from __future__ import annotations

import pytest

from narrative.yarn.diagnostics import LineError, Place
from narrative.yarn.syntax.lexer import LONGEST, after_space, tokenize
from narrative.yarn.syntax.tokens import SourceLine, Token, TokenKind


def line(text: str) -> SourceLine:
    return SourceLine("a.yarn", 7, text)


def texts(expression: str, closer: str = "}") -> list[str]:
    tokens, _ = tokenize(line(expression + closer), 0, closer)
    return [token.text for token in tokens[:-1]]


def kinds(expression: str) -> list[str]:
    tokens, _ = tokenize(line(expression), 0, "")
    return [token.kind.name for token in tokens]


@pytest.mark.parametrize(
    ("expected", "expression"),
    [
        ([], ""),
        (["1"], " 1 "),
        (["1.5", "+", "$x"], "1.5+$x"),
        (["1", ".", "x"], "1.x"),
        (["5", "."], "5."),
        (["-", "1", "-", "-", "1"], "-1--1"),
        (["$a", "<=", "$b", "<", "$c"], "$a<=$b<$c"),
        (["$a", "=", "=", "="], "$a = = ="),
        (["$a", "==", "="], "$a==="),
        (["!", "$a", "!=", "!", "$b"], "!$a!=!$b"),
        (["$a", "&&", "$b", "||", "$c", "^", "$d"], "$a&&$b||$c^$d"),
        (["$x", "+=", "1", "%", "2"], "$x+=1%2"),
        (["f", "(", "1", ",", "E", ".", "A", ")"], "f(1,E.A)"),
        (['"a } b"'], '"a } b"'),
        ([r'"a \" b"', "+", '""'], r'"a \" b"+""'),
        (["and_more", "android", "$and"], "and_more android $and"),
        (["été", "🦊", "$_1"], "été 🦊 $_1"),
        (["a", "b"], "a\tb"),
    ],
)
def test_tokens(expected: list[str], expression: str) -> None:
    assert expected == texts(expression)


def test_kinds() -> None:
    assert ["NUMBER", "STRING", "VARIABLE", "NAME", "SYMBOL", "END"] == kinds('1 "a" $x name +')


def test_each_token_knows_its_place() -> None:
    tokens, end = tokenize(line("Hi { $x +1}!"), 4, "}")
    assert [
        Token(TokenKind.VARIABLE, "$x", Place("a.yarn", 7, 6, 2)),
        Token(TokenKind.SYMBOL, "+", Place("a.yarn", 7, 9, 1)),
        Token(TokenKind.NUMBER, "1", Place("a.yarn", 7, 10, 1)),
        Token(TokenKind.END, "}", Place("a.yarn", 7, 11, 1)),
    ] == tokens
    assert 11 == end


@pytest.mark.parametrize(
    ("expected", "text", "closer"),
    [
        (2, "1}2}", "}"),
        (5, '"}" }', "}"),
        (3, "1>>2>>", ">>"),
        (5, "1 > 2", ""),
        (8, '">>" 1>>', ">>"),
        (3, "1 }", "}"),
    ],
)
def test_where_an_expression_ends(expected: int, text: str, closer: str) -> None:
    """At its closer, but not at one within a text; with no closer, at the line's end."""
    _, end = tokenize(line(text), 0, closer)
    assert expected == end


@pytest.mark.parametrize(
    ("code", "column", "text", "closer"),
    [
        ("YS0005", 2, "1", "}"),
        ("YS0006", 2, "1", ">>"),
        ("YS0005", 1, '"open', "}"),
        ("YS0005", 3, "1 'a'", ""),
        ("YS0005", 1, "$", ""),
        ("YS0005", 1, "$1", ""),
        ("YS0005", 1, "§", ""),
        ("YS0005", 1, "\\", ""),
        ("YS0005", 1, "“a”", ""),
        ("YS0005", 1, "#", ""),
    ],
)
def test_what_is_no_token(code: str, column: int, text: str, closer: str) -> None:
    with pytest.raises(LineError) as raised:
        tokenize(line(text), 0, closer)
    assert (code, Place("a.yarn", 7, column)) == (raised.value.code, raised.value.place)


def test_the_number_of_tokens_is_bounded() -> None:
    tokens, _ = tokenize(line("- " * LONGEST), 0, "")
    assert LONGEST + 1 == len(tokens)
    with pytest.raises(LineError, match="too long"):
        tokenize(line("- " * (LONGEST + 1)), 0, "")


@pytest.mark.parametrize(
    ("expected", "text", "start"), [(2, "  a", 0), (2, "a b", 1), (2, "a b", 2), (3, "abc", 3)]
)
def test_after_space(expected: int, text: str, start: int) -> None:
    assert expected == after_space(text, start)


@pytest.mark.parametrize(("length", "start", "end"), [(1, 3, None), (2, 3, 5), (1, 3, 3), (3, 3, 9)])
def test_a_place_is_never_empty_and_ends_with_its_line(length: int, start: int, end: int | None) -> None:
    assert Place("a.yarn", 7, 4, length) == line("a text").place(start, end)
