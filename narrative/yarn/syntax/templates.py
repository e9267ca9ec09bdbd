"""Parses running text: its escapes, and the expressions in `{ }` that stand in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from narrative.yarn.diagnostics import LineError
from narrative.yarn.syntax.expressions import Reader
from narrative.yarn.syntax.lexer import tokenize
from narrative.yarn.syntax.tokens import SourceLine
from narrative.yarn.syntax.tree import Expression, Literal, Template

_PLAIN = re.compile(r"[^\\{<#/]+")
_LOOKALIKE = re.compile(r"\\\{([0-9]+)\\?\}")
_ESCAPES: Final = frozenset(r"\<>{}#/[]:")
_LEFT_TO_MARKUP: Final = frozenset("[]:")  # these stay escaped in the string table


def template(line: SourceLine, start: int) -> tuple[Template, int]:
    """Read dialogue up to a `<<`, a hashtag or a comment, and return it with the position of its end."""
    parts: list[str] = []
    expressions: list[Expression] = []
    lookalikes: dict[int, Literal] = {}  # by their position among the parts
    text, position = line.text, start
    while position < len(text):
        if plain := _PLAIN.match(text, position):
            parts.append(plain.group())
            position = plain.end()
        elif lookalike := _LOOKALIKE.match(text, position):
            parts.append(f"{{{lookalike[1]}}}")
            lookalikes[len(parts) - 1] = Literal(parts[-1], line.place(position, lookalike.end()))
            position = lookalike.end()
        elif text[position] == "\\":
            parts.append(_escape(line, position))
            position += 2
        elif text[position] == "{":
            parts.append(f"{{{len(expressions)}}}")
            expression, position = interpolation(line, position)
            expressions.append(expression)
        elif text[position] == "#" or text.startswith(("<<", "//"), position):
            break
        else:  # a single `<` or `/`
            parts.append(text[position])
            position += 1
    if expressions:
        _guard(lookalikes, parts, expressions)
    return Template("".join(parts).strip(), tuple(expressions)), position


def _guard(lookalikes: Mapping[int, Literal], parts: list[str], expressions: list[Expression]) -> None:
    r"""Make each `\{0\}` beside real expressions one that says "{0}", lest a value be put in its place.

    Upstream does put one in. Nothing can be put into what is itself put in.
    """
    for position, literal in lookalikes.items():
        parts[position] = f"{{{len(expressions)}}}"
        expressions.append(literal)


def command_template(line: SourceLine, start: int) -> tuple[Template, int]:
    """Read a host command's text up to its `>>`, and return it with the position after that."""
    parts: list[str] = []
    expressions: list[Expression] = []
    text, position = line.text, start
    while not text.startswith(">>", position):
        if position >= len(text):
            raise LineError(
                "YS0006",
                "This `<<` is not closed on its line. Close it with `>>`.",
                line.place(start - 2, start),
            )
        if text[position] == ">":
            raise LineError(
                "YS0005",
                "A command cannot hold a single `>`, even in quotes. Take it out.",
                line.place(position),
            )
        if text[position] == "{":
            parts.append(f"{{{len(expressions)}}}")
            expression, position = interpolation(line, position)
            expressions.append(expression)
        else:
            parts.append(text[position])
            position += 1
    return Template("".join(parts).strip(), tuple(expressions)), position + 2


def interpolation(line: SourceLine, start: int) -> tuple[Expression, int]:
    """Read `{expression}`."""
    tokens, position = tokenize(line, start + 1, "}")
    reader = Reader(tokens)
    expression = reader.expression()
    reader.expect_end("`}` to close the `{`")
    return expression, position


def _escape(line: SourceLine, position: int) -> str:
    escaped = line.text[position + 1 : position + 2]
    if not escaped or escaped not in _ESCAPES:
        written = rf"`\{escaped}`" if escaped else r"A `\` at the line's end"
        raise LineError(
            "YS0005",
            rf"{written} is not an escape. Only \ < > {{ }} # / [ ] and : may follow a `\`; "
            r"for a plain backslash write `\\`.",
            line.place(position, position + 2),
        )
    return "\\" + escaped if escaped in _LEFT_TO_MARKUP else escaped
