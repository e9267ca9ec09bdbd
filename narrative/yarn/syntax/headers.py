"""Parses a node's headers: the lines `key: value` above its `---`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from narrative.yarn.diagnostics import LineError, Place, Report
from narrative.yarn.syntax.expressions import Reader
from narrative.yarn.syntax.lexer import tokenize
from narrative.yarn.syntax.tokens import IDENTIFIER, SourceLine
from narrative.yarn.syntax.tree import Condition

HEADER = re.compile(rf"[ \t]*({IDENTIFIER})[ \t]*:[ \t]*(.*)")
_IDENTIFIER = re.compile(IDENTIFIER)


@dataclass(slots=True)
class Headers:
    """A node's headers as they are read."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    when: list[Condition] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    place: Place | None = None


def read_headers(lines: Sequence[SourceLine], report: Report) -> Headers:
    """Read the header lines of one node; blank lines and comments among them say nothing."""
    headers = Headers()
    for line in lines:
        if not line.text.strip() or line.text.lstrip().startswith("//"):
            continue
        try:
            _read(line, headers, report)
        except LineError as error:
            report.line_error(error)
    return headers


def _read(line: SourceLine, headers: Headers, report: Report) -> None:
    found = HEADER.fullmatch(line.text)
    if found is None:
        raise LineError(
            "YS0005",
            "Expected a header such as `key: value`, or `---` to begin the node's body. "
            "A key is one word, without spaces or hyphens.",
            line.place(0, len(line.text)),
        )
    key, start = found.group(1), found.start(2)
    value = found.group(2).split("//", 1)[0].strip()
    place = line.place(start, start + len(value))
    headers.pairs.append((key, value))
    match key:
        case "title":
            _title(value, place, headers, report)
        case "subtitle":
            headers.subtitle = _name(value, "subtitle", place, report)
        case "when":
            # Even if its condition cannot be read, the node is meant as a member of a group.
            headers.when.append(Condition(once=False, expression=None, place=place))
            headers.when[-1] = _when(
                SourceLine(line.file, line.number, line.text[: start + len(value)]), start
            )
        case _:
            pass


def _title(value: str, place: Place, headers: Headers, report: Report) -> None:
    if headers.place is not None:
        report.error("YS0052", "This node has a second title. Take one out.", place)
        return
    headers.place = place
    if not value:
        report.error("YS0051", "This node's title is empty. Write a name after `title:`.", place)
        return
    headers.title = _name(value, "title", place, report)


def _name(value: str, what: str, place: Place, report: Report) -> str:
    if not _IDENTIFIER.fullmatch(value):
        report.error(
            "YS0027",
            f"`{value}` cannot be a {what}: it must be one word of letters, digits and `_`, "
            f"and must not begin with a digit.{_better(value)}",
            place,
        )
    return value


def _better(value: str) -> str:
    name = re.sub(r"\W+", "_", value).strip("_")
    return f" Write `{name}`, say." if _IDENTIFIER.fullmatch(name) else ""


def _when(line: SourceLine, start: int) -> Condition:
    text = line.text[start:]
    place = line.place(start, len(line.text))
    if not text:
        raise LineError("YS0005", "Expected a condition, `always` or `once` after `when:`.", place)
    tokens, _ = tokenize(line, start, "")
    reader = Reader(tokens)
    if reader.take_if("always"):
        reader.expect_end("nothing after `always`")
        return Condition(once=False, expression=None, place=place)
    once = reader.take_if("once") is not None
    if once and not reader.take_if("if"):
        reader.expect_end("`if` or nothing after `once`")
        return Condition(once=True, expression=None, place=place)
    if reader.next.text == "if":
        raise reader.surprise("the condition itself (without `if`)")
    expression = reader.expression()
    reader.expect_end("an operator or the line's end")
    return Condition(once, expression, place)
