"""Ridge regression over many short sparse rows, by conjugate gradients: nothing is ever as large as rows by rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrative.persona.features import BUCKETS, Floats, Row

_STEPS = 30
_CLOSE = 1e-3
_CHUNK = 200_000

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Entries of a matrix in the order of one side: `groups` has them by group, which begin at `starts`."""

    groups: Numbers
    starts: Numbers
    others: Numbers
    values: Floats

    def sums(self, matrix: Floats, size: int) -> Floats:
        """Return for each group the sum of its entries' rows of the matrix, each times its value."""
        result = np.zeros((size, matrix.shape[1]), dtype=np.float32)
        for first, last in self._chunks():
            begin, end = (
                self.starts[first],
                self.starts[last] if last < len(self.starts) else len(self.values),
            )
            products = matrix[self.others[begin:end]] * self.values[begin:end, None]
            result[self.groups[first:last]] = np.add.reduceat(
                products, self.starts[first:last] - begin, axis=0
            )
        return result

    def _chunks(self) -> list[tuple[int, int]]:
        """Cut the groups so that no cut has many more entries than fit the caches."""
        cuts, first = [], 0
        ends = np.append(self.starts[1:], len(self.values))
        while first < len(self.starts):
            last = int(np.searchsorted(ends, self.starts[first] + _CHUNK, side="left")) + 1
            last = min(max(last, first + 1), len(self.starts))
            cuts.append((first, last))
            first = last
        return cuts


class SparseRows:
    """Rows of few entries each, ready to be multiplied from either side."""

    def __init__(self, rows: Sequence[Row]) -> None:
        owners = np.repeat(np.arange(len(rows)), [len(buckets) for buckets, _ in rows])
        buckets = np.concatenate([buckets for buckets, _ in rows])
        values = np.concatenate([values for _, values in rows])
        self.count = len(rows)
        self._by_row = _sorted(owners, buckets, values)
        self._by_bucket = _sorted(buckets, owners, values)

    def times(self, weights: Floats) -> Floats:
        """Return the rows times a matrix of a row a bucket."""
        return self._by_row.sums(weights, self.count)

    def turned_times(self, rows: Floats) -> Floats:
        """Return the matrix turned, times a matrix of a row a row."""
        return self._by_bucket.sums(rows, BUCKETS)


def ridge(
    rows: SparseRows, targets: Floats, penalty: float, counts: NDArray[np.bool_] | None = None
) -> Floats:
    """Return the weights that give the targets best, a row a bucket; only the rows that `counts` are looked at.

    It solves `(K + penalty) duals = targets`, K being the rows' inner products, a column for each target at once.
    """
    mask = np.ones((rows.count, 1), np.float32) if counts is None else counts.astype(np.float32)[:, None]
    duals = np.zeros_like(targets)
    rest = targets * mask
    direction = rest.copy()
    size = (rest * rest).sum(axis=0)
    begun = size.copy()
    for _ in range(_STEPS):
        step = rows.times(rows.turned_times(direction)) * mask + np.float32(penalty) * direction
        length = size / np.maximum((direction * step).sum(axis=0), 1e-20)
        duals += length * direction
        rest -= length * step
        later = (rest * rest).sum(axis=0)
        if (later <= _CLOSE * _CLOSE * begun).all():
            break
        direction = rest + (later / np.maximum(size, 1e-20)) * direction
        size = later
    return rows.turned_times(duals * mask)


def _sorted(groups: Numbers, others: Numbers, values: Floats) -> Sorted:
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    return Sorted(ordered[starts], starts, others[order], values[order])
