"""What a reader typed, made plain enough to compare: one spelling, one case, nothing invisible.

Theory of operation. Chat is written in many hands: "Heyyy", "gw ga tau", "*kisses her*", "ＨＩ", a word with
a zero-width space in it. `Reader.read` turns each into the same few forms, in this order: take out what cannot
be seen, fold letters to their plain shape, cut, mark *actions*, drop apostrophes and quotation marks, shorten
elongations, spell slang out. Everything that looks at words later (the model, the word lists, the patterns in
the book's persona data) looks at the result, so a pattern is written once, in the plain spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from narrative.persona.misspelling import Mender

READ = 300
"""How many characters are read to understand an utterance."""

READ_FOR_SAFETY = 20_000
"""How many are read to see that somebody is in danger: it may be said at the end of a long message."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U0001f3fb-\U0001f3ff"
    "\U000e0000-\U000e0fff]"
)
_ACTION = re.compile(r"\*+([^*]+)\*+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_TOKEN = re.compile(r"[^\W_]+|\*|…|\?|!+|[^\w\s.,;:\-–—\"“”„«»()\[\]{}<>/\\|~^=+&%$#@]")
_ELLIPSIS = re.compile(r"\.{2,}|…+")
_ELONGATION = re.compile(r"([^\W\d_])\1{2,}")
_LONG = re.compile(r"(.)\1{2,}")
_WORD = re.compile(r"\w+")
_REPETITION = re.compile(r"([^\W\d_]{2})\1{2,}")
_REDUPLICATION = re.compile(r"\b([^\W\d_]{2,})2\b")
_QUESTION = re.compile(r"[?!]*\?[?!]*")
_MARKS = frozenset("*…?!")
_SAYING_NOTHING = frozenset("*…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """An utterance in its plain spelling.

    `typed` keeps case and punctuation (for names), `spoken` punctuation only (for an encoder, which has read much
    that was well written); `full` is read for safety, `text` for everything else; `words` are the words of `text`,
    marks included; `bare` is `text` without its marks.
    """

    typed: str
    spoken: str
    full: str
    text: str
    words: tuple[str, ...]
    bare: str
    asks: bool

    @property
    def silent(self) -> bool:
        """Whether there is nothing in it to understand."""
        return _SAYING_NOTHING.issuperset(self.words)


class Reader:
    """Reads utterances with a book's table of spellings; with a mender, mistyped words too.

    What is read for safety is not mended: its patterns know what they look for.
    """

    __slots__ = ("_mender", "_spellings")

    def __init__(self, spellings: Mapping[str, str], mender: Mender | None = None) -> None:
        self._spellings = spellings
        self._mender = mender

    def read(self, text: str) -> Utterance:
        """Return what `text` says. Any text whatever can be read."""
        typed = " ".join(seen(text)[:READ_FOR_SAFETY].split())
        words = self._words(typed)
        full = " ".join(words)
        kept = tuple(map(self._mended, full[:READ].split()))
        heard = " ".join(kept)
        return Utterance(
            typed=typed[:READ],
            spoken=self._spoken(typed[:READ]),
            full=full,
            text=heard,
            words=kept,
            bare=" ".join(word for word in kept if not _MARKS.issuperset(word)),
            asks="?" in heard,
        )

    def _spoken(self, typed: str) -> str:
        """Return what was typed in small letters, shortened and spelt out, with its punctuation."""
        small = _LONG.sub(r"\1\1", typed.casefold().replace("’", "'").replace("“", '"').replace("”", '"'))
        return _WORD.sub(lambda word: self._spellings.get(word[0]) or self._mended(word[0]), small)

    def _mended(self, word: str) -> str:
        return self._mender.mended(word) if self._mender else word

    def _words(self, typed: str) -> list[str]:
        """Return the words and marks of `typed` in their plain spelling."""
        folded = _APOSTROPHES.sub("", _folded(typed))[:READ_FOR_SAFETY]
        folded = _ELLIPSIS.sub(" … ", _ACTION.sub(r" * \1 * ", folded))
        folded = _QUESTION.sub("?", _REPETITION.sub(r"\1\1", _ELONGATION.sub(r"\1", folded)))
        tokens = _TOKEN.findall(_REDUPLICATION.sub(r"\1 \1", folded))
        return " ".join(self._spellings.get(token, token) for token in tokens).split()


def seen(text: str) -> str:
    """Return `text` without the characters that nobody can see."""
    return _UNSEEN.sub("", text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text[:READ_FOR_SAFETY])
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
