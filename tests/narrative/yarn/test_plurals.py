"""CLDR plural categories."""

from __future__ import annotations

import pytest

from narrative.yarn.plurals import cardinal, ordinal


@pytest.mark.parametrize(
    ("category", "number"),
    [("other", 0), ("one", 1), ("other", 2), ("other", 11), ("other", 1.5), ("other", -1), ("other", 21)],
)
def test_english_counts_one_and_others(category: str, number: float) -> None:
    """Only exactly one plate is one plate."""
    assert category == cardinal("en", number)


@pytest.mark.parametrize(
    ("category", "number"),
    [
        ("other", 0),
        ("one", 1),
        ("two", 2),
        ("few", 3),
        ("other", 4),
        ("other", 11),
        ("other", 12),
        ("other", 13),
        ("one", 21),
        ("two", 102),
        ("few", 1003),
        ("other", 111),
        ("other", 1.5),
        ("other", float("inf")),
    ],
)
def test_english_orders_by_the_last_digits(category: str, number: float) -> None:
    """1st, 2nd, 3rd, but 11th, 12th, 13th."""
    assert category == ordinal("en", number)


@pytest.mark.parametrize("language", ["id", "id-ID", "tlh"])
def test_indonesian_knows_one_category(language: str) -> None:
    """So does any language we do not know."""
    assert {"other"} == {cardinal(language, number) for number in range(30)}
    assert {"other"} == {ordinal(language, number) for number in range(30)}


@pytest.mark.parametrize("language", ["en-AU", "en_GB", "EN"])
def test_regions_do_not_matter(language: str) -> None:
    """English is English."""
    assert ("one", "few") == (cardinal(language, 1), ordinal(language, 3))
