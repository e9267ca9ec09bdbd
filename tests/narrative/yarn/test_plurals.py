"""CLDR plural categories."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.plurals import cardinal, ordinal
from narrative.yarn.values import format_number, single

CATEGORIES = {"zero", "one", "two", "few", "many", "other"}


def samples(**categories: str) -> list[tuple[str, str]]:
    """Return each number with its category."""
    return [(category, number) for category, numbers in categories.items() for number in numbers.split()]


COUNTED = {
    "en": samples(one="1 -1 1.0", other="0 2 11 21 1.5 0.1 1000000 -2"),
    "id": samples(other="0 1 2 11 1.5"),
    "ja": samples(other="0 1 2 11 1.5"),
    "ru": samples(one="1 21 101", few="2 3 4 22 104", many="0 5 11 12 14 20 111", other="1.5 2.5"),
    "ar": samples(zero="0", one="1", two="2", few="3 10 103", many="11 99 111", other="100 102 1.5"),
    "pl": samples(one="1", few="2 3 4 22", many="0 5 11 12 21", other="1.5"),
    "fr": samples(one="0 1 1.5", other="2 2.5 100", many="1000000"),
}

ORDERED = {
    "en": samples(one="1 21 101", two="2 22 102", few="3 23 1003", other="0 4 11 12 13 111 1.5"),
    "id": samples(other="1 2 3"),
    "fr": samples(one="1", other="2 3 11 21"),
    "it": samples(many="8 11 80", other="1 2 3"),
}


@pytest.mark.parametrize(
    ("language", "category", "number"),
    [(language, *sample) for language, listed in COUNTED.items() for sample in listed],
)
def test_numbers_count_by_the_rules_of_their_language(language: str, category: str, number: str) -> None:
    """One plate, two plates."""
    assert category == cardinal(language, number)


@pytest.mark.parametrize(
    ("language", "category", "number"),
    [(language, *sample) for language, listed in ORDERED.items() for sample in listed],
)
def test_numbers_order_by_the_rules_of_their_language(language: str, category: str, number: str) -> None:
    """1st, 2nd, 3rd, but 11th, 12th, 13th."""
    assert category == ordinal(language, number)


@pytest.mark.parametrize("language", ["en-AU", "en_GB", "EN", "en-XX", "en-x-mask", "en_AU.UTF-8", "en_"])
def test_a_region_that_is_not_known_leaves_the_language(language: str) -> None:
    """English is English."""
    assert ("one", "few") == (cardinal(language, "1"), ordinal(language, "3"))


def test_a_region_may_count_in_its_own_way() -> None:
    """In Portugal there are no 1.5 plate."""
    assert ("one", "other") == (cardinal("pt-BR", "1.5"), cardinal("pt-PT", "1.5"))


@pytest.mark.parametrize("language", ["", "tlh", "C", "_", "../../en", "en\0", "a b", "😀", "x" * 500])
def test_a_language_that_is_none_counts_nothing(language: str) -> None:
    """Every number is like the others."""
    assert ("other", "other") == (cardinal(language, "1"), ordinal(language, "1"))


@pytest.mark.parametrize("language", [*COUNTED, *ORDERED])
@pytest.mark.parametrize("number", ["Infinity", "-Infinity", "NaN"])
def test_what_is_no_amount_is_like_the_others(language: str, number: str) -> None:
    """A division by nothing must not stop a story."""
    assert ("other", "other") == (cardinal(language, number), ordinal(language, number))


@given(st.text(), st.floats())
def test_any_language_and_number_have_a_category(language: str, number: float) -> None:
    """As Yarn shows the number."""
    shown = format_number(single(number))
    assert {cardinal(language, shown), ordinal(language, shown)} <= CATEGORIES


@given(st.sampled_from(sorted({*COUNTED, *ORDERED})), st.floats(width=32))
def test_any_number_has_a_category_in_the_languages_we_know(language: str, number: float) -> None:
    """Huge ones and tiny ones too."""
    shown = format_number(number)
    assert {cardinal(language, shown), ordinal(language, shown)} <= CATEGORIES


def test_the_rules_are_read_when_something_is_counted() -> None:
    """A story that counts nothing starts without them."""
    script = "import sys, narrative.yarn.markup; print('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "False" == done.stdout.strip()
