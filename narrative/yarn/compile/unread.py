"""Knows what stands on the lines that could not be read, so that nobody misses what they declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from narrative.yarn.diagnostics import Diagnostic, source_lines
from narrative.yarn.syntax.tokens import IDENTIFIER

_WORD = re.compile(rf"\$?{IDENTIFIER}|[0-9]\w*")


class Unread:
    """The words of the unread lines."""

    def __init__(self, sources: Mapping[str, str], errors: Iterable[Diagnostic]) -> None:
        numbers: dict[str, set[int]] = {}
        for error in errors:
            numbers.setdefault(error.file, set()).add(error.line)
        self._words = frozenset(
            words for file, wanted in numbers.items() for words in _words(sources[file], wanted)
        )

    def has(self, *words: str) -> bool:
        """Say whether a line has this word, or these two one after the other."""
        return words in self._words

    def has_line(self, line_id: str) -> bool:
        """Say whether a line has this `line:ID`, or one that begins alike."""
        return tuple(_WORD.findall(line_id)[:2]) in self._words


def _words(source: str, numbers: set[int]) -> Iterator[tuple[str, ...]]:
    lines = source_lines(source)
    for number in numbers:
        words = _WORD.findall(lines[number - 1])
        yield from ((word,) for word in words)
        yield from pairwise(words)
