"""Saliency: which of several fitting members of a node group or a line group is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from narrative.chance import Chance
from narrative.yarn.run.state import DialogueState, Strategy


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Content whose conditions all hold.

    `content` is a line id or a member's unique name; `label` is where a line group's item goes on.
    """

    content: str
    score: int
    once: str = ""
    label: int = 0


class SaliencyStrategy(Protocol):
    """How to choose. Asking changes nothing; only content that is then run is reported as chosen."""

    def choose(self, candidates: Sequence[Candidate]) -> Candidate | None:
        """Return the candidate to run, or None if there is none; the candidates are in story order."""
        ...

    def chosen(self, candidate: Candidate) -> None:
        """Record that the candidate is run."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """The smallest `rank` wins; ties go by chance or by order. `rank` gets the score and the views."""

    rank: Callable[[int, int], tuple[int, ...]]
    by_chance: bool = False
    counts_views: bool = False


_RULES: Mapping[Strategy, _Rule] = {
    Strategy.FIRST: _Rule(rank=lambda _score, _views: ()),
    Strategy.BEST: _Rule(rank=lambda score, _views: (-score,)),
    Strategy.BEST_LEAST_RECENTLY_VIEWED: _Rule(rank=lambda score, views: (views, -score), counts_views=True),
    Strategy.RANDOM_BEST_LEAST_RECENTLY_VIEWED: _Rule(
        rank=lambda score, views: (views, -score), counts_views=True, by_chance=True
    ),
    Strategy.RANDOM: _Rule(rank=lambda _score, _views: (), by_chance=True),
    Strategy.RELEVANT: _Rule(rank=lambda score, views: (-score, views), counts_views=True, by_chance=True),
}


class RankedSaliency:
    """The state's strategy, with its views and its chance."""

    def __init__(self, state: DialogueState) -> None:
        self._state = state
        self._rule = _RULES[state.strategy]

    def choose(self, candidates: Sequence[Candidate]) -> Candidate | None:
        """Throw without using up the throw, so that it can be asked for again."""
        if not candidates:
            return None
        ranks = [self._rank(candidate) for candidate in candidates]
        best = min(ranks)
        ties = [candidate for candidate, rank in zip(candidates, ranks, strict=True) if rank == best]
        return ties[Chance(self._state.chance).below(len(ties)) if self._rule.by_chance else 0]

    def chosen(self, candidate: Candidate) -> None:
        """Count the view, and use up the throw that `choose` made. What is spent by it never needs a count."""
        views = self._state.views
        if self._rule.counts_views and not candidate.once:
            views[candidate.content] = views.get(candidate.content, 0) + 1
        if self._rule.by_chance:
            self._state.below(1)

    def _rank(self, candidate: Candidate) -> tuple[int, ...]:
        return self._rule.rank(candidate.score, self._state.views.get(candidate.content, 0))
