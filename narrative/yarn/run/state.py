"""Everything a dialogue remembers, as plain data that a reading can be saved with at any stop."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from narrative.chance import Chance
from narrative.errors import StateError, StoryFault
from narrative.yarn.places import PlaceName
from narrative.yarn.program import Op, Value
from narrative.yarn.values import value_of

JSON: TypeAlias = Any
"""What `json.dumps` takes."""

FORMAT = 1

T = TypeVar("T")


class Status(StrEnum):
    """What the dialogue waits for."""

    ENDED = "ended"  # a start
    READY = "ready"  # continue_
    CHOOSING = "choosing"  # select


class Strategy(StrEnum):
    """How saliency chooses among candidates that fit; the rules are in `saliency`."""

    FIRST = "first"
    BEST = "best"
    BEST_LEAST_RECENTLY_VIEWED = "best_least_recently_viewed"
    RANDOM_BEST_LEAST_RECENTLY_VIEWED = "random_best_least_recently_viewed"
    RANDOM = "random"
    RELEVANT = "relevant"


def strategy_named(name: str) -> Strategy:
    """Return the strategy for any spelling that Yarn's tools use; raise StoryFault if there is none."""
    spelling = name.lower().replace("_", "")
    for ending in ("leastrecentlyseen", "leastrecent"):
        if spelling.endswith(ending):
            spelling = spelling.removesuffix(ending) + "leastrecentlyviewed"
    for strategy in Strategy:
        if strategy.replace("_", "") == spelling:
            return strategy
    message = f"there is no saliency strategy {name!r}: use one of {', '.join(Strategy)}"
    raise StoryFault(message)


@dataclass(slots=True)
class Frame:
    """A node that runs, and the index of its next instruction. A group stands under its chosen member.

    A saved frame also has the name of its `place`, by which another version of the story finds it.
    """

    node: str
    position: int = -1  # it has not begun
    place: PlaceName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingOption:
    """An option that has been gathered or delivered, with what choosing it leads to."""

    line_id: str
    substitutions: tuple[str, ...]
    available: bool
    label: int
    once: str


@dataclass(slots=True, kw_only=True)
class DialogueState:
    """A dialogue's whole state. The Dialogue advances it in place: keep a `copy` of what must not change.

    `variables` holds only those that differ from their declared default; `chance` is a `Chance`'s state;
    `program` is the fingerprint of the program that it belongs to, or empty before it has met one.
    """

    chance: int
    strategy: Strategy
    program: str = ""
    status: Status = Status.ENDED
    frames: list[Frame] = field(default_factory=list)
    stack: list[Value] = field(default_factory=list)
    options: list[PendingOption] = field(default_factory=list)
    variables: dict[str, Value] = field(default_factory=dict)
    once: set[str] = field(default_factory=set)
    visits: dict[str, int] = field(default_factory=dict)
    views: dict[str, int] = field(default_factory=dict)
    last_line: str = ""

    @staticmethod
    def fresh(*, seed: int, strategy: str = "relevant") -> DialogueState:
        """Return the state of a dialogue in which nothing has happened."""
        return DialogueState(chance=Chance(seed).state, strategy=strategy_named(strategy))

    def copy(self) -> DialogueState:
        """Return an independent state."""
        return DialogueState(
            chance=self.chance,
            strategy=self.strategy,
            program=self.program,
            status=self.status,
            frames=[Frame(frame.node, frame.position, frame.place) for frame in self.frames],
            stack=list(self.stack),
            options=list(self.options),
            variables=dict(self.variables),
            once=set(self.once),
            visits=dict(self.visits),
            views=dict(self.views),
            last_line=self.last_line,
        )

    def fraction(self) -> float:
        """Throw a number from 0 up to, but not including, 1."""
        chance = Chance(self.chance)
        thrown = chance.fraction()
        self.chance = chance.state
        return thrown

    def below(self, bound: int) -> int:
        """Throw a whole number from 0 up to, but not including, `bound`."""
        chance = Chance(self.chance)
        thrown = chance.below(bound)
        self.chance = chance.state
        return thrown

    def to_plain(self) -> dict[str, JSON]:
        """Return the state for JSON; what is empty is left out."""
        plain = {
            "program": self.program,
            "at": [_plain_frame(frame) for frame in self.frames],
            "stack": [_plain_value(value) for value in self.stack],
            "options": [_plain_option(option) for option in self.options],
            "vars": {name: _plain_value(value) for name, value in sorted(self.variables.items())},
            "once": sorted(self.once),
            "visits": dict(sorted(self.visits.items())),
            "views": dict(sorted(self.views.items())),
            "line": self.last_line,
        }
        return {
            "format": FORMAT,
            "status": str(self.status),
            "strategy": str(self.strategy),
            "chance": f"{self.chance:x}",
            **{key: value for key, value in plain.items() if value},
        }

    @staticmethod
    def from_plain(data: JSON) -> DialogueState:
        """Read what `to_plain` wrote; raise StateError for anything else."""
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            message = f"this is not a dialogue's state of format {FORMAT}"
            raise StateError(message)
        try:
            return _read(data)
        except (TypeError, ValueError, LookupError, StoryFault) as error:
            message = f"a dialogue's state has a wrong shape: {error!r}"
            raise StateError(message) from error


def _plain_value(value: Value) -> JSON:
    """Infinity and NaN are not JSON."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    return value


def _plain_frame(frame: Frame) -> JSON:
    place = frame.place
    name = [] if place is None else [place.after, int(place.op), place.text, place.nth]
    return [frame.node, frame.position, *name]


def _plain_option(option: PendingOption) -> JSON:
    return [option.line_id, list(option.substitutions), option.available, option.label, option.once]


# Reading: every function takes JSON of any shape and raises TypeError or ValueError for a wrong one.

_REQUIRED = {"format", "status", "strategy", "chance"}
_OPTIONAL = {"program", "at", "stack", "options", "vars", "once", "visits", "views", "line"}


def _read(data: dict[str, JSON]) -> DialogueState:
    if unknown := data.keys() - _REQUIRED - _OPTIONAL:
        message = f"unknown keys {sorted(unknown)}"
        raise ValueError(message)
    return DialogueState(
        chance=Chance(int(_text(data["chance"]), 16)).state,
        strategy=Strategy(data["strategy"]),
        program=_text(data.get("program", "")),
        status=Status(data["status"]),
        frames=[_frame(item) for item in _list(data.get("at", []))],
        stack=[_value(item) for item in _list(data.get("stack", []))],
        options=[_option(item) for item in _list(data.get("options", []))],
        variables={name: _value(item) for name, item in _dict(data.get("vars", {})).items()},
        once={_text(item) for item in _list(data.get("once", []))},
        visits={name: _count(item) for name, item in _dict(data.get("visits", {})).items()},
        views={name: _count(item) for name, item in _dict(data.get("views", {})).items()},
        last_line=_text(data.get("line", "")),
    )


def _frame(item: JSON) -> Frame:
    node, position, *place = _list(item)
    return Frame(_text(node), -1 if position == -1 else _count(position), _place(*place) if place else None)


def _place(after: JSON, op: JSON, text: JSON, nth: JSON) -> PlaceName:
    return PlaceName(_text(after), Op(_count(op)), _text(text), _count(nth))


def _option(item: JSON) -> PendingOption:
    line_id, substitutions, available, label, once = _list(item)
    return PendingOption(
        line_id=_text(line_id),
        substitutions=tuple(_text(text) for text in _list(substitutions)),
        available=_of(bool, available),
        label=_count(label),
        once=_text(once),
    )


def _value(item: JSON) -> Value:
    return float(_text(item["number"])) if isinstance(item, dict) else value_of(item)


def _count(item: JSON) -> int:
    if isinstance(item, bool) or _of(int, item) < 0:
        message = f"{item!r} is not a count"
        raise ValueError(message)
    return int(item)


def _text(item: JSON) -> str:
    return _of(str, item)


def _list(item: JSON) -> list[JSON]:
    return _of(list, item)


def _dict(item: JSON) -> dict[str, JSON]:
    return _of(dict, item)


def _of(kind: type[T], item: JSON) -> T:
    if not isinstance(item, kind):
        message = f"{item!r} is not a {kind.__name__}"
        raise TypeError(message)
    return item
