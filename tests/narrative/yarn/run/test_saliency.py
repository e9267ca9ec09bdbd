"""Which of several fitting candidates is run, by strategy."""

from __future__ import annotations

import pytest

from narrative.errors import StoryFault
from narrative.yarn.run.saliency import Candidate, RankedSaliency
from narrative.yarn.run.state import DialogueState, Strategy, strategy_named

PLAIN = Candidate(content="plain", score=0)
FIT = Candidate(content="fit", score=2)
FIT_TOO = Candidate(content="fit_too", score=2)
ALL = (PLAIN, FIT, FIT_TOO)


def chosen(state: DialogueState, times: int, candidates: tuple[Candidate, ...] = ALL) -> list[str]:
    """Choose and run so many times."""
    contents = []
    for _ in range(times):
        saliency = RankedSaliency(state)
        candidate = saliency.choose(candidates)
        assert candidate is not None
        saliency.chosen(candidate)
        contents.append(candidate.content)
    return contents


def state(strategy: str, seed: int = 1) -> DialogueState:
    return DialogueState.fresh(seed=seed, strategy=strategy)


@pytest.mark.parametrize("strategy", list(Strategy))
def test_nothing_is_chosen_from_nothing(strategy: str) -> None:
    """A group in which no member fits is left out."""
    assert RankedSaliency(state(strategy)).choose(()) is None


def test_first_takes_the_story_s_order() -> None:
    """Always the same."""
    assert ["plain", "plain"] == chosen(state("first"), 2)


def test_best_takes_the_highest_score_in_order() -> None:
    """Always the same."""
    assert ["fit", "fit"] == chosen(state("best"), 2)


def test_best_least_recently_viewed_goes_round() -> None:
    """Fewest views, then the score, then the order: an unseen plain one beats a seen best one."""
    expected = ["fit", "fit_too", "plain", "fit", "fit_too", "plain"]
    assert expected == chosen(state("best_least_recently_viewed"), 6)


@pytest.mark.parametrize("seed", range(8))
def test_random_best_least_recently_viewed_goes_round_in_a_random_order(seed: int) -> None:
    """Only ties are left to chance."""
    first, second, third = chosen(state("random_best_least_recently_viewed", seed), 3)
    assert ({"fit", "fit_too"}, "plain") == ({first, second}, third)


def test_random_takes_any() -> None:
    """Scores and views do not matter."""
    assert {"plain", "fit", "fit_too"} == set(chosen(state("random"), 30))


@pytest.mark.parametrize("seed", range(8))
def test_relevant_never_lets_an_unseen_fallback_win(seed: int) -> None:
    """Highest score, then fewest views: equal replies take turns until they are gone."""
    contents = chosen(state("relevant", seed), 6)
    pairs = [set(contents[i : i + 2]) for i in (0, 2, 4)]
    assert [{"fit", "fit_too"}] * 3 == pairs
    assert ["plain"] == chosen(state("relevant", seed), 1, (PLAIN,))


@pytest.mark.parametrize("strategy", ["random", "relevant", "random_best_least_recently_viewed"])
def test_chance_reaches_every_tie_and_depends_on_the_seed(strategy: str) -> None:
    """Different readings begin differently, and the same seed begins the same."""
    firsts = [chosen(state(strategy, seed), 1, (FIT, FIT_TOO))[0] for seed in range(20)]
    assert {"fit", "fit_too"} == set(firsts)
    assert firsts == [chosen(state(strategy, seed), 1, (FIT, FIT_TOO))[0] for seed in range(20)]


@pytest.mark.parametrize("strategy", list(Strategy))
def test_asking_changes_nothing_and_tells_the_truth(strategy: str) -> None:
    """What `choose` names is what a later `choose` names, until something is chosen."""
    for seed in range(10):
        current = state(strategy, seed)
        before = current.copy()
        asked = RankedSaliency(current).choose(ALL)
        assert before == current
        assert asked == RankedSaliency(current).choose(ALL)


@pytest.mark.parametrize(
    ("views", "strategy"),
    [
        ({}, "first"),
        ({}, "best"),
        ({}, "random"),
        ({"fit": 2}, "best_least_recently_viewed"),
        ({"fit": 2}, "random_best_least_recently_viewed"),
        ({"fit": 2}, "relevant"),
    ],
)
def test_only_strategies_that_use_views_record_them(views: dict[str, int], strategy: str) -> None:
    """As upstream does, so that saved games stay small."""
    current = state(strategy)
    chosen(current, 2, (FIT,))
    assert views == current.views


@pytest.mark.parametrize(
    ("strategy", "spelling"),
    [
        ("first", "first"),
        ("best", "Best"),
        ("best_least_recently_viewed", "best_least_recently_viewed"),
        ("best_least_recently_viewed", "best_least_recently_seen"),
        ("best_least_recently_viewed", "best_least_recent"),
        ("best_least_recently_viewed", "bestLeastRecentlyViewed"),
        ("random_best_least_recently_viewed", "random_best_least_recently_viewed"),
        ("random_best_least_recently_viewed", "random_best_least_recent"),
        ("random_best_least_recently_viewed", "randomBestLeastRecentlyViewed"),
        ("random", "random"),
        ("relevant", "relevant"),
    ],
)
def test_every_spelling_of_a_strategy_is_understood(strategy: str, spelling: str) -> None:
    """Test plans, Try Yarn Spinner and project files each have their own."""
    assert strategy == strategy_named(spelling)


def test_an_unknown_strategy_is_a_fault() -> None:
    """The message lists the known ones."""
    with pytest.raises(StoryFault, match=r"no saliency strategy 'worst': use one of first, best"):
        DialogueState.fresh(seed=1, strategy="worst")


def test_content_that_is_spent_by_being_chosen_needs_no_view() -> None:
    """It is never a candidate again, and saved states stay small."""
    current = state("relevant")
    chosen(current, 1, (Candidate(content="once", score=1, once="once"),))

    assert {} == current.views
