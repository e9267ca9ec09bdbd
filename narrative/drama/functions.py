"""The functions a script may call about the performance: what was said, how often, and in which language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from narrative.yarn.definitions import Definition, Parameter
from narrative.yarn.library import Library
from narrative.yarn.signatures import Signature

_KIND: Final = Parameter(name="kind", type="string", documentation="what was remembered, such as slip")

FUNCTIONS: Final[Mapping[str, Definition]] = {
    one.name: one
    for one in (
        Definition(
            name="quote",
            documentation="Words the reader once said, never the same again; ask has_quote first.",
            parameters=(_KIND,),
            returns="string",
        ),
        Definition(
            name="has_quote",
            documentation="Whether quote would find any.",
            parameters=(_KIND,),
            returns="bool",
        ),
        Definition(
            name="turns",
            documentation="How many times the reader has spoken in the current talk.",
            returns="number",
        ),
        Definition(
            name="language",
            documentation="The language of the reading: en or id.",
            returns="string",
        ),
    )
}
"""What we bring besides the functions of Yarn itself."""

_SIGNATURES: Final = {name: function.signature() for name, function in FUNCTIONS.items()}


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
    return {**Library.standard().signatures(), **_SIGNATURES}


def library(performer: Performer) -> Library:
    """Return the whole library, with our functions bound to one performance."""
    return (
        Library.standard()
        .with_function("quote", performer.quote, _SIGNATURES["quote"])
        .with_function("has_quote", performer.has_quote, _SIGNATURES["has_quote"])
        .with_function("turns", performer.turns, _SIGNATURES["turns"])
        .with_function("language", performer.spoken_language, _SIGNATURES["language"])
    )
