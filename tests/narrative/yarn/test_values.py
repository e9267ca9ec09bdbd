"""Yarn's values: 32-bit numbers, printing, conversion, operators."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import StoryFault
from narrative.yarn.values import (
    BINARY,
    UNARY,
    format_value,
    single,
    substitute,
    to_bool,
    to_number,
    type_of,
    value_of,
)

singles = st.floats(width=32)
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("True", True),
        ("False", False),
        ("text", "text"),
        ("", ""),
        ("0", 0.0),
        ("0", -0.0),
        ("1", 1.0),
        ("-3", -3.0),
        ("1.5", 1.5),
        ("0.3", single(0.1) + single(0.2)),
        ("0.1", single(0.1)),
        ("3.1415927", single(math.pi)),
        ("0.000000000000000000000000000000000000000000001", single(1e-45)),
        ("10000000", 1e7),
        ("16777216", 16777216.0),
        ("33333332", single(33333333.0)),
        ("100000000000000000000", single(1e20)),
        ("-120000000000", single(-1.2e11)),
        ("0.00001", single(1e-5)),
        ("-0.00000125", single(-1.25e-6)),
        ("Infinity", math.inf),
        ("-Infinity", -math.inf),
        ("NaN", math.nan),
    ],
)
def test_values_print_as_yarn_prints_them(printed: str, value: bool | float | str) -> None:
    """Bools are capitalised; numbers are short, without exponent and without `.0`."""
    assert printed == format_value(value)


@given(finite)
def test_a_printed_number_reads_as_the_same_number(number: float) -> None:
    """Whatever the number, nothing of its 32 bits is lost in print, and no exponent is shown."""
    printed = format_value(number)
    assert number == to_number(printed)
    assert "e" not in printed.lower()


@given(finite)
def test_no_shorter_print_means_the_same_number(number: float) -> None:
    """Dropping the last digit after the point always changes the number."""
    printed = format_value(number)
    whole, _, fraction = printed.partition(".")
    if fraction:
        assert number != single(float(f"{whole}.{fraction[:-1]}0"))


@given(st.floats())
def test_single_is_what_32_bits_hold(number: float) -> None:
    """Rounding twice is rounding once, and what does not fit is infinity."""
    rounded = single(number)
    assert struct.pack("<f", rounded) == struct.pack("<f", single(rounded))


def test_single_of_a_huge_number_is_infinity() -> None:
    """Both signs overflow to their own infinity."""
    assert (math.inf, -math.inf) == (single(1e300), single(-1e300))
    assert (math.inf, -math.inf) == (single(10**999), single(-(10**999)))


@pytest.mark.parametrize(
    ("text", "template", "substitutions"),
    [
        ("plain", "plain", ()),
        ("a 1 b", "a {0} b", ("1",)),
        ("2 1 2", "{1} {0} {1}", ("1", "2")),
        ("{1} x", "{0} {1}", ("{1}", "x")),
        ("{1}", "{1}", ("only zero",)),
        ("{x}", "{x}", ("1",)),
        (r"\g<0>", "{0}", (r"\g<0>",)),
    ],
)
def test_substitutions_go_in_at_once(text: str, template: str, substitutions: tuple[str, ...]) -> None:
    """A substitution that looks like a placeholder or a pattern stays as it is."""
    assert text == substitute(template, substitutions)


@pytest.mark.parametrize(
    ("value", "raw"), [(True, True), ("x", "x"), (3.0, 3), (single(0.1), 0.1), (math.inf, 1e300)]
)
def test_host_values_become_yarn_values(value: object, raw: object) -> None:
    """Whole numbers become floats, and floats are rounded to 32 bits."""
    assert (type(value), value) == (type(value_of(raw)), value_of(raw))


@pytest.mark.parametrize("raw", [None, [], {}, b"x", 1j])
def test_other_host_values_are_refused(raw: object) -> None:
    """Yarn has three kinds of value."""
    with pytest.raises(StoryFault, match="is not a number, a string or a bool"):
        value_of(raw)


def test_types_have_yarn_s_names() -> None:
    """A bool is no number here."""
    assert ["bool", "number", "string"] == [type_of(value) for value in (True, 1.0, "1")]


@pytest.mark.parametrize(
    ("number", "value"),
    [(1.0, True), (0.0, False), (2.5, 2.5), (2.5, " 2.5 "), (-3.0, "-3"), (1200.0, "1.2e3"), (7.0, "+7")],
)
def test_conversion_to_number(number: float, value: bool | float | str) -> None:
    """Texts are read with a point, whatever the reader's language."""
    assert number == to_number(value)


@pytest.mark.parametrize("text", ["", "x", "1,5", ".5", "5.", "1 2", "٣", "nan", "infinity", "1_000"])
def test_a_bad_number_is_a_fault_of_the_story(text: str) -> None:
    """What is not plainly a number is none, even where Python would read it."""
    with pytest.raises(StoryFault, match="is not a number"):
        to_number(text)


@pytest.mark.parametrize(
    ("truth", "value"),
    [(True, True), (True, 2.0), (False, 0.0), (True, "true"), (True, " True "), (False, "FALSE")],
)
def test_conversion_to_bool(truth: bool, value: bool | float | str) -> None:
    """Every number but zero is true."""
    assert truth is to_bool(value)


def test_a_bad_bool_is_a_fault_of_the_story() -> None:
    """Only the two words count."""
    with pytest.raises(StoryFault, match="neither true nor false"):
        to_bool("yes")


@pytest.mark.parametrize(
    ("result", "left", "operator", "right"),
    [
        (3.0, 1.0, "+", 2.0),
        ("ab", "a", "+", "b"),
        (-1.0, 1.0, "-", 2.0),
        (6.0, 2.0, "*", 3.0),
        (2.5, 5.0, "/", 2.0),
        (math.inf, 1.0, "/", 0.0),
        (-math.inf, -1.0, "/", 0.0),
        (-math.inf, 1.0, "/", -0.0),
        (1.0, 7.0, "%", 3.0),
        (-1.0, -7.0, "%", 3.0),
        (1.0, 7.0, "%", -3.0),
        (3.0, 7.4, "%", 3.5),  # 7 % 4: halves go to the even neighbour
        (True, 1.0, "==", 1.0),
        (False, 1.0, "==", "1"),
        (False, True, "==", 1.0),
        (True, "a", "!=", "b"),
        (True, 1.0, "<", 2.0),
        (True, 2.0, "<=", 2.0),
        (False, 1.0, ">", 2.0),
        (True, 2.0, ">=", 2.0),
        (False, True, "and", False),
        (True, True, "or", False),
        (False, True, "xor", True),
        (True, True, "xor", False),
    ],
)
def test_binary_operators(
    result: bool | float | str, left: bool | float | str, operator: str, right: bool | float | str
) -> None:
    """Each operator on values of its types."""
    assert result == BINARY[operator](left, right)


def test_a_tenth_and_a_fifth_make_three_tenths() -> None:
    """In 32 bits, 0.1 + 0.1 is 0.2 and 0.1 + 0.2 prints as 0.3."""
    tenth, fifth = single(0.1), single(0.2)
    assert BINARY["=="](BINARY["+"](tenth, tenth), fifth)
    assert "0.3" == format_value(BINARY["+"](tenth, fifth))


def test_zero_by_zero_is_not_a_number() -> None:
    """NaN is not even itself."""
    result = BINARY["/"](0.0, 0.0)
    assert "NaN" == format_value(result)
    assert not BINARY["=="](result, result)


@pytest.mark.parametrize("right", [0.0, 0.4, math.inf, math.nan])
def test_a_remainder_by_nothing_is_a_fault(right: float) -> None:
    """The divisor is rounded first, so 0.4 is nothing too."""
    with pytest.raises(StoryFault, match="has no result"):
        BINARY["%"](7.0, right)


@given(singles, singles, st.sampled_from(["+", "-", "*", "/"]))
def test_arithmetic_never_leaves_32_bits(left: float, right: float, operator: str) -> None:
    """Whatever the operands, the result is a 32-bit float."""
    result = BINARY[operator](left, right)
    assert isinstance(result, float)
    assert math.isnan(result) or result == single(result)


def test_unary_operators() -> None:
    """Minus and not."""
    assert (-2.0, False) == (UNARY["neg"](2.0), UNARY["not"](True))


@pytest.mark.parametrize(
    ("left", "operator", "right", "complaint"),
    [
        (True, "+", False, "True is a bool, not a number"),
        ("1", "+", 1.0, "1 is a string, not a number"),
        ("a", "<", "b", "a is a string, not a number"),
        (1.0, "and", True, "1 is a number, not a bool"),
        (True, "or", "x", "x is a string, not a bool"),
    ],
)
def test_operands_of_another_type_are_a_fault(
    left: bool | float | str, operator: str, right: bool | float | str, complaint: str
) -> None:
    """The compiler refuses these; a program that has them all the same is stopped."""
    with pytest.raises(StoryFault, match=complaint):
        BINARY[operator](left, right)
