"""The types of values, and what may stand for what."""

from __future__ import annotations

import pytest

from narrative.yarn.program import EnumType, Value
from narrative.yarn.types import converts, default_value, raw_type, type_of

ENUMS = {
    "Size": EnumType(name="Size", cases=(("Small", 3.0), ("Large", 4.0))),
    "Act": EnumType(name="Act", cases=(("Go", "go"), ("Stay", "stay"))),
}


@pytest.mark.parametrize(
    ("expected", "value"),
    [("bool", True), ("bool", False), ("number", 1.0), ("number", 0.0), ("string", ""), ("string", "1")],
)
def test_the_type_of_a_value(expected: str, value: Value) -> None:
    assert expected == type_of(value)


def test_the_type_of_an_enums_raw_values() -> None:
    assert ["number", "string"] == [raw_type(enum) for enum in ENUMS.values()]


@pytest.mark.parametrize(
    ("expected", "type_"),
    [(0.0, "number"), ("", "string"), (False, "bool"), (3.0, "Size"), ("go", "Act")],
)
def test_what_a_variable_begins_with(expected: Value, type_: str) -> None:
    assert expected == default_value(type_, ENUMS)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("number", "number"),
        ("Act", "Act"),
        ("Act", "string"),
        ("Size", "number"),
        ("bool", "any"),
        ("Size", "any"),
    ],
)
def test_what_may_stand_for_what(source: str, target: str) -> None:
    assert converts(source, target, ENUMS)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("number", "string"),
        ("number", "bool"),
        ("string", "Act"),
        ("number", "Size"),
        ("Act", "number"),
        ("Size", "string"),
        ("Act", "Size"),
        ("Size", "bool"),
    ],
)
def test_what_may_not(source: str, target: str) -> None:
    assert not converts(source, target, ENUMS)
