"""Sees danger in an utterance before anything else is made of it.

Self-harm comes first, then threats, then sexual talk. The signs are the book's (`safety` in its persona data), and
meant to miss little. What only looks like a sign (`harmless`: hyperbole, the plot of a film, a negation) is taken
out of the text before signs are looked for, so that "mati gue ngakak" does not alarm, and does not hide a wish that
stands beside it either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from narrative.persona.acts import SAFETY_ACTS
from narrative.persona.data import SafetyRules


def danger_in(text: str, rules: Mapping[str, SafetyRules]) -> str:
    """Return the gravest safety act that `text`, plainly spelt, shows a sign of, or an empty string."""
    return next((act for act in SAFETY_ACTS if rules[act].signs.search(_serious(text, rules[act]))), "")


def cleared(text: str, likely: Mapping[str, float], rules: Mapping[str, SafetyRules]) -> dict[str, float]:
    """Return how `likely` acts are, without the safety acts that `text` only jokes or tells of."""
    innocent = {act for act in SAFETY_ACTS if rules[act].harmless.search(text)}
    return {act: 0.0 if act in innocent else share for act, share in likely.items()}


def alarm_in(text: str, alarms: Iterable[bool], rules: Mapping[str, SafetyRules]) -> str:
    """Return the gravest safety act that the model alarms of, in their order, or an empty string.

    What `text` only jokes or tells of is no alarm.
    """
    raised = zip(SAFETY_ACTS, alarms, strict=True)
    return next((act for act, alarm in raised if alarm and not rules[act].harmless.search(text)), "")


def _serious(text: str, rules: SafetyRules) -> str:
    return rules.harmless.sub("…", text)
