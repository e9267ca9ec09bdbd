"""Players for a rehearsal: they read no text, and decide what a reader does next by chance or by what is untried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, assert_never

from narrative.chance import Chance
from narrative.drama.book import Book
from narrative.drama.reading import Choosing, Listening, Option, Over, Stage
from narrative.persona.acts import ACTS, DEFLECT

HESITATE = "hesitate"
_NEVER_HEARD = frozenset({"self_harm"})
"""What is answered from outside the story never reaches it."""


class Kind(StrEnum):
    """What a reader can do in the story."""

    CHOOSE = "choose"  # one of the ways that the script offers
    PRESS = "press"  # a suggested line
    SAY = "say"  # something in his own words
    GO_ON = "go on"  # let her move, by a press
    WAIT = "wait"  # say nothing until her patience is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One thing to do at a stage; `act` is what it does to who listens, empty at a choice."""

    kind: Kind
    act: str = ""
    option: Option | None = None

    def __str__(self) -> str:
        """What this way is called, whenever it is open."""
        what = self.option.line.line_id if self.option is not None else self.act
        return f"{self.kind} {what}" if self.kind not in (Kind.GO_ON, Kind.WAIT) else self.kind


_ENDED = 9
"""For how many more times a way counts as taken when a run has ended by it."""

_ANSWERS = 0.4
"""How often a thorough player answers what was asked, whatever it would rather do."""

_SPOKEN = tuple(Way(kind=Kind.SAY, act=act) for act in (*ACTS, DEFLECT) if act not in _NEVER_HEARD)
_GO_ON = Way(kind=Kind.GO_ON, act=HESITATE)
_WAIT = Way(kind=Kind.WAIT, act=HESITATE)


def ways(stage: Stage, *, waited: bool) -> tuple[Way, ...]:
    """Return all that a reader can do now. Her patience ends only once: `waited` tells that it just did."""
    match stage:
        case Choosing(options=options):
            return tuple(Way(kind=Kind.CHOOSE, option=option) for option in options)
        case Listening(options=options, patience=patience):
            pressed = tuple(Way(kind=Kind.PRESS, act=option.act, option=option) for option in options)
            silent = (_GO_ON, _WAIT) if patience > 0 and not waited else (_GO_ON,)
            return (*pressed, *silent, *_SPOKEN)
        case Over():
            return ()
        case _:
            assert_never(stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a player knows: the node it is at, what it was asked there, the ways, and which acts are answers."""

    node: str
    asked: str = ""
    ways: tuple[Way, ...]
    answers: frozenset[str] = frozenset()


class Player(Protocol):
    """Reads one run after the other."""

    def begin(self, chance: Chance) -> None:
        """Begin another run."""
        ...

    def pick(self, situation: Situation, chance: Chance) -> Way:
        """Return the way to take."""
        ...


class RandomPlayer:
    """Takes any way as likely as any other."""

    def begin(self, chance: Chance) -> None:
        """Come as everybody does."""

    def pick(self, situation: Situation, chance: Chance) -> Way:
        """Return one of the ways."""
        return situation.ways[chance.below(len(situation.ways))]


class ThoroughPlayer:
    """Takes what it has taken least where it is; but it answers what it is asked, and it has a temperament.

    Content that waits for a count (three questions, two insults) needs readers who are of a piece. So what a
    book counts and remembers, each act alone, silence and pressing are temperaments, and half of the runs mix two
    of them. And a way that ended a run is seldom taken again, or half of them would be over at “Not now”.
    """

    def __init__(self, temperaments: Sequence[Temperament]) -> None:
        self._temperaments = temperaments
        self._taken: Counter[tuple[str, str, str]] = Counter()
        self._last = ("", "", "")
        self._mood: tuple[Temperament, ...] = ()
        self._loyalty = 0.0

    def begin(self, chance: Chance) -> None:
        """Come in another temperament, and keep to it more or less."""
        self._taken[self._last] += _ENDED
        count = 1 + chance.below(2)
        self._mood = tuple(self._temperaments[chance.below(len(self._temperaments))] for _ in range(count))
        self._loyalty = 0.5 + chance.below(6) / 10

    def pick(self, situation: Situation, chance: Chance) -> Way:
        """Return the way least taken, among the answers or those in character, or of all for once."""
        place = (situation.node, situation.asked)
        among = self._considered(situation, chance) or situation.ways
        counts = [self._taken[*place, str(way)] for way in among]
        least = min(counts)
        ties = [way for way, count in zip(among, counts, strict=True) if count == least]
        picked = ties[chance.below(len(ties))]
        self._last = (*place, str(picked))
        self._taken[self._last] += 1
        return picked

    def _considered(self, situation: Situation, chance: Chance) -> list[Way]:
        if situation.answers and chance.fraction() < _ANSWERS:
            return [way for way in situation.ways if way.act in situation.answers]
        if chance.fraction() < self._loyalty:
            return [way for way in situation.ways if any(one.allows(way) for one in self._mood)]
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperament:
    """What somebody mostly does: only these acts, if any are named, and only in these ways."""

    acts: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset(Kind)

    def allows(self, way: Way) -> bool:
        """Return whether the way is in character."""
        return way.kind in self.kinds and (not self.acts or way.act in self.acts)


EVEN = Temperament()
_PLAIN = (
    EVEN,
    EVEN,
    EVEN,
    Temperament(kinds=frozenset({Kind.PRESS})),
    Temperament(kinds=frozenset({Kind.GO_ON})),
    Temperament(kinds=frozenset({Kind.GO_ON, Kind.WAIT})),
    Temperament(acts=frozenset({DEFLECT})),
)
"""Even-handed, pressing, silent, patient, and never understood: readers that every book has."""


def temperaments(book: Book) -> tuple[Temperament, ...]:
    """Return the temperaments that a book can tell apart, and the plain ones as often again."""
    told: list[Mapping[str, frozenset[str]]] = [book.persona.measures, book.persona.remember]
    leanings = [frozenset(acts) for table in told for acts in table.values()]
    single = [frozenset({way.act}) for way in _SPOKEN]
    marked = [Temperament(acts=acts) for acts in (*leanings, *leanings, *single) if acts]
    return (*marked, *_PLAIN * (len(marked) // (2 * len(_PLAIN)) + 1))
