"""A reader who plays the story from begin to end, over and over, by a fixed habit."""

from __future__ import annotations

from itertools import cycle

from narrative.cues import Listen, Offer
from narrative.events import Chose, ReaderEvent, Said

SPEECHES = (
    "Good evening.",
    "Is your husband at home tonight?",
    "apa kabar, dingin sekali ya di sini",
    "I work in a laboratory, with polymers. It is quieter than people think, and nobody asks me anything.",
    "do you still keep the buttons in the blue tin?",
    "…",
    "aku kesepian. tidak ada yang pernah bertanya apa yang kubuat seharian",
    "you have beautiful hands",
    "What are you thinking about?",
)


class Habit:
    """Takes the first way at a choice, says the next of `SPEECHES` in a talk."""

    def __init__(self) -> None:
        self._speeches = cycle(SPEECHES)

    def answer(self, controls: Offer | Listen) -> ReaderEvent:
        """Return what this reader does now."""
        match controls:
            case Offer(offer=offer):
                return Chose(offer=offer, choice=0)
            case Listen():
                return Said(text=next(self._speeches))
