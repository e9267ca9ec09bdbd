"""What we bring to every script is defined for editors."""

from __future__ import annotations

import pytest

from narrative.drama.commands import COMMANDS
from narrative.drama.functions import signatures
from narrative.drama.host import DEFINITIONS
from narrative.yarn.definitions import Definition
from narrative.yarn.library import Library

ALL = [*DEFINITIONS.commands.values(), *DEFINITIONS.functions.values()]


def test_every_command_is_defined() -> None:
    assert COMMANDS.keys() == DEFINITIONS.commands.keys()


def test_every_function_that_yarn_does_not_bring_is_defined_as_the_compiler_knows_it() -> None:
    known = signatures()
    assert known.keys() - Library.standard().signatures().keys() == DEFINITIONS.functions.keys()
    assert {name: known[name] for name in DEFINITIONS.functions} == {
        name: function.signature() for name, function in DEFINITIONS.functions.items()
    }


@pytest.mark.parametrize("definition", ALL, ids=lambda definition: definition.name)
def test_every_definition_and_its_parameters_are_documented(definition: Definition) -> None:
    assert definition.documentation
    assert all(one.documentation for one in definition.parameters)
