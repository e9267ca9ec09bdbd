"""Trains the model of acts from a book's exemplars: ridge regression in its dual form, and how sure to be of
it.

Theory of operation. Every exemplar becomes a sparse row of hashed features (`features`). With fewer rows than
features the solution is cheapest through the rows' inner products: `(K + penalty) duals = targets`, and the
weights are the rows summed by their duals. Penalty, temperature and threshold come from lines the model has
not seen: the exemplars are dealt into five folds in which near-duplicates, and lines written one after the
other (so, the Indonesian turn of an English line), stay together, because a fold that knows the twin of a
line knows too much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from narrative.persona.acts import ACTS
from narrative.persona.data import PersonaData
from narrative.persona.features import BUCKETS, Features, Floats, Row, features
from narrative.persona.utterance import Reader

FORMAT = 1
_FOLDS = 5
_TWINS = 0.6
_PENALTIES = (0.3, 0.5, 0.8)
_TEMPERATURES = np.geomspace(0.02, 0.5, 40)
_COST_OF_ERROR = 0.5
_BLOCK = 2048

Matrix = NDArray[np.float64]
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Scores of exemplars by models that had not seen them."""

    scores: Matrix
    penalty: float
    temperature: float
    loss: float


def train(data: PersonaData) -> bytes:
    """Return the trained model: always the same bytes for the same data, on one machine."""
    rows, rarity = _rows(data)
    labels = np.array([ACTS.index(line.act) for line in data.exemplars], dtype=np.intp)
    products = _inner_products(rows)
    unseen = _best_unseen(products, labels, _folds(products, data))
    weights = _weights(rows, _duals(products, labels, unseen.penalty))
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    buffer = BytesIO()
    np.savez(
        buffer,
        format=np.int64(FORMAT),
        digest=np.array(data.digest),
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        rarity=rarity,
        temperature=np.float64(unseen.temperature),
        threshold=np.float64(_threshold(unseen, labels)),
    )
    return buffer.getvalue()


def vectorised(data: PersonaData, reader: Reader, text: str) -> Features:
    """Return the features of `text` as it is read with the book's data."""
    heard = reader.read(text)
    return features(heard.text, heard.words, data.concepts_in(heard.words))


def probabilities(scores: Matrix, temperature: float) -> Matrix:
    """Return scores as probabilities, each row summing to 1."""
    raised = np.exp((scores - scores.max(axis=-1, keepdims=True)) / temperature)
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float64)


def _rows(data: PersonaData) -> tuple[list[Row], Floats]:
    reader = Reader(data.spellings)
    plain = [vectorised(data, reader, line.text) for line in data.exemplars]
    seen_in = np.zeros(BUCKETS)
    for row in plain:
        seen_in[np.unique(np.concatenate([buckets for buckets, _ in row.blocks]))] += 1
    rarity = (1 + np.log((1 + len(plain)) / (1 + seen_in))).astype(np.float16).astype(np.float32)
    return [row.weighted(rarity) for row in plain], rarity.astype(np.float16)


def _dense(rows: list[Row]) -> Iterator[tuple[int, Floats]]:
    """Yield the rows as dense matrices of a few columns at a time, so that they never fill the memory."""
    owner = np.repeat(np.arange(len(rows)), [len(buckets) for buckets, _ in rows])
    buckets = np.concatenate([buckets for buckets, _ in rows])
    values = np.concatenate([values for _, values in rows])
    for start in range(0, BUCKETS, _BLOCK):
        inside = (buckets >= start) & (buckets < start + _BLOCK)
        block = np.zeros((len(rows), _BLOCK), dtype=np.float32)
        np.add.at(block, (owner[inside], buckets[inside] - start), values[inside])
        yield start, block


def _inner_products(rows: list[Row]) -> Matrix:
    products = np.zeros((len(rows), len(rows)))
    for _, block in _dense(rows):
        products += block @ block.T
    return products


def _weights(rows: list[Row], duals: Matrix) -> Matrix:
    weights = np.zeros((BUCKETS, len(ACTS)))
    for start, block in _dense(rows):
        weights[start : start + _BLOCK] = block.T.astype(np.float64) @ duals
    return weights


def _duals(products: Matrix, labels: Labels, penalty: float) -> Matrix:
    targets = np.full((len(labels), len(ACTS)), -1.0 / len(ACTS))
    targets[np.arange(len(labels)), labels] += 1
    return np.linalg.solve(products + penalty * np.eye(len(labels)), targets)


def _folds(products: Matrix, data: PersonaData) -> Labels:
    """Return the fold of each exemplar: its fifth of its act's lines, or that of its first near-duplicate."""
    folds = np.zeros(len(data.exemplars), dtype=np.intp)
    place: dict[tuple[str, str], list[int]] = {}
    for index, line in enumerate(data.exemplars):
        place.setdefault((line.act, line.language), []).append(index)
    for indices in place.values():
        folds[indices] = np.arange(len(indices)) * _FOLDS // len(indices)
    length = np.sqrt(np.diag(products))
    for index in range(len(folds)):
        alike = products[index, :index] > _TWINS * length[index] * length[:index]
        if alike.any():
            folds[index] = folds[int(alike.argmax())]
    return folds


def _best_unseen(products: Matrix, labels: Labels, folds: Labels) -> Unseen:
    tried = (_unseen(products, labels, folds, penalty) for penalty in _PENALTIES)
    return min(tried, key=lambda unseen: unseen.loss)


def _unseen(products: Matrix, labels: Labels, folds: Labels, penalty: float) -> Unseen:
    scores = np.zeros((len(labels), len(ACTS)))
    for fold in range(_FOLDS):
        held, known = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        duals = _duals(products[np.ix_(known, known)], labels[known], penalty)
        scores[held] = products[np.ix_(held, known)] @ duals
    losses = [_loss(scores, labels, float(temperature)) for temperature in _TEMPERATURES]
    best = int(np.argmin(losses))
    return Unseen(scores, penalty, float(_TEMPERATURES[best]), losses[best])


def _loss(scores: Matrix, labels: Labels, temperature: float) -> float:
    likely = probabilities(scores, temperature)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(likely, 1e-12)).mean())


def _threshold(unseen: Unseen, labels: Labels) -> float:
    """Return the confidence below which answers cost more by the wrong ones than they gain."""
    likely = probabilities(unseen.scores, unseen.temperature)
    sure, right = likely.max(axis=1), likely.argmax(axis=1) == labels
    order = np.argsort(-sure, kind="stable")
    gained = np.cumsum(np.where(right[order], 1.0, -_COST_OF_ERROR))
    return float(sure[order][int(gained.argmax())])
