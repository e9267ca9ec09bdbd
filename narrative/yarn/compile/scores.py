"""Measures how particular a condition is: the saliency strategies prefer what fits more closely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from narrative.yarn.syntax.tree import Binary, Condition, walk_expression

_COUNTED: Final = frozenset({"and", "or", "xor"})


def score(conditions: Iterable[Condition]) -> int:
    """Add up 1 for `once`, 1 for an expression, and 1 for every `and`, `or`, `xor` wherever in it."""
    return sum(_score(condition) for condition in conditions)


def _score(condition: Condition) -> int:
    total = int(condition.once)
    if condition.expression is not None:
        total += 1 + sum(
            isinstance(part, Binary) and part.operator in _COUNTED
            for part in walk_expression(condition.expression)
        )
    return total
