"""Utterances as sparse vectors: hashed runs of letters, words, pairs of words, and concepts."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BUCKETS_LOG2 = 15
BUCKETS = 1 << BUCKETS_LOG2

SHARES = (0.8, 0.6, 0.5)
"""How much the letters, the words and the concepts of an utterance count."""

_RUNS = range(2, 6)
_MULTIPLIER = np.uint64(0x100000001B3)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - BUCKETS_LOG2)

Hashes = NDArray[np.uint64]
Buckets = NDArray[np.intp]
Floats = NDArray[np.float32]
Row = tuple[Buckets, Floats]


@dataclass(frozen=True, slots=True)
class Features:
    """Which buckets an utterance touches and how strongly, before rarity counts.

    The three blocks (letters, words, concepts) are kept apart, for each is brought to its own length.
    """

    blocks: tuple[Row, ...]

    def weighted(self, rarity: Floats) -> Row:
        """Return buckets and values with each block scaled to its share, however long the speech."""
        buckets, values = [], []
        for (block, counts), share in zip(self.blocks, SHARES, strict=True):
            scaled = counts * rarity[block]
            length = float(np.sqrt(scaled @ scaled))
            buckets.append(block)
            values.append(scaled * np.float32(share / length) if length else scaled)
        return np.concatenate(buckets), np.concatenate(values)


def features(text: str, words: tuple[str, ...], concepts: tuple[str, ...]) -> Features:
    """Return the features of an utterance in its plain spelling."""
    runs = _runs(text)
    return Features(
        (
            _counted([_salted(run, size) for size, run in zip(_RUNS, runs, strict=True)]),
            _counted(_singles_and_pairs(words, 16)),
            _counted(_singles_and_pairs(concepts, 32)),
        )
    )


def _runs(text: str) -> list[Hashes]:
    letters = np.frombuffer(f" {text} ".encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    run, runs = letters, []
    for size in _RUNS:
        run = run[:-1] * _MULTIPLIER + letters[size - 1 :]
        runs.append(run)
    return runs


def _singles_and_pairs(words: tuple[str, ...], salt: int) -> list[Hashes]:
    if not words:
        return [np.zeros(0, dtype=np.uint64)]
    single = np.array([zlib.crc32(word.encode()) for word in ("", *words, "")], dtype=np.uint64)
    return [_salted(single[1:-1], salt), _salted(single[:-1] * _MULTIPLIER + single[1:], salt + 1)]


def _salted(hashes: Hashes, salt: int) -> Hashes:
    return (hashes ^ np.uint64(salt << 40)) * _GOLDEN


def _counted(hashes: list[Hashes]) -> Row:
    mixed = np.concatenate(hashes)
    mixed ^= mixed >> np.uint64(29)
    buckets, counts = np.unique((mixed * _GOLDEN) >> _SHIFT, return_counts=True)
    return buckets.astype(np.intp), (1 + np.log(counts)).astype(np.float32)
