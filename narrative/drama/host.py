"""What we bring to every script, as definitions for editors and other compilers."""

from __future__ import annotations

from typing import Final

from narrative.drama.commands import COMMANDS
from narrative.drama.functions import FUNCTIONS
from narrative.yarn.definitions import Definitions

DEFINITIONS: Final = Definitions(
    commands={name: command.definition for name, command in COMMANDS.items()}, functions=FUNCTIONS
)
