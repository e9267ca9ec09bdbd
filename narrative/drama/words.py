"""Small questions about a typed text, before anybody tries to understand it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from narrative.persona.utterance import seen

_BRAILLE_BLANK = "\u2800"


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, without punctuation: what two ways of typing share."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def meant(labels: Sequence[str], text: str) -> int | None:
    """Return which label a typed text means: by its number from 1, or by its words in any case."""
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(labels):
        return int(typed) - 1
    plain = plain_words(typed)
    return next((index for index, label in enumerate(labels) if plain and plain == plain_words(label)), None)


def is_silence(text: str) -> bool:
    """Return whether a text says nothing on purpose: only dots, dashes or spaces."""
    return bool(text.strip()) and says_nothing(text)


def says_nothing(text: str) -> bool:
    """Return whether there is no word in a text, on purpose or because it is empty."""
    return not text.strip(" .…-–—\n")


def has_words(text: str) -> bool:
    """Return whether there is anything in a text that a person could see."""
    return any(unicodedata.category(one)[0] not in "CZ" and one != _BRAILLE_BLANK for one in seen(text))
