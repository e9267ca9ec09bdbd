"""Formats values as .NET does with one argument: `{0:F2}`, `{0,8:N0}`, `{0:#,##0.00}`, in the invariant culture."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from narrative.errors import StoryFault
from narrative.yarn.program import Value
from narrative.yarn.values import format_number, format_value

_ITEM = re.compile(
    r"\{\{|\}\}"  # an escaped brace
    r"|\{0(?:,(?P<width>-?\d{1,3}))?(?::(?P<format>[^{}]*))?\}"
    r"|[{}]",  # anything else in braces is refused
    re.ASCII,
)
_KIND = re.compile(r"(?P<kind>[A-Za-z])(?P<digits>\d{0,2})", re.ASCII)
_PICTURE = re.compile(r"(?P<whole>[#0,]*)(?:\.(?P<fraction>[#0]+))?")
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)", re.ASCII)

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
"""Holds any 32-bit number with up to 99 decimals. A half is rounded away from zero."""


def format_composite(pattern: str, value: Value) -> str:
    """Put the value into every `{0}` of the pattern; raise StoryFault if it is no format of one argument."""

    def put(item: re.Match[str]) -> str:
        if item[0] in ("{{", "}}"):
            return item[0][0]
        if item[0] in ("{", "}"):
            message = f'"{pattern}" is not a format of one argument'
            raise StoryFault(message)
        text = _formatted(value, item["format"] or "")
        width = int(item["width"] or 0)
        return text.rjust(width) if width >= 0 else text.ljust(-width)

    return _ITEM.sub(put, pattern)


def _formatted(value: Value, wanted: str) -> str:
    if isinstance(value, bool | str) or not wanted or not math.isfinite(value):
        return format_value(value)
    if kind := _KIND.fullmatch(wanted):
        return _standard(value, kind["kind"].upper(), kind["digits"])
    picture = _PICTURE.fullmatch(wanted)
    if picture is None:
        raise _unusable(value, wanted)
    return _pictured(value, picture["whole"], picture["fraction"] or "")


def _standard(number: float, kind: str, digits: str) -> str:
    places = int(digits or 2)
    match kind:
        case "F":
            return f"{_rounded(number, places):f}"
        case "N":
            return f"{_rounded(number, places):,f}"
        case "P":
            return f"{_rounded(number * 100, places):,f} %"
        case "D" if number == int(number):
            return f"{'-' if number < 0 else ''}{abs(int(number)):0{int(digits or 1)}d}"
        case "E":
            mantissa, exponent = f"{number:.{int(digits or 6)}E}".split("E")
            return f"{mantissa}E{int(exponent):+04d}"
        case "G" | "R" if not int(digits or 0):
            return format_number(number)
        case "G":
            return f"{number:.{int(digits)}G}"
        case _:
            raise _unusable(number, kind + digits)


def _pictured(number: float, whole: str, fraction: str) -> str:
    """`0` stands for a digit that is always written, `#` for one that is written if it counts."""
    digits = whole.replace(",", "")
    before, _, after = f"{abs(_rounded(number, len(fraction))):f}".partition(".")
    before = before.lstrip("0").rjust(len(digits.lstrip("#")), "0")
    always = fraction.rfind("0") + 1
    after = after[:always] + after[always:].rstrip("0")
    grouped = _THOUSANDS.sub(",", before) if "," in whole else before
    return f"{'-' if number < 0 else ''}{grouped}{'.' if after else ''}{after}"


def _rounded(number: float, places: int) -> Decimal:
    return _EXACT.quantize(Decimal(number), Decimal(1).scaleb(-places))


def _unusable(number: float, wanted: str) -> StoryFault:
    return StoryFault(f"the number format {wanted} cannot be used for {format_number(number)}")
