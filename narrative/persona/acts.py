"""The values that understanding works with: an utterance in, an interpretation out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

DEFLECT = "other"
"""The act of an utterance that was not followed well enough to answer: she deflects, in character."""

ACTS: tuple[str, ...] = tuple(
    """
    greet introduce_self ask_identity small_talk compliment flirt invite_drink invite_dinner order
    proposition sexual_explicit touch gift ask_husband ask_marriage ask_craft ask_feelings
    ask_motive ask_recognition confess slip talk_face talk_scars talk_film talk_music talk_work
    talk_loneliness talk_secret talk_past love apologise jealousy anger insult threat despair
    self_harm agree disagree thank farewell meet_again hesitate joke clarify meta off_topic
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""The closed set of acts that an utterance can be understood as, besides `DEFLECT`."""


SAFETY_ACTS = ("self_harm", "threat", "sexual_explicit")
"""The acts that come before all others, gravest first."""


SOME_TURN = -1
"""Stands for the turn where nobody knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the scene makes likely.

    `listener` is who is spoken to (She, Mirror); `turn` counts the reader's turns in this talk from 0, or is
    `SOME_TURN`;
    `place` is the scene's own word for the situation (street, seated, telephone, private), or empty; `asked` is
    what she just asked for (yes_no, name, reason), or empty; `before` is what she just said, in the reader's
    language, or empty; `suggestions` maps a suggested line's text to its
    act.
    """

    listener: str = "She"
    turn: int = 0
    place: str = ""
    asked: str = ""
    before: str = ""
    suggestions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAct:
    """An act with its confidence from 0 to 1."""

    act: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """What an utterance was understood to do.

    `act` is the decided act, or `DEFLECT`; `also` a second act or empty; `ranked` the best acts, best first
    (at least three); `safety` is self_harm, threat or sexual_explicit, or empty; `slots` may hold `name` (one
    the reader gives himself) and `topic`; `evidence` says why, for the trace, without the reader's words.
    """

    act: str
    also: str = ""
    ranked: tuple[ScoredAct, ...] = ()
    question: bool = False
    negated: bool = False
    safety: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


class Recognizer(Protocol):
    """Understands free text. Implementations are pure: the same text and expectation give the same result."""

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        """Return what `text`, of any length and content, was understood to do. Never raises."""
        ...
