"""A model goes into its file and comes back, and its numbers mean what they say."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, SAFETY_ACTS
from narrative.persona.features import BUCKETS
from narrative.persona.model import (
    PLACES,
    Expected,
    Judgement,
    Linear,
    Model,
    in_eight_bits,
    likelihoods,
    read_model,
    situation,
    write_model,
)

WIDTH = 5


def linear(rows: int, columns: int, seed: int) -> Linear:
    return in_eight_bits(np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32))


def judgement(seed: float) -> Judgement:
    return Judgement(
        share=seed,
        temperature=0.5,
        threshold=0.25,
        danger_share=2.0,
        alarms=np.array([0.5, 1, 2], np.float32),
    )


def model(*, whole: bool = True) -> Model:
    acts, dangers = len(ACTS), len(SAFETY_ACTS)
    return Model(
        letters=linear(BUCKETS, acts, 1),
        letters_danger=linear(BUCKETS, dangers, 2),
        rarity=np.ones(BUCKETS, dtype=np.float32),
        meaning=linear(WIDTH, acts, 3) if whole else None,
        meaning_danger=linear(WIDTH, dangers, 4) if whole else None,
        expected=Expected(
            view=linear(WIDTH + len(PLACES), acts, 5),
            temperature=0.5,
            share=0.75,
            usual=np.full(acts, -3.5, dtype=np.float32),
        )
        if whole
        else None,
        light=judgement(1.0),
        whole=judgement(0.5),
        digest="abc",
    )


@pytest.mark.parametrize("whole", [True, False], ids=["with an encoder", "by letters alone"])
def test_a_model_comes_back_from_its_file(whole: bool):
    """Byte for byte."""
    written = write_model(model(whole=whole))
    again = read_model(written)
    assert written == write_model(again)
    assert (whole, whole) == (again.meaning is not None, again.expected is not None)


def test_the_file_holds_numbers_and_a_hash_and_nothing_that_runs():
    """No pickle."""
    with np.load(BytesIO(write_model(model())), allow_pickle=False) as stored:
        assert {"digest"} == {name for name in stored.files if stored[name].dtype.kind not in "if"}


def test_a_file_of_another_format_is_refused():
    """Before anything in it is trusted."""
    with np.load(BytesIO(write_model(model(whole=False)))) as stored:
        arrays = {name: stored[name] for name in stored.files}
    buffer = BytesIO()
    np.savez(buffer, **{**arrays, "format": np.int64(99)})
    with pytest.raises(AuthorError, match="format 99"):
        read_model(buffer.getvalue())


def test_eight_bits_are_nearly_all_of_a_weight():
    """A column at a time."""
    weights = np.random.default_rng(1).standard_normal((50, 4)).astype(np.float32) * [1, 10, 0.1, 0]
    rounded = in_eight_bits(weights.astype(np.float32))
    assert np.allclose(weights, rounded.weights * rounded.scale, atol=np.abs(weights).max(axis=0) / 200)


def test_scores_are_the_same_of_few_features_and_of_all():
    """A row is a vector that is mostly nothing."""
    view = linear(6, 3, 1)
    vector = np.array([0, 0.5, 0, 0, 2, 0], dtype=np.float32)
    row = (np.array([1, 4]), np.array([0.5, 2], dtype=np.float32))
    assert np.allclose(view.of_vector(vector), view.of_row(row), atol=1e-5)


def test_likelihoods_are_logarithms_of_probabilities():
    """However hot or cold, and however large the scores."""
    scores = np.array([[0.1, 0.9, 0.5], [-1.0, -2.0, 500.0]])
    found = np.exp(likelihoods(scores, 0.1))
    assert np.allclose(1, found.sum(axis=1))
    assert [1, 2] == found.argmax(axis=1).tolist()


def test_a_lower_temperature_is_surer():
    """Temperature divides the scores."""
    scores = np.array([0.2, 0.4])
    assert likelihoods(scores, 0.1).max() > likelihoods(scores, 1.0).max()


def test_a_situation_is_her_line_and_the_place():
    """An unknown place is no place."""
    line = np.ones(WIDTH, dtype=np.float32)
    assert [1.0] * WIDTH + [0.0, 2.0, 0.0, 0.0] == situation(line, "seated").tolist()
    assert [1.0] * WIDTH + [0.0] * 4 == situation(line, "attic").tolist()


def test_what_is_usual_is_not_expected_more_than_usual():
    """Only what a line makes likelier or less likely counts."""
    expected = model().expected
    assert expected is not None
    vector = situation(np.ones(WIDTH, dtype=np.float32), "")
    likely = likelihoods(expected.view.of_vector(vector), expected.temperature)
    assert np.allclose(0.75 * (likely + 3.5), expected.of(vector), atol=1e-4)
