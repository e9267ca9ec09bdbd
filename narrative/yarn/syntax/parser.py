"""Parses a file into its nodes. Whatever the text is, what comes out is a tree and a report.

Theory of operation
-------------------
Nothing in Yarn reaches over a line's end, so a file is read line by line, in four steps:

1. here, the file is cut into nodes, and each node into headers and body;
2. `indentation` marks where in the body indented bodies open and close;
3. `lines` turns each line into clauses: whole statements, or words that open and close blocks;
4. `blocks` puts the clauses together into nested statements.

A line that cannot be understood raises a `LineError` within step 3; it is reported, and the next line is read
as if it had not been there. What shapes a block is kept even so, that the rest of it may not be reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from narrative.yarn.diagnostics import LineError, Place, Report, source_lines
from narrative.yarn.syntax.blocks import build
from narrative.yarn.syntax.clauses import BlockWord, Clause, Word
from narrative.yarn.syntax.headers import HEADER, read_headers
from narrative.yarn.syntax.indentation import Row, lay_out
from narrative.yarn.syntax.lines import clauses
from narrative.yarn.syntax.tokens import SourceLine
from narrative.yarn.syntax.tree import Case, Literal, NodeTree

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_FILE_TAGS = re.compile(r"[ \t]*#[^\s#$<]+(?:[ \t]*#[^\s#$<]+)*[ \t]*(?://.*)?")
_SHAPING = re.compile(r"<<\s*(if|elseif|else\s+if|else|endif|once|endonce|enum|endenum|case)(?!\w)")
_CONDITIONAL = (Word.IF, Word.ELSEIF)


def parse(file: str, text: str, report: Report) -> tuple[NodeTree, ...]:
    """Parse one file into its nodes, adding what is wrong with it to the report."""
    lines = [SourceLine(file, number, line) for number, line in enumerate(source_lines(text), start=1)]
    if _HALF_CHARACTER.search(text):
        _refuse_halves(lines, report)
    return tuple(_Cutter(lines, report).nodes())


def _refuse_halves(lines: Sequence[SourceLine], report: Report) -> None:
    """Report what no file can hold, so that no program, table or saved reading need expect it."""
    for line in lines:
        for found in _HALF_CHARACTER.finditer(line.text):
            message = f"Here stands half a character (U+{ord(found[0]):04X}). Write the whole one anew."
            report.error("YS0005", message, line.place(found.start()))


class _Cutter:
    """Cuts a file into nodes."""

    def __init__(self, lines: Sequence[SourceLine], report: Report) -> None:
        self._lines = lines
        self._position = 0
        self._report = report

    def nodes(self) -> Iterator[NodeTree]:
        before_first = True
        while self._position < len(self._lines):
            line = self._lines[self._position]
            if _says_nothing(line.text) or (before_first and _FILE_TAGS.fullmatch(line.text)):
                self._position += 1
            elif HEADER.fullmatch(line.text) or self._begins_body_at(0) or self._begins_body_at(1):
                before_first = False
                yield self._node()
            else:
                self._stray(line)
                self._position += 1

    def _begins_body_at(self, ahead: int) -> bool:
        lines = self._lines[self._position + ahead : self._position + ahead + 1]
        return any(line.text.strip() == "---" for line in lines)

    def _stray(self, line: SourceLine) -> None:
        self._report.error(
            "YS0005",
            "Expected a node, which begins with `title: Name`. Outside of nodes only comments may stand.",
            line.place(0, len(line.text)),
        )

    def _node(self) -> NodeTree:
        first, errors = self._lines[self._position], self._report.errors
        headers = read_headers(self._header_lines(), self._report)
        place = headers.place or first.place(0, len(first.text))
        if headers.place is None and self._report.errors == errors:  # else the title may be what is wrong
            self._report.error("YS0051", "This node has no title. Add `title: Name` (in lower case).", place)
        body = build(list(_clauses(self._body_lines(place), self._report)), self._report)
        return NodeTree(
            title=headers.title,
            subtitle=headers.subtitle,
            headers=tuple(headers.pairs),
            when=tuple(headers.when),
            body=body,
            place=place,
            broken=self._report.errors > errors,
        )

    def _header_lines(self) -> list[SourceLine]:
        start = self._position
        while self._position < len(self._lines):
            text = self._lines[self._position].text.strip()
            if text.startswith(("---", "===")):
                break
            self._position += 1
        return list(self._lines[start : self._position])

    def _body_lines(self, place: Place) -> list[SourceLine]:
        if not self._begins_body(place):
            return []
        start = self._position
        while self._position < len(self._lines):
            line = self._lines[self._position]
            self._position += 1
            if line.text.lstrip().startswith("==="):
                self._expect_marker(line, "===")
                return list(self._lines[start : self._position - 1])
        self._report.error("YS0004", "This node's body is not closed. Add `===` after its last line.", place)
        return list(self._lines[start:])

    def _begins_body(self, place: Place) -> bool:
        if self._position == len(self._lines):
            self._report.error("YS0004", "This node has no body. Add `---`, the body, and `===`.", place)
            return False
        line = self._lines[self._position]
        self._position += 1
        if line.text.lstrip().startswith("==="):
            self._report.error("YS0004", "This node has no body. Add `---` after its headers.", place)
            return False
        self._expect_marker(line, "---")
        return True

    def _expect_marker(self, line: SourceLine, marker: str) -> None:
        rest = line.text.strip().removeprefix(marker).lstrip()
        if rest and not rest.startswith("//"):
            what = "begins" if marker == "---" else "ends"
            self._report.error(
                "YS0005",
                f"A line that begins with `{marker}` {what} a node's body, and nothing else may stand on it. "
                "Take the rest out, or write it on a line of its own.",
                line.place(0, len(line.text)),
            )


def _says_nothing(text: str) -> bool:
    content = text.strip()
    return not content or content.startswith("//")


def _clauses(lines: Sequence[SourceLine], report: Report) -> Iterator[Clause]:
    note: list[str] = []
    for laid in lay_out(lines, report):
        if not isinstance(laid, Row):
            yield laid
        elif laid.line.text.startswith("///", laid.start):
            note.append(laid.line.text[laid.start + 3 :].strip())
        else:
            yield from _understood(laid, " ".join(note), report)
            note = []


def _understood(row: Row, note: str, report: Report) -> Iterator[Clause]:
    try:
        yield from clauses(row.line, row.start, note, report)
    except LineError as error:
        report.line_error(error)
        yield from _guessed(row)


def _guessed(row: Row) -> Iterator[Clause]:
    """Yield what a line that cannot be read would do to the blocks around it."""
    found = _SHAPING.match(row.line.text, row.start)
    if found is None:
        return
    place = row.line.place(row.start, len(row.line.text))
    if found[1] == "case":
        yield Case("", None, place)
    else:
        word = Word("".join(found[1].split()))
        yield BlockWord(word, place, Literal(value=True, place=place) if word in _CONDITIONAL else None)
