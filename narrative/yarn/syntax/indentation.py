"""Finds which lines of a node's body stand inside which option or line-group item.

Theory of operation
-------------------
Only an arrow (`->`, `=>`) can open a body: the line after it does, if it is indented deeper. That first
line's depth is the body's depth; a later line closes the body if it is shallower, and may be deeper. Three
things that look like nothing count all the same, as upstream:

- a truly empty line closes every open body and ends the group of options;
- a line of nothing but spaces counts as a line of its depth, and cannot be all that a body holds;
- a comment counts as a line of its depth, so one at the left edge closes all bodies, but ends no group.

An author can hardly see these, so each is warned of where it changes the story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.syntax.tokens import SourceLine

TAB_WIDTH: Final = 8
DEEPEST: Final = 40  # bodies within bodies: keeps every later walk over the tree within Python's stack


class Mark(Enum):
    """What stands between the rows of a body."""

    OPEN = auto()
    CLOSE = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A line with something on it, which begins at `start`."""

    line: SourceLine
    start: int


Laid: TypeAlias = Mark | Row


def lay_out(lines: Sequence[SourceLine], report: Report) -> list[Laid]:
    """Return the rows of a body in order, with marks where bodies open and close and where groups end."""
    layout = _Layout(report)
    for line in lines:
        layout.add(line)
    layout.close_to(-1, None)
    return layout.laid


@dataclass(slots=True)
class _Body:
    depth: int
    holds_something: bool


class _Layout:
    def __init__(self, report: Report) -> None:
        self.laid: list[Laid] = []
        self._report = report
        self._open: list[_Body] = []
        self._arrow: int | None = None  # depth of the arrow on the line before, if it had one
        self._cut: tuple[int, str] | None = None  # depth of a body just closed by what one can hardly see
        self._indent: str | None = None  # what the node's indentation is made of

    def add(self, line: SourceLine) -> None:
        content = line.text.lstrip(" \t")
        start = len(line.text) - len(content)
        if not line.text:
            self._empty()
        elif not content:
            self._spaces(line)
        elif content.startswith("//"):
            self._comment(line, start, content)
        else:
            self._row(line, start, content)

    def close_to(self, depth: int, place: Place | None) -> None:
        """Close every body that is deeper than `depth`."""
        while self._open and self._open[-1].depth > depth:
            body = self._open.pop()
            self.laid.append(Mark.CLOSE)
            if not body.holds_something and place is not None:
                self._report.error(
                    "YS0005",
                    "The arrow above is followed by a line of nothing but spaces, which opens an empty body. "
                    "Take the spaces out, or write the body there.",
                    place,
                )

    def _empty(self) -> None:
        self._cuts("An empty line", at_depth=-1)
        self.close_to(-1, None)
        self._arrow = None
        self.laid.append(Mark.BLANK)

    def _spaces(self, line: SourceLine) -> None:
        if self._open or self._arrow is not None:
            self._report.warning(
                "KD0012",
                "A line of nothing but spaces stands in an indented body. An editor that strips them turns "
                "it into an empty line, which ends the body. Take the line out.",
                line.place(0, len(line.text)),
            )
        self._enter(_depth(line.text), line.place(0), holds_something=False)
        self._arrow = None

    def _comment(self, line: SourceLine, start: int, content: str) -> None:
        depth = _depth(line.text[:start])
        if depth == 0:
            self._cuts("A comment at the left edge", at_depth=0)
        self._enter(depth, line.place(start), holds_something=True)
        self._arrow = None
        if content.startswith("///"):
            self.laid.append(Row(line, start))

    def _row(self, line: SourceLine, start: int, content: str) -> None:
        depth = _depth(line.text[:start])
        self._check_indent(line, start)
        self._warn_if_cut(line, start, depth)
        self._enter(depth, line.place(start), holds_something=True)
        self._arrow = depth if content.startswith(("->", "=>")) else None
        self.laid.append(Row(line, start))

    def _enter(self, depth: int, place: Place, *, holds_something: bool) -> None:
        if self._arrow is not None and depth > self._arrow:
            self._open_body(depth, place, holds_something=holds_something)
        else:
            self.close_to(depth, place)
        if self._open and holds_something:
            self._open[-1].holds_something = True

    def _open_body(self, depth: int, place: Place, *, holds_something: bool) -> None:
        if len(self._open) >= DEEPEST:
            self._report.error("KD0001", "These options are nested too deeply. Move some to a node.", place)
            return
        self._open.append(_Body(depth, holds_something))
        self.laid.append(Mark.OPEN)

    def _cuts(self, what: str, *, at_depth: int) -> None:
        if self._arrow is not None:
            self._cut = self._arrow + 1, what
        elif self._open and self._open[0].depth > at_depth:
            self._cut = self._open[0].depth, what

    def _warn_if_cut(self, line: SourceLine, start: int, depth: int) -> None:
        if self._cut is not None and depth >= self._cut[0]:
            self._report.warning(
                "KD0011",
                f"{self._cut[1]} above has closed the option's body, so this line is not part of it, "
                "although it is indented. Take out what stands between, or the indentation.",
                line.place(start),
            )
        self._cut = None

    def _check_indent(self, line: SourceLine, start: int) -> None:
        indent = line.text[:start]
        if not indent:
            return
        self._indent = self._indent or indent[0]
        if indent.strip(self._indent):
            self._report.warning(
                "KD0013",
                f"Tabs and spaces are mixed in this node's indentation. A tab counts as {TAB_WIDTH} spaces. "
                "Use one of them only.",
                line.place(0, start),
            )


def _depth(indent: str) -> int:
    return len(indent) + (TAB_WIDTH - 1) * indent.count("\t")
