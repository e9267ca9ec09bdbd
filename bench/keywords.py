"""A keyword brain to compare with: an author's triggers, performed by RiveScript, which `make bench` installs."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from narrative.persona.acts import DEFLECT, SAFETY_ACTS, Expectation, Interpretation, ScoredAct

_READER = "reader"
_READ = 300


class KeywordBrain:
    """A recognizer whose triggers answer with acts; where none is pulled she deflects."""

    def __init__(self, language: str) -> None:
        from rivescript import RiveScript

        self._brain: Any = RiveScript()
        self._brain.load_file(str(brain_file(language)))
        self._brain.sort_replies()

    def interpret(self, text: str, expecting: Expectation) -> Interpretation:
        """Return the act of the first trigger that matches; the scene tells it nothing."""
        act = self._brain.reply(_READER, text[:_READ]) if any(map(str.isalnum, text)) else "hesitate"
        guess = "off_topic" if act == DEFLECT else act
        return Interpretation(
            act=act, ranked=(ScoredAct(act=guess, score=1.0),), safety=act if act in SAFETY_ACTS else ""
        )


def is_installed() -> bool:
    """Return whether RiveScript is here."""
    return find_spec("rivescript") is not None


def brain_file(language: str) -> Path:
    """Return where the brain of that language is written."""
    return Path(__file__).with_name(f"keywords.{language}.rive")
