"""The story's variables: their declared types are kept, and only what differs from a default is stored."""

from __future__ import annotations

from narrative.errors import StoryFault
from narrative.yarn.program import Declaration, Program, Value
from narrative.yarn.run.state import DialogueState
from narrative.yarn.values import format_value, type_of, value_of


class VariableStorage:
    """The state's variables, seen through the program's declarations."""

    def __init__(self, program: Program, state: DialogueState) -> None:
        self._program = program
        self._state = state

    def declaration(self, name: str) -> Declaration:
        """Return the variable's declaration; raise StoryFault if there is none."""
        declaration = self._program.declarations.get(name)
        if declaration is None:
            message = f"there is no variable {name}"
            raise StoryFault(message)
        return declaration

    def read(self, declaration: Declaration) -> Value:
        """Return the value of a variable that is not smart."""
        stored = self._state.variables.get(declaration.name)
        return value_of(declaration.default) if stored is None else stored

    def write(self, name: str, raw: Value) -> None:
        """Change a variable; raise StoryFault if it is smart or the value does not fit its type."""
        declaration = self.declaration(name)
        value = value_of(raw)
        self._check(declaration, value)
        if value == value_of(declaration.default):
            self._state.variables.pop(name, None)
        else:
            self._state.variables[name] = value

    def accepts(self, name: str, value: Value) -> bool:
        """Return whether `write` would take the value."""
        declaration = self._program.declarations.get(name)
        return declaration is not None and not declaration.smart and self._fits(declaration, value)

    def _check(self, declaration: Declaration, value: Value) -> None:
        if declaration.smart:
            message = f"{declaration.name} is a smart variable and cannot be set"
            raise StoryFault(message)
        if not self._fits(declaration, value):
            message = (
                f"{declaration.name} is of type {declaration.type} and cannot be set "
                f'to the {type_of(value)} "{format_value(value)}"'
            )
            raise StoryFault(message)

    def _fits(self, declaration: Declaration, value: Value) -> bool:
        if type_of(value) != type_of(declaration.default):
            return False
        enum = self._program.enums.get(declaration.type)
        return enum is None or any(value == raw for _, raw in enum.cases)
