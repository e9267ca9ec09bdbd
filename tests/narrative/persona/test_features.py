"""Utterances as sparse vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.persona.features import BUCKETS, SHARES, features

EVEN = np.ones(BUCKETS, dtype=np.float32)


def vector(text: str, concepts: tuple[str, ...] = ()) -> np.ndarray:
    buckets, values = features(text, tuple(text.split()), concepts).weighted(EVEN)
    dense = np.zeros(BUCKETS)
    np.add.at(dense, buckets, values)
    return dense


def test_the_same_words_give_the_same_vector():
    """Hashing has no seed: a model trained here is read there."""
    assert np.array_equal(vector("good evening"), vector("good evening"))


def test_the_buckets_are_the_same_in_every_process():
    """These numbers are stored in every trained model; to change them is to raise its format."""
    letters, words, concepts = features("ya", ("ya",), ("yes",)).blocks
    expected = (
        [12107, 12899, 26775, 29874, 30822, 32525],
        [3506, 20126, 21928],
        [4404, 15879, 29410],
    )
    assert expected == (letters[0].tolist(), words[0].tolist(), concepts[0].tolist())


def test_likeness_of_spelling_shows():
    """A typo stays near, another sentence does not."""
    said = vector("good evening")
    assert said @ vector("good evenning") > 2 * (said @ vector("where do you live"))


def test_the_order_of_words_shows():
    """Pairs of words are features too."""
    assert not np.array_equal(vector("who are you"), vector("you are who"))


def test_concepts_bring_different_words_together():
    """A cinema is near a movie, if the book says so."""
    apart = vector("cinema") @ vector("movie")
    near = vector("cinema", ("film",)) @ vector("movie", ("film",))
    assert near > apart + 0.1


@pytest.mark.parametrize("text", ["no", "a rather longer utterance about nothing in particular " * 4])
def test_each_block_has_its_share_whatever_the_length(text: str):
    """So that long speech weighs no more than short."""
    _, values = features(text, tuple(text.split()), ("a", "b")).weighted(EVEN)
    assert float(values @ values) == pytest.approx(sum(share**2 for share in SHARES), rel=1e-5)


def test_nothing_said_is_a_vector_too():
    """Silence must not divide by zero."""
    buckets, values = features("", (), ()).weighted(EVEN)
    assert len(buckets) == len(values)
    assert np.isfinite(values).all()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_falls_into_the_buckets(text: str):
    """Whatever letters it is made of."""
    buckets, values = features(text, tuple(text.split()), ()).weighted(EVEN)
    assert len(buckets) == 0 or (0 <= buckets.min() and buckets.max() < BUCKETS)
    assert np.isfinite(values).all()
