"""Tallies: adding up, and what they say was never reached."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrative.drama.rehearsal.tally import DeadEnd, Repeat, Tally, Trouble, playable_nodes, unreached_nodes
from tests.narrative.drama.maze import UNREACHABLE, book

FAULT = DeadEnd(trouble=Trouble.FAULT, node="A", message="it broke", run=3, steps=("choose line:a",))


def tally_of(*found: DeadEnd | Repeat) -> Tally:
    tally = Tally()
    for one in found:
        if isinstance(one, DeadEnd):
            tally.stop(one)
        else:
            tally.repeat(one)
    return tally


def test_counts_are_added_and_runs_stay_in_order() -> None:
    one = Tally(turns=[1, 2], lines=[3, 4], nodes=Counter(A=1), hits=Counter(a=2), endings=Counter(end=2))
    other = Tally(turns=[9], lines=[8], nodes=Counter(A=1, B=1), hits=Counter(b=1), endings=Counter(end=1))
    one.add(other)

    assert (
        Tally(
            turns=[1, 2, 9],
            lines=[3, 4, 8],
            nodes=Counter(A=2, B=1),
            hits=Counter(a=2, b=1),
            endings=Counter(end=3),
        )
        == one
    )
    assert 3 == one.runs


def test_the_same_dead_end_is_counted_and_its_first_run_kept() -> None:
    later = replace(FAULT, run=9, steps=("choose line:b",))

    assert [replace(FAULT, count=2)] == list(tally_of(FAULT, later).dead_ends.values())


def test_another_message_or_node_is_another_dead_end() -> None:
    found = (FAULT, replace(FAULT, node="B"), replace(FAULT, message="it fell"))

    assert list(found) == list(tally_of(*found).dead_ends.values())


def test_of_a_repeat_the_soonest_run_is_kept_the_first_of_equals() -> None:
    said = [Repeat(line_id="a", gap=gap, run=run) for gap, run in ((9, 1), (2, 4), (2, 5), (8, 6))]

    assert {"a": Repeat(line_id="a", gap=2, run=4, count=4)} == tally_of(*said).repeats


REPEATS = st.builds(
    Repeat, line_id=st.sampled_from("ab"), gap=st.integers(0, 20), run=st.integers(0, 99), count=st.just(1)
)
DEAD_ENDS = st.builds(
    DeadEnd,
    trouble=st.sampled_from(Trouble),
    node=st.sampled_from("AB"),
    message=st.just("it broke"),
    run=st.integers(0, 99),
    steps=st.just(()),
    count=st.just(1),
)


@given(st.lists(REPEATS | DEAD_ENDS), st.integers(0, 20))
def test_adding_up_parts_is_counting_the_whole(found: list[DeadEnd | Repeat], cut: int) -> None:
    """Wherever the runs are divided."""
    first, second = tally_of(*found[:cut]), tally_of(*found[cut:])
    first.add(second)

    assert tally_of(*found) == first


def test_a_node_that_only_declares_need_not_be_reached() -> None:
    assert ["Start", "Attic"] == list(playable_nodes(book(UNREACHABLE)))


def test_nothing_is_reached_before_the_first_run() -> None:
    assert ["Start", "Attic"] == [node.name for node in unreached_nodes(book(UNREACHABLE), Tally())]
