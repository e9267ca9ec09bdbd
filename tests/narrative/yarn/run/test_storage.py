"""Variables keep their types, and only what differs from a default is stored."""

from __future__ import annotations

import pytest

from narrative.errors import StoryFault
from narrative.yarn.program import EnumType, Value
from narrative.yarn.run.state import DialogueState
from narrative.yarn.run.storage import VariableStorage
from tests.narrative.yarn.run.assembly import story, variable

PROGRAM = story(
    variables=[
        variable("$trust", 2.0),
        variable("$said", ""),
        variable("$lied", default=False),
        variable("$act", "none", enum="Act"),
        variable("$opens", False, ("LOAD", "$lied")),
    ],
    enums=[EnumType(name="Act", cases=(("None", "none"), ("Sorry", "sorry")))],
)


def storage() -> tuple[VariableStorage, DialogueState]:
    state = DialogueState.fresh(seed=1)
    return VariableStorage(PROGRAM, state), state


def read(variables: VariableStorage, name: str) -> Value:
    return variables.read(variables.declaration(name))


def test_a_variable_has_its_default_until_it_is_written() -> None:
    """Defaults are not stored."""
    variables, state = storage()
    assert (2.0, "none") == (read(variables, "$trust"), read(variables, "$act"))
    assert {} == state.variables


def test_what_is_written_is_read() -> None:
    """Whole numbers from a host are numbers."""
    variables, state = storage()
    variables.write("$trust", 3)
    variables.write("$act", "sorry")
    variables.write("$lied", True)
    assert (3.0, "sorry", True) == tuple(read(variables, name) for name in ("$trust", "$act", "$lied"))
    assert {"$trust": 3.0, "$act": "sorry", "$lied": True} == state.variables


def test_a_variable_set_back_to_its_default_is_not_stored() -> None:
    """So a later edition's default reaches it, and the state stays small."""
    variables, state = storage()
    variables.write("$said", "something")
    variables.write("$said", "")
    assert {} == state.variables


@pytest.mark.parametrize(
    ("complaint", "name", "value"),
    [
        ("there is no variable \\$other", "$other", 1.0),
        ("there is no variable trust", "trust", 1.0),
        ('\\$trust is of type number and cannot be set to the string "3"', "$trust", "3"),
        ('\\$trust is of type number and cannot be set to the bool "True"', "$trust", True),
        ('\\$lied is of type bool and cannot be set to the number "1"', "$lied", 1.0),
        ('\\$said is of type string and cannot be set to the bool "False"', "$said", False),
        ('\\$act is of type Act and cannot be set to the string "shout"', "$act", "shout"),
        ("\\$opens is a smart variable and cannot be set", "$opens", True),
    ],
)
def test_what_does_not_fit_is_a_fault(complaint: str, name: str, value: Value) -> None:
    """And changes nothing."""
    variables, state = storage()
    with pytest.raises(StoryFault, match=complaint):
        variables.write(name, value)
    assert {} == state.variables


def test_storage_follows_the_state_when_its_variables_are_replaced() -> None:
    """A host that carries variables over into a state need not mind the order."""
    variables, state = storage()
    state.variables = {"$trust": 5.0}
    assert 5.0 == read(variables, "$trust")
