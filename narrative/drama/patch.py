"""Going back: the smallest plain data that turns a later state into the earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Plain: TypeAlias = Any
"""JSON-able data: dicts with string keys, lists, strings, numbers, booleans; no null inside dicts."""

_KEEP, _TAIL, _SET = "~keep", "~tail", "~set"


def difference(later: Mapping[str, Plain], earlier: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the patch for which `patched(later, patch) == earlier`.

    As in JSON merge patch (RFC 7396), null removes a key and dicts go deeper. A changed list is written as
    how many of its first items stay and what follows them, since our lists mostly grow at the end.
    """
    patch: dict[str, Plain] = {key: None for key in later if key not in earlier}
    for key, old in earlier.items():
        if key not in later:
            patch[key] = old
        elif later[key] != old:
            patch[key] = _change(later[key], old)
    return patch


def patched(later: Mapping[str, Plain], patch: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return `later` with the patch applied; neither is changed."""
    result = dict(later)
    for key, change in patch.items():
        if change is None:
            del result[key]
        else:
            result[key] = _applied(result.get(key), change)
    return result


def _change(new: Plain, old: Plain) -> Plain:
    if isinstance(new, dict) and isinstance(old, dict):
        return difference(new, old)
    if isinstance(new, list) and isinstance(old, list):
        kept = _common_start(new, old)
        return {_KEEP: kept, _TAIL: old[kept:]}
    # A dict that comes back in a list's place must not be taken for a list's patch.
    return {_SET: old} if isinstance(new, list) and isinstance(old, dict) else old


def _applied(new: Plain, change: Plain) -> Plain:
    if isinstance(new, list) and isinstance(change, dict):
        if _SET in change:
            return change[_SET]
        return [*new[: change[_KEEP]], *change[_TAIL]]
    if isinstance(new, dict) and isinstance(change, dict):
        return patched(new, change)
    return change


def _common_start(one: Sequence[Plain], other: Sequence[Plain]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
