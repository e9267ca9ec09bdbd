"""Composite formats of one argument, as .NET writes them in the invariant culture."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import StoryFault
from narrative.yarn.formats import format_composite
from narrative.yarn.program import Value
from narrative.yarn.values import single


@pytest.mark.parametrize(
    ("text", "pattern", "value"),
    [
        ("no item", "no item", 1.0),
        ("<1.5>", "<{0}>", 1.5),
        ("True and True", "{0} and {0}", True),
        ("   1.5|", "{0,6}|", 1.5),
        ("1.50  |", "{0,-6:F2}|", 1.5),
        ("{1}", "{{{0}}}", 1.0),
        ("word", "{0:F2}", "word"),
        ("Infinity", "{0:D}", math.inf),
        ("NaN", "{0:0.00}", math.nan),
        ("1.5", "{0:}", 1.5),
    ],
)
def test_a_value_is_put_into_a_pattern(text: str, pattern: str, value: Value) -> None:
    """With a width, on either side; a format counts for numbers alone."""
    assert text == format_composite(pattern, value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("3.14", "F2", math.pi),
        ("3.14", "F", math.pi),
        ("3", "f0", math.pi),
        ("0.13", "F2", 0.125),
        ("-3", "F0", -2.5),
        ("340282346638528859811704183484516925440.0", "F1", single(3.4028235e38)),
        ("0.10000000149011611938", "F20", single(0.1)),
        ("1,234,567.0", "N1", 1234567.0),
        ("-1,234.50", "N", -1234.5),
        ("12.50 %", "P", 0.125),
        ("12 %", "P0", 0.12),
        ("007", "D3", 7.0),
        ("-007", "D3", -7.0),
        ("7", "D", 7.0),
        ("1.234500E+003", "E", 1234.5),
        ("1.2E-004", "e1", 0.00012),
        ("1.5", "G", 1.5),
        ("1.5", "R", 1.5),
        ("1.23E+04", "G3", 12345.0),
        ("0.00012", "G3", 0.00012),
    ],
)
def test_kinds_of_numbers(text: str, kind: str, value: float) -> None:
    """A letter, and how many digits."""
    assert text == format_composite(f"{{0:{kind}}}", value)


@pytest.mark.parametrize(
    ("text", "picture", "value"),
    [
        ("1.50", "0.00", 1.5),
        ("1.5", "0.##", 1.5),
        ("2", "0.##", 2.0),
        ("1.5", "0.0#", 1.495),
        ("007", "000", 7.0),
        ("-07", "00", -7.0),
        ("1234", "0", 1234.0),
        ("1,234,567.80", "#,##0.00", 1234567.8),
        ("0,005", "0,000", 5.0),
        (".5", "#.#", 0.5),
        ("", "#", 0.0),
        ("3", "0", 2.5),
    ],
)
def test_pictures_of_numbers(text: str, picture: str, value: float) -> None:
    """Digit by digit."""
    assert text == format_composite(f"{{0:{picture}}}", value)


@pytest.mark.parametrize(
    "pattern", ["{", "{1}", "}", "{0:X2}", "{0:D}", "{0:F999}", "{0:0;0}", "{0,x}", "{0:C}"]
)
def test_formats_that_do_not_fit_are_a_fault(pattern: str) -> None:
    """A wrong pattern is the author's mistake."""
    with pytest.raises(StoryFault):
        format_composite(pattern, 1.5)


ANY_VALUE = st.one_of(st.floats(width=32), st.booleans(), st.text())


@given(
    st.text(alphabet="{}0,:.#FNPDEGX29-a ") | st.from_regex(r"\{0(,-?\d)?:[FNPDEGR#0,.]\d?\d?\}"), ANY_VALUE
)
def test_any_pattern_gives_a_text_or_a_fault(pattern: str, value: Value) -> None:
    """And nothing else."""
    try:
        assert isinstance(format_composite(pattern, value), str)
    except StoryFault:
        return


@given(st.floats(width=32, allow_nan=False, allow_infinity=False), st.integers(0, 9))
def test_a_picture_of_zeros_is_a_fixed_number(number: float, places: int) -> None:
    """Two ways to ask for the same."""
    picture = f"{{0:0{'.' if places else ''}{'0' * places}}}"
    fixed = format_composite(f"{{0:F{places}}}", number)
    assert float(fixed) == float(format_composite(picture, number))
