"""The functions that Yarn Spinner's own test suite gives its scripts, for running its plans."""

from __future__ import annotations

from typing import Final

from narrative.errors import StoryFault
from narrative.yarn.library import Library
from narrative.yarn.signatures import Signature


def _assert(*, holds: bool) -> bool:
    if not holds:
        message = "assert(false)"
        raise StoryFault(message)
    return True


DECLARED: Final = (
    Library.standard()
    .with_function("assert", lambda holds: _assert(holds=holds), Signature(("bool",), "bool"))
    .with_function("add_three_operands", lambda a, b, c: a + b + c, Signature(("number",) * 3, "number"))
    .with_function("set_objective_complete", lambda _: True, Signature(("string",), "bool"))
    .with_function("is_objective_active", lambda _: True, Signature(("string",), "bool"))
    .with_function("get_quest_status", lambda _: "InProgress", Signature(("string",), "string"))
)
"""What the compiler knows. It must infer the types of the others."""

WHOLE: Final = (
    DECLARED.with_function("dummy_bool", lambda: True, Signature((), "bool"))
    .with_function("dummy_number", lambda: 1, Signature((), "number"))
    .with_function("dummy_string", lambda: "string", Signature((), "string"))
)
"""What a script may call while it runs."""
