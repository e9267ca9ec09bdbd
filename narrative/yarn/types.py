"""The types of Yarn values: number, string, bool, and the enums a story declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from narrative.yarn.program import EnumType, Value

Type: TypeAlias = str
"""A built-in type's name or an enum's name."""

NUMBER: Final = "number"
STRING: Final = "string"
BOOL: Final = "bool"
ANY: Final = "any"

BUILT_IN: Final = frozenset({NUMBER, STRING, BOOL})
_DEFAULTS: Final[Mapping[Type, Value]] = {NUMBER: 0.0, STRING: "", BOOL: False}


def type_of(value: Value) -> Type:
    """Return the built-in type of a plain value."""
    if isinstance(value, bool):
        return BOOL
    return STRING if isinstance(value, str) else NUMBER


def raw_type(enum: EnumType) -> Type:
    """Return the type of an enum's raw values."""
    return type_of(enum.cases[0][1])


def default_value(type_: Type, enums: Mapping[str, EnumType]) -> Value:
    """Return what a variable of that type holds before anything is set."""
    return _DEFAULTS[type_] if type_ in _DEFAULTS else enums[type_].cases[0][1]


def converts(source: Type, target: Type, enums: Mapping[str, EnumType]) -> bool:
    """Say whether a value may stand where `target` is expected: only an enum passes for its raw type."""
    if target in (source, ANY):
        return True
    return source in enums and raw_type(enums[source]) == target
