"""Seeded chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.chance import Chance


def test_the_sequence_is_the_published_one() -> None:
    """SplitMix64 from seed 1234567, as in its reference implementation."""
    chance = Chance(1234567)

    assert [6457827717110365317, 3203168211198807973, 9817491932198370423] == [
        chance.bits() for _ in range(3)
    ]


@given(st.integers())
def test_a_saved_state_goes_on_where_it_was(seed: int) -> None:
    chance = Chance(seed)
    chance.bits()
    resumed = Chance(chance.state)

    assert [chance.bits() for _ in range(5)] == [resumed.bits() for _ in range(5)]


@given(st.integers(), st.integers(min_value=1, max_value=10**6))
def test_a_throw_stays_below_its_bound(seed: int, bound: int) -> None:
    assert 0 <= Chance(seed).below(bound) < bound


def test_an_empty_range_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Chance(0).below(0)
