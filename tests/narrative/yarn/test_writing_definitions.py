"""Definitions files as we write them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.definitions import (
    Definition,
    Definitions,
    Parameter,
    read_definitions,
    write_definitions,
)

WAIT = Definition(
    name="wait",
    documentation="Waits.",
    parameters=(
        Parameter(name="seconds", type="number", documentation="how long", default="1"),
        Parameter(name="rest", variadic=True),
    ),
)
TURNS = Definition(name="turns", returns="number")


def test_the_newer_dialect_is_written_and_nothing_but_what_it_knows() -> None:
    text = write_definitions(Definitions(commands={"wait": WAIT}, functions={"turns": TURNS}))
    assert {
        "version": 2,
        "commands": [
            {
                "yarnName": "wait",
                "documentation": "Waits.",
                "parameters": [
                    {"name": "seconds", "type": "number", "documentation": "how long", "defaultValue": "1"},
                    {"name": "rest", "type": "any", "isParamsArray": True},
                ],
            }
        ],
        "functions": [{"yarnName": "turns", "parameters": [], "return": {"type": "number"}}],
    } == json.loads(text)
    assert text.endswith("}\n")


WORDS = st.text(max_size=10)
TYPES = st.sampled_from(["any", "number", "string", "bool"])
PARAMETERS = st.lists(
    st.builds(
        Parameter,
        name=WORDS,
        type=TYPES,
        documentation=WORDS,
        default=st.none() | WORDS,
        variadic=st.booleans(),
    ),
    max_size=3,
).map(tuple)


def named(returns: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Definition]]:
    one = st.builds(Definition, name=WORDS, parameters=PARAMETERS, returns=returns, documentation=WORDS)
    return st.lists(one, max_size=3).map(lambda some: {each.name: each for each in some})


@given(st.builds(Definitions, commands=named(st.just("")), functions=named(TYPES)))
def test_what_is_written_is_read_again(definitions: Definitions) -> None:
    assert definitions == read_definitions(write_definitions(definitions))
