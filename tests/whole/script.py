"""What the readers of these tests do, in each language: a number presses that button, a text is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import TypeAlias

from narrative.events import Language

Move: TypeAlias = int | str

OPENING_MOVES: tuple[Move, ...] = (0, 0, -1)
"""Begin, hang still, be cut from his arm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One reader's part: the words to the mirror, the first ones to her, and what else is said to her.

    Two of the texts look like markup of every kind, as the letter must quote them all the same.
    """

    language: Language
    first_words: str
    mirror: str
    opening: str
    speeches: tuple[str, ...]

    def moves(self) -> Iterator[Move]:
        """Yield what to do, for as long as the story goes on."""
        yield from (*OPENING_MOVES, self.first_words, 0, self.mirror, self.opening)
        for speech in cycle(self.speeches):
            yield from (speech, 0)


PARTS = {
    Language.ENGLISH: Part(
        language=Language.ENGLISH,
        first_words="I look *well* in <b>this</b> light, [i]do I[/i] not?",
        mirror="You have tired hands.",
        opening="Good evening. I have waited for _your_ bus & {nobody} else's.",
        speeches=("It is cold today.", "My name is Toru.", "I like your coat.", "I am alone a great deal."),
    ),
    Language.INDONESIAN: Part(
        language=Language.INDONESIAN,
        first_words="Aku tampak *bagus* di <b>cahaya</b> ini, [i]bukan[/i]?",
        mirror="Tanganmu capek.",
        opening="Selamat sore. Saya menunggu bus _Anda_ & bukan bus {siapa} pun.",
        speeches=("Hari ini dingin.", "Nama saya Toru.", "Mantel Anda bagus.", "Saya sering sendirian."),
    ),
}
LANGUAGES = tuple(Language)
