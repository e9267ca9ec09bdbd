"""Cuts the expression that stands between `{ }`, between `<< >>` or after `when:` into tokens."""

from __future__ import annotations

import re

from narrative.yarn.diagnostics import LineError
from narrative.yarn.syntax.tokens import IDENTIFIER, SourceLine, Token, TokenKind

LONGEST = 256  # tokens in one expression: keeps every later walk over its tree within Python's stack

_TOKEN = re.compile(
    rf"""
    (?P<NUMBER>[0-9]+(?:\.[0-9]+)?)
  | (?P<STRING>"(?:[^"\\]|\\.)*")
  | (?P<VARIABLE>\${IDENTIFIER})
  | (?P<NAME>{IDENTIFIER})
  | (?P<SYMBOL>[-+*/%=!<>]=|&&|\|\||[-+*/%=!<>^(),.{{}}])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")


def tokenize(line: SourceLine, start: int, closer: str) -> tuple[list[Token], int]:
    """Return the tokens from `start` to the `closer` and an END token, and the position after the closer.

    An empty closer stands for the end of the line.
    """
    tokens: list[Token] = []
    position = after_space(line.text, start)
    while not _ended(line.text, position, closer):
        token = _token_at(line, position, closer)
        tokens.append(token)
        if len(tokens) > LONGEST:
            raise LineError(
                "KD0001", "This expression is too long. Split it with a smart variable.", token.place
            )
        position = after_space(line.text, position + len(token.text))
    tokens.append(Token(TokenKind.END, closer, line.place(position, position + len(closer))))
    return tokens, position + len(closer)


def _ended(text: str, position: int, closer: str) -> bool:
    return text.startswith(closer, position) if closer else position >= len(text)


def _token_at(line: SourceLine, position: int, closer: str) -> Token:
    if line.text.startswith("<<", position):
        raise LineError(
            "YS0006",
            "A `<<` stands here before the last one is closed. Close that with `>>`.",
            line.place(position, position + 2),
        )
    found = _TOKEN.match(line.text, position)
    if found is None:
        raise _unknown(line, position, closer)
    kind = TokenKind[found.lastgroup or "END"]
    return Token(kind, found.group(), line.place(position, found.end()))


def _unknown(line: SourceLine, position: int, closer: str) -> LineError:
    place = line.place(position)
    if position >= len(line.text):
        if closer == ">>":
            return LineError("YS0006", "The line ends before the `<<` is closed. Close it with `>>`.", place)
        return LineError(
            "YS0005",
            "The line ends before the `{` is closed. Close it with `}`, or write `\\{` for a plain one.",
            place,
        )
    character = line.text[position]
    if character == '"':
        return LineError("YS0005", 'This text is opened by `"` but not closed. Add `"` at its end.', place)
    if character == "'":
        return LineError(
            "YS0005", "A text in an expression stands in double quotes, not in single ones.", place
        )
    if character == "$":
        return LineError("YS0005", "After `$` a variable's name is expected: a letter or `_` first.", place)
    return LineError("YS0005", f"`{character}` has no meaning in an expression. Take it out.", place)


def after_space(text: str, position: int) -> int:
    """Return the position of the next character that is no space."""
    found = _SPACE.match(text, position)
    return found.end() if found else position
