"""What the compiler must know of a host function to check the calls to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's types, each "number", "string", "bool" or "any".

    A variadic function takes its last parameter any number of times more (never fewer).
    """

    parameters: tuple[str, ...]
    returns: str
    variadic: bool = False
