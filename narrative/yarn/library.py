"""The functions a script may call: Yarn's own, and those a host adds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias

from narrative.errors import StoryFault
from narrative.yarn.formats import format_composite
from narrative.yarn.program import Value
from narrative.yarn.signatures import Signature
from narrative.yarn.values import (
    format_number,
    format_value,
    to_bool,
    to_number,
    value_of,
)


class Asking(Protocol):
    """What a function may ask of the running dialogue."""

    def visits(self, node: str) -> int:
        """Return how often the node or group has been completed."""
        ...

    def has_content(self, node: str) -> bool:
        """Return whether running the node or group now would run anything."""
        ...

    def fraction(self) -> float:
        """Return the next random number from 0 up to, but not including, 1."""
        ...

    def below(self, bound: int) -> int:
        """Return the next random whole number from 0 up to, but not including, `bound`."""
        ...


Implementation: TypeAlias = Callable[..., bool | float | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Function:
    implementation: Implementation
    signature: Signature
    asks: bool = False


class Library:
    """An unchangeable set of functions."""

    def __init__(self, functions: Mapping[str, _Function] | None = None) -> None:
        self._functions = dict(functions or {})

    @staticmethod
    def standard() -> Library:
        """Return Yarn's own functions."""
        return Library(_STANDARD)

    def with_function(self, name: str, implementation: Implementation, signature: Signature) -> Library:
        """Return a library that has this function too; it gets and returns plain values."""
        function = _Function(implementation=implementation, signature=signature)
        return Library({**self._functions, name: function})

    def signatures(self) -> Mapping[str, Signature]:
        """Return what the compiler must know."""
        return {name: function.signature for name, function in self._functions.items()}

    def call(self, name: str, arguments: list[Value], asking: Asking) -> Value:
        """Call a function; one that needs the dialogue gets it as its first argument."""
        function = self._functions.get(name)
        if function is None:
            message = f"there is no function {name}"
            raise StoryFault(message)
        if function.asks:
            return value_of(function.implementation(asking, *arguments))
        return value_of(function.implementation(*arguments))


# Chance

_STEPS = 1 << 24


def _random(asking: Asking) -> float:
    """Cut to what 32 bits hold: rounding could give 1."""
    return math.floor(asking.fraction() * _STEPS) / _STEPS


def _random_range(asking: Asking, low: float, high: float) -> float:
    """Go in whole steps from `low`; both ends can come up."""
    steps = high - low
    if not 0 <= steps < math.inf:
        message = f"random_range({format_number(low)}, {format_number(high)}) is an empty range"
        raise StoryFault(message)
    return low + asking.below(math.floor(steps) + 1)


def _dice(asking: Asking, sides: float) -> float:
    if not 1 <= sides < math.inf:
        message = f"a die cannot have {format_number(sides)} sides"
        raise StoryFault(message)
    return 1 + asking.below(math.floor(sides))


# Rounding


def _whole(calculate: Callable[[float], int]) -> Implementation:
    """Let infinity and NaN through, which Python's rounding refuses."""
    return lambda number: calculate(number) if math.isfinite(number) else number


def _next_whole(number: float) -> int:
    return math.floor(number) + 1


def _previous_whole(number: float) -> int:
    return math.ceil(number) - 1


def _round_places(number: float, places: float) -> float:
    if not (math.isfinite(number) and 0 <= places <= 15):
        return number
    return round(number, int(places))


def _fraction_part(number: float) -> float:
    return math.fmod(number, 1) if math.isfinite(number) else 0.0


# The table


def _function(types: str, implementation: Implementation) -> _Function:
    """`types` lists the parameters' types, then the result's."""
    *parameters, returns = types.split()
    return _Function(implementation=implementation, signature=Signature(tuple(parameters), returns))


def _asking(types: str, implementation: Implementation) -> _Function:
    return replace(_function(types, implementation), asks=True)


_STANDARD: Mapping[str, _Function] = {
    "string": _function("any string", format_value),
    "number": _function("any number", to_number),
    "bool": _function("any bool", to_bool),
    "format_invariant": _function("number string", format_number),
    "format": _function("string any string", format_composite),
    "min": _function("number number number", min),
    "max": _function("number number number", max),
    "round": _function("number number", _whole(round)),
    "round_places": _function("number number number", _round_places),
    "floor": _function("number number", _whole(math.floor)),
    "ceil": _function("number number", _whole(math.ceil)),
    "inc": _function("number number", _whole(_next_whole)),
    "dec": _function("number number", _whole(_previous_whole)),
    "int": _function("number number", _whole(math.trunc)),
    "decimal": _function("number number", _fraction_part),
    "random": _asking("number", _random),
    "random_range": _asking("number number number", _random_range),
    "random_range_float": _asking("number number number", _random_range),
    "dice": _asking("number number", _dice),
    "visited": _asking("string bool", lambda asking, node: asking.visits(node) > 0),
    "visited_count": _asking("string number", lambda asking, node: asking.visits(node)),
    "has_any_content": _asking("string bool", lambda asking, node: asking.has_content(node)),
}
