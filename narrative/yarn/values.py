"""Yarn's values: numbers of 32 bits, how each value prints, how it converts, and what the operators do."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from narrative.errors import StoryFault
from narrative.yarn.program import Value

_SINGLE = struct.Struct("<f")
_EXACT = 1 << 24  # every whole number up to here is a 32-bit float and prints as itself
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_PLACEHOLDER = re.compile(r"\{(\d+)\}", re.ASCII)


def single(number: float) -> float:
    """Round to a 32-bit float; what is too large becomes infinity."""
    try:
        (rounded,) = _SINGLE.unpack(_SINGLE.pack(float(number)))
    except OverflowError:
        return math.inf if number > 0 else -math.inf
    return float(rounded)


def value_of(raw: object) -> Value:
    """Take a plain Python value from a host or a file as a Yarn value."""
    if isinstance(raw, bool | str):
        return raw
    if isinstance(raw, int | float):
        return single(raw)
    message = f"{raw!r} is not a number, a string or a bool"
    raise StoryFault(message)


def type_of(value: Value) -> str:
    """Return the type's name as it is written in Yarn."""
    if isinstance(value, bool):
        return "bool"
    return "string" if isinstance(value, str) else "number"


# Printing


def format_value(value: Value) -> str:
    """Print as Yarn does: True and False, and the shortest decimal that means the same 32-bit number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    return format_number(value)


def format_number(number: float) -> str:
    """Print without exponent and without `.0`."""
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) <= _EXACT:
        return str(int(number))
    return _without_exponent(_shortest(single(number)))


def _shortest(number: float) -> str:
    # Nine significant digits always tell two 32-bit floats apart.
    candidates = (f"{number:.{digits}g}" for digits in range(1, 10))
    return next(text for text in candidates if single(float(text)) == number)


def _without_exponent(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return text
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.removeprefix("-").partition(".")
    shift = int(exponent)
    if shift < 0:
        return f"{sign}0.{'0' * (-shift - 1)}{whole}{fraction}"
    return f"{sign}{whole}{fraction.ljust(shift, '0')}"


def substitute(text: str, substitutions: Sequence[str]) -> str:
    """Put the texts in for {0}, {1}… at once, so that braces inside a text stay as they are."""

    def put(placeholder: re.Match[str]) -> str:
        number = int(placeholder[1])
        return substitutions[number] if number < len(substitutions) else placeholder[0]

    return _PLACEHOLDER.sub(put, text)


# Conversion


def to_number(value: Value) -> float:
    """Convert to a number; a Bool is 1 or 0."""
    if not isinstance(value, str):
        return float(value)
    if not _NUMBER.fullmatch(value.strip()):
        message = f'"{value}" is not a number'
        raise StoryFault(message)
    return single(float(value))


def to_bool(value: Value) -> bool:
    """Convert to a Bool; a number is true unless it is 0."""
    if not isinstance(value, str):
        return bool(value)
    text = value.strip().lower()
    if text not in ("true", "false"):
        message = f'"{value}" is neither true nor false'
        raise StoryFault(message)
    return text == "true"


# Operators

Operator: TypeAlias = Callable[[Value, Value], Value]


def _numbers(calculate: Callable[[float, float], float]) -> Operator:
    def apply(left: Value, right: Value) -> Value:
        return single(calculate(_number(left), _number(right)))

    return apply


def _comparison(compare: Callable[[float, float], bool]) -> Operator:
    return lambda left, right: compare(_number(left), _number(right))


def _logic(combine: Callable[[bool, bool], bool]) -> Operator:
    return lambda left, right: combine(_bool(left), _bool(right))


def _number(value: Value) -> float:
    if isinstance(value, float):
        return value
    message = f"{format_value(value)} is a {type_of(value)}, not a number"
    raise StoryFault(message)


def _bool(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    message = f"{format_value(value)} is a {type_of(value)}, not a bool"
    raise StoryFault(message)


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    return single(_number(left) + _number(right))


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """Round both to whole numbers; the result takes the sign of the first."""
    if not (math.isfinite(left) and math.isfinite(right)) or round(right) == 0:
        message = f"{format_number(left)} % {format_number(right)} has no result"
        raise StoryFault(message)
    return math.fmod(round(left), round(right))


def _equal(left: Value, right: Value) -> bool:
    return type(left) is type(right) and left == right


BINARY: Mapping[str, Operator] = {
    "+": _add,
    "-": _numbers(lambda left, right: left - right),
    "*": _numbers(lambda left, right: left * right),
    "/": _numbers(_divide),
    "%": _numbers(_remainder),
    "==": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _comparison(lambda left, right: left < right),
    "<=": _comparison(lambda left, right: left <= right),
    ">": _comparison(lambda left, right: left > right),
    ">=": _comparison(lambda left, right: left >= right),
    "and": _logic(lambda left, right: left and right),
    "or": _logic(lambda left, right: left or right),
    "xor": _logic(lambda left, right: left != right),
}

UNARY: Mapping[str, Callable[[Value], Value]] = {
    "neg": lambda value: -_number(value),
    "not": lambda value: not _bool(value),
}
