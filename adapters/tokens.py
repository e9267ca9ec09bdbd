"""Button tokens: what a button carries so that its press finds its offer again, after any restart."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"k1:([0-9]{1,9}):([0-9]{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonToken:
    """Which choice of which offer. At most 16 bytes: fits Telegram's 64 and Discord's 100."""

    offer: int
    choice: int

    def __str__(self) -> str:
        return f"k1:{self.offer}:{self.choice}"


def read_token(text: str) -> ButtonToken | None:
    """Return the token, or None for anything we did not write."""
    match = _FORM.fullmatch(text)
    return ButtonToken(offer=int(match[1]), choice=int(match[2])) if match else None
