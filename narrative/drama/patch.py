"""Going back: the smallest plain data that turns a later state into the earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeAlias

Plain: TypeAlias = Any
"""JSON-able data: dicts with string keys, lists, strings, numbers, booleans; no null inside dicts."""

_LIST, _OLD, _SET = "~list", "~old", "~set"


def difference(later: Mapping[str, Plain], earlier: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return the patch for which `patched(later, patch) == earlier`.

    As in JSON merge patch (RFC 7396), null removes a key and dicts go deeper. A changed list is written as
    the runs of it that stay, and the items between them that were there before.
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
        return {_LIST: _pieces(new, old)}
    # A dict that comes back in a list's place must not be taken for a list's patch.
    return {_SET: old} if isinstance(new, list) and isinstance(old, dict) else old


def _applied(new: Plain, change: Plain) -> Plain:
    if isinstance(new, list) and isinstance(change, dict):
        if _SET in change:
            return change[_SET]
        pieces = (piece[_OLD] if isinstance(piece, dict) else new[slice(*piece)] for piece in change[_LIST])
        return [item for piece in pieces for item in piece]
    if isinstance(new, dict) and isinstance(change, dict):
        return patched(new, change)
    return change


def _pieces(new: Sequence[Plain], old: Sequence[Plain]) -> list[Plain]:
    """Return the old list as runs of the new one, `[start, stop]`, and what is no longer in it."""
    matcher = SequenceMatcher(
        None, [repr(item) for item in new], [repr(item) for item in old], autojunk=False
    )
    pieces: list[Plain] = []
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal":
            pieces.append([start, stop])
        elif first < last:
            pieces.append({_OLD: list(old[first:last])})
    return pieces
