"""Text as Discord Markdown that shows exactly that text: every mark it may hold is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from narrative.cues import Span

_MARKS = re.compile(r"[\\*_~`|<\[@]|:(?=//)")
"""What means something anywhere: styles, spoilers, code, all of `<…>`, masked links, pings, addresses."""

_BEGINNINGS = re.compile(r"^([ \t]*)([#>+-]|[0-9]+(?=[.)]))", re.MULTILINE)
"""What means something at the beginning of a line: headings, quotes, lists, subtext."""

_WORD = re.compile(r"[0-9A-Za-z_]")
_EMPHASIS, _STRONG = "i", "b"
_STYLE_OF = {"i": _EMPHASIS, "quote": _EMPHASIS, "b": _STRONG}


def escaped(text: str) -> str:
    """Return Markdown that shows `text`, character by character."""
    return _BEGINNINGS.sub(_escaped_beginning, _MARKS.sub(r"\\\g<0>", text))


def _escaped_beginning(match: re.Match[str]) -> str:
    indent, mark = match.groups()
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"


def styled(text: str, spans: Sequence[Span]) -> str:
    """Return Markdown that shows `text` with its spans set apart: `i` and `quote` slanted, `b` strong."""
    pieces = [(text[start:end], _styles(spans, start)) for start, end in _pieces(text, spans)]
    out = ""
    for index, (piece, styles) in enumerate(pieces):
        following = pieces[index + 1][0] if index + 1 < len(pieces) else ""
        for line in re.split(r"(\n)", piece):
            out += _piece(line, styles, out, following)
    return out


def _pieces(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return where each run of one style starts and ends."""
    edges = {0, len(text)}
    for span in spans:
        edges |= {min(max(edge, 0), len(text)) for edge in (span.start, span.start + span.length)}
    ordered = [edge for edge in sorted(edges) if edge in (0, len(text)) or _changes(spans, edge)]
    return list(pairwise(ordered))


def _changes(spans: Sequence[Span], edge: int) -> bool:
    return _styles(spans, edge - 1) != _styles(spans, edge)


def _styles(spans: Sequence[Span], at: int) -> frozenset[str]:
    return frozenset(_STYLE_OF[span.kind] for span in spans if span.start <= at < span.start + span.length)


def _piece(text: str, styles: frozenset[str], before: str, following: str) -> str:
    at_beginning = not before.rpartition("\n")[2].strip(" \t")
    shown = escaped(text) if at_beginning else _MARKS.sub(r"\\\g<0>", text)
    core = shown.strip()
    if not core or not styles:
        return shown
    start = shown.index(core)
    inside = core
    if _EMPHASIS in styles:
        after = "*" if _STRONG in styles else shown[start + len(core) :] or following
        inside = _emphasised(core, before, after)
    if _STRONG in styles:
        inside = f"**{inside}**"
    return shown[:start] + inside + shown[start + len(core) :]


def _emphasised(core: str, before: str, after: str) -> str:
    """Slant by underscores; within a word by asterisks, as an underscore ends no emphasis there."""
    if not _WORD.match(after):
        return f"_{core}_"
    return core if "*" in core or before.endswith("*") else f"*{core}*"
