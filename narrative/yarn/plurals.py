"""CLDR plural categories: which form of a word goes with a number, in any language."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

_OTHER = "other"

_Rule: TypeAlias = Callable[[Decimal | int], str]


def cardinal(language: str, number: str) -> str:
    """Return the category for "one plate, two plates", by the number as it is shown."""
    return _category(_rules(language)[0], number)


def ordinal(language: str, number: str) -> str:
    """Return the category for "1st, 2nd, 3rd", by the number as it is shown."""
    return _category(_rules(language)[1], number)


def _category(rule: _Rule, number: str) -> str:
    exact = Decimal(number)
    if not exact.is_finite():
        return _OTHER
    # A Decimal has no remainder beyond 28 digits, an int always has.
    whole = int(exact)
    return rule(whole if whole == exact else exact)


@lru_cache
def _rules(language: str) -> tuple[_Rule, _Rule]:
    """Return the rules of a locale or of its base language; of none that we know, everything is `other`."""
    # Imported late: it takes as long as half the program, and most stories never count anything.
    from babel import Locale, UnknownLocaleError

    tag = language.replace("-", "_")
    for name in (tag, tag.partition("_")[0]):
        try:
            locale = Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            continue
        return locale.plural_form, locale.ordinal_form
    return (lambda _: _OTHER), (lambda _: _OTHER)
