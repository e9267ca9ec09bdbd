"""Parses expressions by precedence climbing, and hands out the tokens of a command one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from narrative.yarn.diagnostics import LineError, Place
from narrative.yarn.syntax.tokens import Token, TokenKind
from narrative.yarn.syntax.tree import (
    Binary,
    Call,
    EnumCase,
    Expression,
    Literal,
    Parenthesised,
    Unary,
    Variable,
)

DEEPEST: Final = 40  # nested parentheses, calls and signs in one expression

# How tightly each spelling of an operator binds, and what it is called in the program.
# The logical ones all stand on one level and go left to right.
_BINARY: Final[Mapping[str, tuple[int, str]]] = {
    **dict.fromkeys(("and", "&&"), (1, "and")),
    **dict.fromkeys(("or", "||"), (1, "or")),
    **dict.fromkeys(("xor", "^"), (1, "xor")),
    **dict.fromkeys(("==", "is", "eq"), (2, "==")),
    **dict.fromkeys(("!=", "neq"), (2, "!=")),
    **dict.fromkeys(("<", "lt"), (3, "<")),
    **dict.fromkeys(("<=", "lte"), (3, "<=")),
    **dict.fromkeys((">", "gt"), (3, ">")),
    **dict.fromkeys((">=", "gte"), (3, ">=")),
    "+": (4, "+"),
    "-": (4, "-"),
    "*": (5, "*"),
    "/": (5, "/"),
    "%": (5, "%"),
}
_UNARY: Final[Mapping[str, str]] = {"-": "neg", "!": "not", "not": "not"}
_RESERVED: Final = frozenset({"true", "false", "null", "to", "as", *_BINARY, *_UNARY})
_ESCAPED = re.compile(r'\\(["\\])')


class Reader:
    """Reads a line's tokens from left to right. The last token is always END."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._position]

    def take(self) -> Token:
        token = self.next
        if token.kind is not TokenKind.END:
            self._position += 1
        return token

    def take_if(self, *texts: str) -> Token | None:
        """Take the next token if it is one of these words or symbols."""
        token = self.next
        if token.kind in (TokenKind.NAME, TokenKind.SYMBOL) and token.text in texts:
            return self.take()
        return None

    def expect(self, kind: TokenKind, wanted: str) -> Token:
        if self.next.kind is not kind:
            raise self.surprise(wanted)
        return self.take()

    def expect_end(self, wanted: str) -> None:
        if self.next.kind is not TokenKind.END:
            raise self.surprise("`==` to compare" if self.next.text == "=" else wanted)

    def surprise(self, wanted: str) -> LineError:
        found = f"`{self.next.text}`" if self.next.text else "the end of the line"
        return LineError("YS0005", f"Expected {wanted}, but found {found}.", self.next.place)

    def expression(self) -> Expression:
        return self._binary(1)

    def variable(self) -> Variable:
        token = self.expect(TokenKind.VARIABLE, "a variable such as `$name`")
        return Variable(token.text, token.place)

    def _binary(self, loosest: int) -> Expression:
        left = self._unary()
        while (found := self._operator(loosest)) is not None:
            level, operator, place = found
            right = self._binary(level + 1)
            left = Binary(operator, left, right, place)
        return left

    def _operator(self, loosest: int) -> tuple[int, str, Place] | None:
        token = self.next
        if token.kind not in (TokenKind.SYMBOL, TokenKind.NAME) or token.text not in _BINARY:
            return None
        level, operator = _BINARY[token.text]
        if level < loosest:
            return None
        self.take()
        return level, operator, token.place

    def _unary(self) -> Expression:
        sign = self.take_if(*_UNARY)
        if sign is None:
            return self._primary()
        self._deeper(sign.place)
        operand = self._unary()
        self._depth -= 1
        return Unary(_UNARY[sign.text], operand, sign.place)

    def _primary(self) -> Expression:
        token = self.next
        match token.kind:
            case TokenKind.NUMBER:
                return Literal(float(self.take().text), token.place)
            case TokenKind.STRING:
                # Upstream leaves `\"` and `\\` as they are written; here they mean what they mean elsewhere.
                return Literal(_ESCAPED.sub(r"\1", self.take().text[1:-1]), token.place)
            case TokenKind.VARIABLE:
                return self.variable()
            case TokenKind.NAME:
                return self._named()
            case _:
                return self._bracketed()

    def _bracketed(self) -> Expression:
        if opening := self.take_if("("):
            self._deeper(opening.place)
            inner = self.expression()
            if not self.take_if(")"):
                raise self.surprise("`)` to close the `(`")
            self._depth -= 1
            return Parenthesised(inner, opening.place)
        if dot := self.take_if("."):
            number = " (a number begins with a digit: `0.5`)" if self.next.kind is TokenKind.NUMBER else ""
            case = self.expect(TokenKind.NAME, f"the name of an enum's case after `.`{number}")
            return EnumCase("", case.text, dot.place)
        raise self.surprise('a value: a number, a "text", `true`, `false`, a `$variable` or a function')

    def _named(self) -> Expression:
        name = self.take()
        if name.text in ("true", "false"):
            return Literal(name.text == "true", name.place)
        if name.text == "null":
            raise LineError("YS0005", "There is no `null` in Yarn. Every variable has a value.", name.place)
        if name.text in _RESERVED:
            raise LineError("YS0005", f"Expected a value before `{name.text}`.", name.place)
        if self.take_if("("):
            return self._call(name)
        if self.take_if("."):
            case = self.expect(TokenKind.NAME, f"the name of a case of `{name.text}` after `.`")
            return EnumCase(name.text, case.text, name.place)
        raise LineError(
            "YS0005",
            f"`{name.text}` alone is no value. A variable begins with `$`, a text stands in double quotes, "
            "a function is followed by `(`.",
            name.place,
        )

    def _call(self, name: Token) -> Call:
        self._deeper(name.place)
        arguments: list[Expression] = []
        while not self.take_if(")"):
            if arguments and not self.take_if(","):
                raise self.surprise(f"`,` or `)` in the call of `{name.text}`")
            arguments.append(self.expression())
        self._depth -= 1
        return Call(name.text, tuple(arguments), name.place)

    def _deeper(self, place: Place) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise LineError(
                "KD0001", "This expression is nested too deeply. Split it with a smart variable.", place
            )
