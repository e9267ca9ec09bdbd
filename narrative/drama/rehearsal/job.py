"""Rehearsing a book: playing it through many times without readers, and counting what comes.

Theory of operation
-------------------
A run plays the compiled book from its start in one Performance, stage after stage: at each a player picks a
way, and the run does it as a reader would have. Nothing is understood, rendered or saved, as that is what costs
time in a turn: the player says what a speech does, and its words are one of the persona's exemplars of that act.

Runs are numbered; a run's chance comes from the rehearsal's seed and its number. What a thorough player has
tried is forgotten after each BATCH of runs. So a batch can be played in any process, the tallies of batches are
added up in their order, and a run can be played again by playing its batch up to it. In a mixed company, runs of
even number are random and the others thorough.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from narrative.chance import Chance
from narrative.drama.book import Book
from narrative.drama.rehearsal.players import Player, RandomPlayer, ThoroughPlayer, temperaments
from narrative.drama.rehearsal.prompt_book import PromptBook
from narrative.drama.rehearsal.run_through import RunThrough
from narrative.drama.rehearsal.tally import Tally

BATCH = 250

LONGEST = 500
"""No reader takes so many turns: a run that does goes in circles."""


class Company(StrEnum):
    """Who plays."""

    MIXED = "mixed"
    RANDOM = "random"
    THOROUGH = "thorough"


class Rehearsal:
    """The rehearsal of one book, with its seed."""

    def __init__(
        self, book: Book, *, seed: int, company: Company = Company.MIXED, longest: int = LONGEST
    ) -> None:
        self._prompts = PromptBook(book)
        self._temperaments = temperaments(book)
        self._seed = Chance(seed).bits()
        self._company = company
        self._longest = longest

    def play(self, batch: int, runs: int) -> Tally:
        """Play that batch of a rehearsal of so many runs."""
        tally = Tally()
        first = batch * BATCH
        for run in self._batch(first, min(first + BATCH, runs), tally):
            run.play()
        return tally

    def replay(self, number: int) -> tuple[str, ...]:
        """Play one run again and return its transcript."""
        *before, last = self._batch(number - number % BATCH, number + 1, Tally())
        for run in (*before, last):
            run.play()
        return tuple(last.transcript())

    def _batch(self, first: int, end: int, tally: Tally) -> Iterator[RunThrough]:
        players = self._players()
        for number in range(first, end):
            yield RunThrough(
                self._prompts,
                number=number,
                player=players[number % 2],
                chance=Chance(Chance(self._seed + number).bits()),
                longest=self._longest,
                tally=tally,
            )

    def _players(self) -> tuple[Player, Player]:
        random, thorough = RandomPlayer(), ThoroughPlayer(self._temperaments)
        match self._company:
            case Company.MIXED:
                return random, thorough
            case Company.RANDOM:
                return random, random
            case Company.THOROUGH:
                return thorough, thorough


def batches(runs: int) -> range:
    """Return the numbers of the batches that make up so many runs."""
    return range((runs + BATCH - 1) // BATCH)
