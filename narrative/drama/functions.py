"""The functions a script may call about the performance: what was said, how often, and in which language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from narrative.yarn.library import Library
from narrative.yarn.signatures import Signature

_OURS: Mapping[str, Signature] = {
    "quote": Signature(parameters=("string",), returns="string"),
    "has_quote": Signature(parameters=("string",), returns="bool"),
    "turns": Signature(parameters=(), returns="number"),
    "language": Signature(parameters=(), returns="string"),
}


class Performer(Protocol):
    """The performance, as the functions see it."""

    def quote(self, kind: str) -> str:
        """Return one of the reader's own utterances of that kind, never the same again; empty if none left."""
        ...

    def has_quote(self, kind: str) -> bool:
        """Return whether `quote` would find one."""
        ...

    def turns(self) -> float:
        """Return how many times the reader has spoken in the current talk."""
        ...

    def spoken_language(self) -> str:
        """Return `en` or `id`."""
        ...


def signatures() -> Mapping[str, Signature]:
    """Return the signatures of every function a script may call."""
    return {**Library.standard().signatures(), **_OURS}


def library(performer: Performer) -> Library:
    """Return the whole library, with our functions bound to one performance."""
    return (
        Library.standard()
        .with_function("quote", performer.quote, _OURS["quote"])
        .with_function("has_quote", performer.has_quote, _OURS["has_quote"])
        .with_function("turns", performer.turns, _OURS["turns"])
        .with_function("language", performer.spoken_language, _OURS["language"])
    )
