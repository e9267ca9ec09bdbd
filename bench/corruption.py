"""Lines written worse than they were: shouted, without punctuation, mistyped. The same line always becomes the same."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from narrative.chance import Chance

LONG_ENOUGH: Final = 4
"""Words of fewer letters keep their spelling: one slip would make another word of "no"."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’](?=\w)")


def upper_cased(text: str) -> str:
    """Return the text in capital letters."""
    return text.upper()


def unpunctuated(text: str) -> str:
    """Return the text without punctuation, the asterisks of actions included; what is punctuation alone stays."""
    spaced = (" " if _is_mark(sign) else sign for sign in _APOSTROPHE.sub("", text))
    return " ".join("".join(spaced).split()) or text


def mistyped(text: str) -> str:
    """Return the text with one slip in every word that is long enough."""
    chance = Chance(zlib.crc32(text.encode()))
    return _WORD.sub(lambda word: _slip(word[0], chance), text)


CORRUPTIONS: Final[Mapping[str, Callable[[str], str]]] = {
    "upper-cased": upper_cased,
    "unpunctuated": unpunctuated,
    "one typo a word": mistyped,
}


def corrupted(tsv: str, corrupt: Callable[[str], str]) -> str:
    """Return the table with the text of every line corrupted; text is its first column."""
    head, *lines = tsv.split("\n")
    return "\n".join((head, *(_line(line, corrupt) for line in lines)))


def _line(line: str, corrupt: Callable[[str], str]) -> str:
    text, tab, others = line.partition("\t")
    return corrupt(text) + tab + others


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("P")


def _slip(word: str, chance: Chance) -> str:
    """Return the word with two letters changed round, one twice, one struck beside its key, or one left out."""
    if len(word) < LONG_ENOUGH:
        return word
    place = 1 + chance.below(len(word) - 2)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    slips = (
        before + after[0] + letter + after[1:],
        before + letter * 2 + after,
        before + _beside(letter, chance) + after,
        before + after,
    )
    slipped = slips[chance.below(len(slips))]
    return slipped if slipped != word else before + after


def _beside(letter: str, chance: Chance) -> str:
    """Return a letter whose key is beside; of a letter without a key, the letter."""
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm"):
        if (key := row.find(letter.lower())) >= 0:
            beside = row[max(key - 1, 0) : key] + row[key + 1 : key + 2]
            return beside[chance.below(len(beside))]
    return letter
