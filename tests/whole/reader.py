"""A reader who plays a part by rule, in whatever chat they sit."""

from __future__ import annotations

from typing import Protocol

from narrative.events import Language
from narrative.phrases import PHRASES, Phrase
from tests.whole.script import PARTS, Move, Part


class Seat(Protocol):
    """A chat as its reader has it. What is done returns when it has been answered to the end."""

    def texts(self) -> list[str]:
        """Return all that was told, message by message, without any looks."""
        ...

    def labels(self) -> list[str]:
        """Return the words on the newest buttons of the story."""
        ...

    async def press(self, label: str) -> None: ...

    async def say(self, text: str) -> None: ...


class Reader:
    """Does one move after another. `heard` is what the story told in answer, message by message."""

    def __init__(self, seat: Seat, language: Language, part: Part | None = None) -> None:
        self.part = part or PARTS[language]
        self.seat = seat
        self.heard: list[str] = []
        self.said: list[str] = []
        self._moves = self.part.moves()
        self._again = [PHRASES[language][Phrase.AGAIN]]

    @property
    def over(self) -> bool:
        """Whether the last page has been turned."""
        return self._again == self.seat.labels()

    async def act(self, times: int = 1) -> list[str]:
        """Do so many moves, and return what the last one was answered with."""
        answer: list[str] = []
        for _ in range(times):
            answer = await self._act(next(self._moves))
            self.heard += answer
        return answer

    async def finish(self) -> str:
        """Read to the end, and return what the last move was answered with, as one text."""
        answer: list[str] = []
        while not self.over:
            assert len(self.heard) < 200, "this reading never ends"
            answer = await self.act()
        return "\n\n".join(answer)

    async def ask(self, text: str) -> list[str]:
        """Say something that is no part of the story, and return the answer."""
        before = len(self.seat.texts())
        await self.seat.say(text)
        return self.seat.texts()[before:]

    async def _act(self, move: Move) -> list[str]:
        before = len(self.seat.texts())
        if isinstance(move, str):
            self.said.append(move)
            await self.seat.say(move)
        else:
            await self.seat.press(self.seat.labels()[move])
        return self.seat.texts()[before:]
