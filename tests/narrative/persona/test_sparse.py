"""Sparse rows are multiplied as dense ones would be, and ridge regression finds what a solver finds."""

from __future__ import annotations

import numpy as np
import pytest

from narrative.persona.features import BUCKETS, Row
from narrative.persona.sparse import SparseRows, ridge


def some_rows(count: int, seed: int = 1) -> list[Row]:
    chance = np.random.default_rng(seed)
    return [
        (
            np.sort(chance.choice(200, size=chance.integers(1, 9), replace=False)).astype(np.intp),
            chance.random(1)[0] * np.ones(1, dtype=np.float32),
        )
        for _ in range(count)
    ]


@pytest.fixture
def rows() -> list[Row]:
    return [(buckets, np.repeat(values, len(buckets))) for buckets, values in some_rows(40)]


def dense(rows: list[Row]) -> np.ndarray:
    matrix = np.zeros((len(rows), BUCKETS), dtype=np.float32)
    for number, (buckets, values) in enumerate(rows):
        matrix[number, buckets] = values
    return matrix


def test_rows_are_multiplied_from_either_side(rows: list[Row]):
    """As matrices are."""
    chance = np.random.default_rng(2)
    weights = chance.random((BUCKETS, 3), dtype=np.float32)
    values = chance.random((len(rows), 3), dtype=np.float32)
    sparse = SparseRows(rows)
    assert np.allclose(dense(rows) @ weights, sparse.times(weights), atol=1e-5)
    assert np.allclose(dense(rows).T @ values, sparse.turned_times(values), atol=1e-5)


def test_ridge_regression_finds_the_weights_of_the_closed_form(rows: list[Row]):
    """Within what conjugate gradients leave."""
    targets = np.random.default_rng(3).random((len(rows), 2), dtype=np.float32)
    matrix = dense(rows).astype(np.float64)
    expected = matrix.T @ np.linalg.solve(matrix @ matrix.T + 0.5 * np.eye(len(rows)), targets)
    assert np.allclose(expected, ridge(SparseRows(rows), targets, 0.5), atol=2e-3)


def test_rows_that_do_not_count_are_not_looked_at(rows: list[Row]):
    """Whatever stands in them."""
    targets = np.random.default_rng(4).random((len(rows), 2), dtype=np.float32)
    counts = np.arange(len(rows)) % 3 != 0
    kept = [row for row, counted in zip(rows, counts, strict=True) if counted]
    expected = ridge(SparseRows(kept), targets[counts], 0.5)
    assert np.allclose(expected, ridge(SparseRows(rows), targets, 0.5, counts), atol=2e-3)
