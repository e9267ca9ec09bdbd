"""Reading a typed command, the same way on every platform and in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from narrative.events import Asked, Command, Language, Misplaced, ReaderEvent, Said
from narrative.phrases import COMMAND_NAMES

_FORM = re.compile(r"/([^\s/@]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


def _names() -> dict[str, Command]:
    return {name: command for names in COMMAND_NAMES.values() for command, name in names.items()}


NAMES: Mapping[str, Command] = _names()
"""Every command by every one of its names: both languages work everywhere."""


def read_text(text: str) -> ReaderEvent:
    """Return what a typed text asks for: a command (`/pace calm`, `/tempo@bot tenang`), or speech."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        return Said(text=text)
    name = match[1].lower()
    if (command := NAMES.get(name)) is None:
        return Misplaced(name=name)
    return Asked(command=command, argument=(match[2] or "").strip())


def language_of(tag: str | None) -> Language | None:
    """Return our language for a platform's language tag (`id`, `en-GB`, `in` as old Android says it), if any."""
    primary = (tag or "").replace("_", "-").split("-", maxsplit=1)[0].lower()
    match primary:
        case "id" | "in":
            return Language.INDONESIAN
        case "en":
            return Language.ENGLISH
        case _:
            return None
