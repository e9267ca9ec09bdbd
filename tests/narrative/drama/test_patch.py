"""Going back by patches."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from narrative.drama.patch import difference, patched

LEAVES = st.booleans() | st.integers() | st.text(max_size=8)
PLAIN = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=4)
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text("abc", min_size=1, max_size=2), PLAIN, max_size=5)


@given(OBJECTS, OBJECTS)
def test_a_patch_leads_back_to_any_earlier_state(earlier: dict[str, Any], later: dict[str, Any]) -> None:
    assert earlier == patched(later, difference(later, earlier))


@given(OBJECTS)
def test_nothing_changed_is_an_empty_patch(state: dict[str, Any]) -> None:
    assert {} == difference(state, state)


def test_a_list_is_told_by_the_runs_of_it_that_stay() -> None:
    patch = difference({"memory": ["b", "c", "new", "d"]}, {"memory": ["a", "b", "c", "d"]})

    assert {"memory": {"~list": [{"~old": ["a"]}, [0, 2], [3, 4]]}} == patch


def test_a_new_key_is_removed_and_a_lost_one_comes_back() -> None:
    patch = difference({"new": 1, "same": 2}, {"lost": 3, "same": 2})

    assert {"new": None, "lost": 3} == patch
