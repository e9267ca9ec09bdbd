"""Guesses which name was meant by one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_MOST: Final = 20  # guesses in one project: each looks at every name


class Spelling:
    """The names there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._left = _MOST

    def hint(self, name: str) -> str:
        """Return a question to put behind a message, or nothing if no name is much like this one."""
        if not self._left:
            return ""
        self._left -= 1
        found = get_close_matches(name, self._names, n=1)
        return f" Did you mean `{found[0]}`?" if found else ""
