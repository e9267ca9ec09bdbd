"""Mends what was mistyped: a word that nobody has used before becomes the usual word that is one slip away.

Theory of operation. Two words are one slip apart if they are alike when each has lost one letter at most: a letter
left out, put in, exchanged for another, or swapped with its neighbour. So every usual word is kept under itself and
under all it becomes by losing a letter, and an unknown word is looked for under what it becomes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final

SHORTEST: Final = 4
"""Shorter words are one slip away from too many others."""

_USUAL: Final = 3


class Mender:
    """Knows which words are used, and how often; it looks at `words` when it is first asked, as this takes a while."""

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        self._words = words

    def mended(self, word: str) -> str:
        """Return the word itself if it is known, or else the most usual one that is one slip away, if there is one."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._counts:
            return word
        near = {usual for form in _forms(word) for usual in self._near.get(form, ())}
        slips = [usual for usual in near if _one_slip(word, usual)]
        return max(slips, key=lambda usual: (self._counts[usual], usual), default=word)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(self._words())

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = {}
        for word, count in self._counts.items():
            if count >= _USUAL and len(word) >= SHORTEST and word.isalpha():
                for form in _forms(word):
                    near.setdefault(form, []).append(word)
        return near


def _forms(word: str) -> Iterator[str]:
    """Yield the word, and all that it becomes by losing a letter."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _one_slip(word: str, usual: str) -> bool:
    """Whether one slip makes the one of the other; both are alike when each has lost one letter at most."""
    if len(word) != len(usual):
        return True
    places = [place for place, (one, other) in enumerate(zip(word, usual, strict=True)) if one != other]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and (word[first], word[second]) == (usual[second], usual[first])
    return len(places) == 1
