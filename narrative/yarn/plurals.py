"""CLDR plural categories for the languages the stories are written in: English and Indonesian."""

from __future__ import annotations

import math


def cardinal(language: str, number: float) -> str:
    """Return the category for "one plate, two plates"; Indonesian knows only `other`."""
    return "one" if _base(language) == "en" and number == 1 else "other"


def ordinal(language: str, number: float) -> str:
    """Return the category for "1st, 2nd, 3rd"; Indonesian knows only `other`."""
    if _base(language) != "en" or not math.isfinite(number) or number != int(number):
        return "other"
    if 11 <= abs(number) % 100 <= 13:
        return "other"
    return {1: "one", 2: "two", 3: "few"}.get(int(abs(number) % 10), "other")


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()
