"""Finds the name that a reader gives himself, and takes no common word for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from narrative.persona.data import NameWords

LONGEST_NAME = 40

_WORD = r"[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*"


class NameFinder:
    """Looks for names with a book's openings ("call me", "namaku") and its words that are never names."""

    __slots__ = ("_alone", "_common", "_strong", "_titles", "_weak")

    def __init__(self, words: NameWords) -> None:
        self._common = words.common
        self._titles = frozenset(words.titles)
        name = rf"((?:(?i:{_any(words.titles)})\.? )?{_WORD}(?: {_WORD}){{0,2}})"
        self._strong = _after(words.openings, words.fillers, name)
        self._weak = _after(words.weak_openings, words.fillers, name)
        self._alone = re.compile(rf"\W*{name}\W*")

    def find(self, typed: str, *, asked: bool) -> str:
        """Return the name given in `typed`, or an empty string; `asked` whether a name was just asked for."""
        given = [self._name(found, spelt_small=True) for found in self._strong.findall(typed)]
        if not typed.isupper():
            given += [self._name(found, spelt_small=False) for found in self._weak.findall(typed)]
        if asked and (alone := self._alone.fullmatch(typed)):
            name = self._name(alone.group(1), spelt_small=True)
            given.append(name if name == alone.group(1) else "")
        return next(filter(None, given), "")

    def _name(self, found: str, *, spelt_small: bool) -> str:
        """Return the name that `found` begins with: perhaps a title, then capitals or one word."""
        words = found.split()
        titles = int(words[0].rstrip(".").casefold() in self._titles)
        rest = words[titles:]
        name = list(takewhile(lambda word: word[0].isupper() and self._may_be_name(word), rest))
        if not name and spelt_small:
            name = [word for word in rest[:1] if self._may_be_name(word)]
        whole = " ".join(words[:titles] + name) if name else ""
        return whole if len(whole) <= LONGEST_NAME else ""

    def _may_be_name(self, word: str) -> bool:
        return word.casefold() not in self._common


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern for any of `phrases`, the longest first, with or without apostrophes."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace("'", "['’]?") for phrase in longest_first) or "(?!)"


def _after(openings: Iterable[str], fillers: Iterable[str], name: str) -> re.Pattern[str]:
    # The name is only looked at, so that "kenalin, gue Dimas" can begin again at its second opening.
    return re.compile(rf"(?<!\w)(?i:{_any(openings)})(?: (?i:{_any(fillers)})(?= ))*[,:?.]? (?={name})")
