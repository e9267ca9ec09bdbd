"""Parses one line of a body into clauses: dialogue, an arrow with dialogue, or commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from narrative.yarn.diagnostics import LineError, Report
from narrative.yarn.syntax.clauses import Arrow, Clause
from narrative.yarn.syntax.commands import command
from narrative.yarn.syntax.expressions import Reader
from narrative.yarn.syntax.lexer import after_space, tokenize
from narrative.yarn.syntax.templates import template
from narrative.yarn.syntax.tokens import SourceLine
from narrative.yarn.syntax.tree import Condition, Line, Tag

_TAG = re.compile(r"#([^\s#$<]+)")
_CONDITION = re.compile(r"<<\s*(if|once)(?=[\s>])")
_PERHAPS_FORGOTTEN = re.compile(r"(?:set|declare|jump|detour)\s")
_ARROWS: Final = ("->", "=>")


def clauses(line: SourceLine, start: int, note: str, report: Report) -> Iterator[Clause]:
    """Yield what stands on the line from `start` on. `note` is the documentation above it."""
    text = line.text
    if text.startswith(_ARROWS, start):
        yield Arrow(text[start : start + 2], _dialogue(line, start, start + 2, report))
        return
    position = start
    while text.startswith("<<", position):
        position = _skip_extra(line, position, "<", report)
        clause, position = command(line, position, note or _trailing_note(text, position))
        yield clause
        position = after_space(text, _skip_extra(line, position, ">", report))
    if position == start:
        _warn_of_forgotten_chevrons(line, start, report)
        yield _dialogue(line, start, start, report)
    elif position < len(text) and not text.startswith("//", position):
        yield _after_command(line, position, report)


def _skip_extra(line: SourceLine, position: int, chevron: str, report: Report) -> int:
    """Warn of a third `<` or `>`, and return the position of the command without it."""
    pattern = "<<<" if chevron == "<" else ">"
    end = position
    while line.text.startswith(pattern, end):
        end += 1
    if end > position:
        report.warning(
            "YS0064",
            f"There is a `{chevron}` too many at this command. Take it out.",
            line.place(position, end),
        )
    return end


def _trailing_note(text: str, start: int) -> str:
    _, mark, note = text[start:].partition(">>")
    before, slashes, after = note.partition("///")
    return after.strip() if mark and slashes and not before.strip() else ""


def _after_command(line: SourceLine, position: int, report: Report) -> Clause:
    if line.text.startswith("#", position):
        raise LineError("YS0005", "A command takes no hashtags. Move them to a line.", line.place(position))
    report.warning(
        "YS0019", "Dialogue stands after a command. Put it on a line of its own.", line.place(position)
    )
    return _dialogue(line, position, position, report)


def _warn_of_forgotten_chevrons(line: SourceLine, start: int, report: Report) -> None:
    text = line.text[start:].strip()
    place = line.place(start, start + len(text))
    if _would_be_command(text):
        report.warning(
            "YS0022", f"This will be said, not done. If it is a command, write `<<{text}>>`.", place
        )
    elif text.endswith(">>") and "<" not in text:
        report.warning(
            "YS0021",
            "This will be said: it ends with `>>`, but has no `<<`. Add it, or take the `>>` out.",
            place,
        )
    elif re.fullmatch(r"<[^<>/][^<>]*>", text):
        report.warning("YS0048", "This will be said. A command stands in two chevrons: `<<` and `>>`.", place)


def _would_be_command(text: str) -> bool:
    if not _PERHAPS_FORGOTTEN.match(text):
        return False
    try:
        command(SourceLine("", 0, f"<<{text}>>"), 0, "")
    except LineError:
        return False
    return True


def _dialogue(line: SourceLine, start: int, text_start: int, report: Report) -> Line:
    spoken, position = template(line, text_start)
    if not spoken.text:
        raise LineError("YS0005", _nothing_said(line, start, position), line.place(position))
    condition, position = _condition(line, _skip_extra(line, position, "<", report))
    position = after_space(line.text, _skip_extra(line, position, ">", report) if condition else position)
    tags, position = _tags(line, position)
    _expect_nothing_more(line, position, tagged=bool(tags))
    return Line(spoken, condition, tags, line.place(start, position))


def _nothing_said(line: SourceLine, start: int, position: int) -> str:
    if line.text.startswith("#", position):
        return r"A line cannot begin with a hashtag. If `#` is part of the text, write `\#`."
    arrow = line.text[start : start + 2]
    return f"Expected a text after `{arrow}`." if arrow in _ARROWS else "Expected a text."


def _condition(line: SourceLine, start: int) -> tuple[Condition | None, int]:
    if not line.text.startswith("<<", start):
        return None, start
    found = _CONDITION.match(line.text, start)
    if found is None:
        raise _not_a_condition(line, start)
    tokens, position = tokenize(line, found.end(), ">>")
    reader = Reader(tokens)
    once = found.group(1) == "once"
    expression = None
    if not once or reader.take_if("if"):
        expression = reader.expression()
    reader.expect_end(
        "`>>` to close the condition" if not once or expression else "`if` or `>>` after `once`"
    )
    return Condition(once, expression, line.place(start, position)), position


def _not_a_condition(line: SourceLine, start: int) -> LineError:
    if ">>" not in line.text[start:]:
        return LineError(
            "YS0006",
            r"This `<<` is not closed on its line. Close it with `>>`, or write `\<\<`.",
            line.place(start),
        )
    return LineError(
        "YS0020",
        "A command cannot stand after dialogue, only a condition: `<<if …>>` or `<<once>>`. "
        "Put it on a line of its own.",
        line.place(start),
    )


def _tags(line: SourceLine, position: int) -> tuple[tuple[Tag, ...], int]:
    tags: list[Tag] = []
    while found := _TAG.match(line.text, position):
        tags.append(Tag(found.group(1), line.place(position, found.end())))
        position = after_space(line.text, found.end())
    return tuple(tags), position


def _expect_nothing_more(line: SourceLine, position: int, *, tagged: bool) -> None:
    rest = line.text[position:]
    if not rest or rest.startswith("//"):
        return
    place = line.place(position)
    if rest.startswith("<<"):
        where = "before the hashtags" if tagged else "once"
        raise LineError("YS0005", f"A line has at most one condition, and it stands {where}.", place)
    if rest.startswith("#"):
        raise LineError(
            "YS0005", r"`#` begins a hashtag, and none follows. For a plain `#` write `\#`.", place
        )
    before, hint = (
        ("a hashtag", r"If its `#` is part of the text, write `\#`.")
        if tagged
        else ("the condition", "Put the text before it.")
    )
    raise LineError("YS0005", f"After {before} only hashtags or a comment may follow. {hint}", place)
