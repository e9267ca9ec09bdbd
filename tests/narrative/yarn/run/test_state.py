"""The dialogue's state: plain data that survives JSON, and nothing else is taken for it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import StateError
from narrative.yarn.run.state import DialogueState, Frame, PendingOption, Status, Strategy

names = st.text(max_size=8)
counts = st.dictionaries(names, st.integers(0, 99), max_size=3)
values = st.booleans() | st.floats(width=32, allow_nan=False) | st.text(max_size=8)
options = st.builds(
    PendingOption,
    line_id=names,
    substitutions=st.lists(names, max_size=2).map(tuple),
    available=st.booleans(),
    label=st.integers(0, 99),
    once=names,
)
states = st.builds(
    DialogueState,
    chance=st.integers(0, 2**64 - 1),
    strategy=st.sampled_from(Strategy),
    status=st.sampled_from(Status),
    frames=st.lists(st.builds(Frame, names, st.integers(-1, 99)), max_size=3),
    stack=st.lists(values, max_size=3),
    options=st.lists(options, max_size=3),
    variables=st.dictionaries(names, values, max_size=3),
    once=st.sets(names, max_size=3),
    visits=counts,
    views=counts,
    last_line=names,
)


@given(states)
def test_any_state_survives_json(state: DialogueState) -> None:
    """Strict JSON, which knows neither infinity nor NaN."""
    text = json.dumps(state.to_plain(), allow_nan=False)
    assert state == DialogueState.from_plain(json.loads(text))


@given(states)
def test_equal_states_are_written_alike(state: DialogueState) -> None:
    """So that stored states can be compared."""
    again = DialogueState.from_plain(state.to_plain())
    assert json.dumps(state.to_plain()) == json.dumps(again.to_plain())


def test_a_number_that_is_none_survives_json() -> None:
    """NaN is not equal to itself, so it is looked at by hand."""
    state = DialogueState.fresh(seed=1)
    state.variables["$x"] = math.nan
    value = DialogueState.from_plain(json.loads(json.dumps(state.to_plain()))).variables["$x"]
    assert isinstance(value, float)
    assert math.isnan(value)


def test_a_fresh_state_is_small() -> None:
    """What is empty is left out."""
    expected = {"format": 1, "status": "ended", "strategy": "relevant", "chance": "2a"}
    assert expected == DialogueState.fresh(seed=42).to_plain()


def test_a_full_state_is_written_in_short() -> None:
    """The stored form, which older readings depend on: change FORMAT with it."""
    state = DialogueState(
        chance=255,
        strategy=Strategy.BEST,
        status=Status.CHOOSING,
        frames=[Frame("Start", 3), Frame("Group"), Frame("Group.member", 1)],
        stack=[1.0, math.inf],
        options=[PendingOption(line_id="o", substitutions=("x",), available=True, label=7, once="k")],
        variables={"$b": True, "$a": "text"},
        once={"two", "one"},
        visits={"Start": 2},
        views={"line": 3},
        last_line="last",
    )
    expected = {
        "format": 1,
        "status": "choosing",
        "strategy": "best",
        "chance": "ff",
        "at": [["Start", 3], ["Group", -1], ["Group.member", 1]],
        "stack": [1.0, {"number": "inf"}],
        "options": [["o", ["x"], True, 7, "k"]],
        "vars": {"$a": "text", "$b": True},
        "once": ["one", "two"],
        "visits": {"Start": 2},
        "views": {"line": 3},
        "line": "last",
    }
    assert expected == state.to_plain()


@given(states)
def test_a_copy_is_equal_and_independent(state: DialogueState) -> None:
    """Changing every part of the copy leaves the state as it was."""
    copy = state.copy()
    assert copy == state
    before = state.to_plain()
    copy.frames.append(Frame("new", 0))
    copy.frames[0].position += 1
    copy.stack.append(1.0)
    copy.options.clear()
    copy.variables["$new"] = True
    copy.once.add("a longer key")
    copy.visits["a longer name"] = 1
    copy.views["a longer name"] = 1
    copy.below(6)
    assert before == state.to_plain()


def test_throws_go_on_where_the_state_was_saved() -> None:
    """The chance is part of the state."""
    state = DialogueState.fresh(seed=7)
    state.fraction()
    again = DialogueState.from_plain(state.to_plain())
    assert [state.below(1000) for _ in range(5)] == [again.below(1000) for _ in range(5)]


GOOD: dict[str, Any] = DialogueState.fresh(seed=1).to_plain()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {**GOOD, "format": 0},
        {**GOOD, "format": "1"},
        {**GOOD, "status": "asleep"},
        {**GOOD, "status": 1},
        {**GOOD, "strategy": "worst"},
        {**GOOD, "chance": 5},
        {**GOOD, "chance": "xyz"},
        {key: value for key, value in GOOD.items() if key != "chance"},
        {**GOOD, "at": {}},
        {**GOOD, "at": ["Start"]},
        {**GOOD, "at": [["Start"]]},
        {**GOOD, "at": [["Start", -2]]},
        {**GOOD, "at": [["Start", True]]},
        {**GOOD, "at": [["Start", 1.5]]},
        {**GOOD, "at": [[1, 1]]},
        {**GOOD, "stack": [None]},
        {**GOOD, "stack": [[]]},
        {**GOOD, "stack": [{"number": 1}]},
        {**GOOD, "stack": [{"number": "many"}]},
        {**GOOD, "options": [["o", [], True, 0]]},
        {**GOOD, "options": [["o", [1], True, 0, ""]]},
        {**GOOD, "options": [["o", [], 1, 0, ""]]},
        {**GOOD, "vars": []},
        {**GOOD, "vars": {"$x": None}},
        {**GOOD, "once": {"a": 1}},
        {**GOOD, "once": [1]},
        {**GOOD, "visits": {"a": -1}},
        {**GOOD, "views": {"a": "1"}},
        {**GOOD, "line": 1},
        {**GOOD, "more": 1},
    ],
)
def test_other_data_is_refused(data: object) -> None:
    """With the one error that the shell knows how to handle."""
    with pytest.raises(StateError):
        DialogueState.from_plain(data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(["status", "strategy", "chance", "at", "stack", "options", "vars", "visits"]), json_values
)
def test_data_of_any_shape_is_read_or_refused(key: str, data: object) -> None:
    """Never another error."""
    try:
        DialogueState.from_plain({**GOOD, key: data})
    except StateError:
        return
