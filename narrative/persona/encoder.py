"""A sentence encoder: what is meant, as a vector, whatever the words; a small network over the pieces of words.

Theory of operation. The network is that of the Universal Sentence Encoder, multilingual (Yang and others, 2020):
each piece of a word has a vector; three branches look at it with one, two and four neighbours, twice; what all see
is summed over the sentence and goes through a few dense layers. The vectors of the pieces come from outside
(`Pieces`), as nobody needs to change them. Everything above was tuned to tell apart what readers do (`bot.tuning`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

Encoder: TypeAlias = Callable[[Sequence[str]], Floats]
"""Gives each text a vector: n texts, n rows. Any sentence encoder will do; the acts are learnt from what it gives."""

Pieces: TypeAlias = Callable[[str], Floats]
"""Gives the pieces of a text, each with its vector: a row a piece, begin and end included."""

BRANCHES: Final = ((2, 0), (3, 1), (5, 2))
"""How many pieces each branch sees at once, and how many of them stand before the piece it looks at."""

MEANING: Final = 8.0
"""How much the sentence's own vector, of length 1, counts beside the layer before it."""

_WIDTH: Final = 256


class TunedEncoder:
    """The network with its weights; give it texts."""

    def __init__(self, weights: Mapping[str, Floats], pieces: Pieces) -> None:
        self._w = {name: weight.astype(np.float32) for name, weight in weights.items()}
        self._pieces = pieces

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text."""
        return np.stack([self._vector(self._pieces(text)) for text in texts])

    def _vector(self, pieces: Floats) -> Floats:
        w = self._w
        seen = np.concatenate([pieces, *self._branches(pieces)], axis=1)
        seen = _normalised(seen, w["ln_g"], w["ln_b"])
        count = np.float32(len(pieces))
        summed = (seen.sum(axis=0) @ w["cnn_W"] + count * w["cnn_b"]) / np.sqrt(count)
        first = _positive(summed @ w["d0"])
        second = _positive(summed @ w["p1"] + first @ w["d1"])
        third = _positive(second @ w["d2"])
        meaning = np.tanh(second @ w["p3"] + third @ w["d3"])
        meaning /= max(float(np.linalg.norm(meaning)), 1e-6)
        return np.concatenate([meaning * np.float32(MEANING), second])

    def _branches(self, pieces: Floats) -> list[Floats]:
        w = self._w
        projected = _normalised(pieces @ w["proj"] + w["proj_b"], w["proj_g"], w["proj_beta"])
        found = []
        for number, (span, before) in enumerate(BRANCHES):
            seen = projected[:, number * _WIDTH : (number + 1) * _WIDTH]
            for layer in ("w1", "w2"):
                weight, bias = w[f"{layer}_{span}"], w[f"{layer}_b{span}"]
                seen = _positive(_windows(seen, span, before) @ weight + bias) + seen
            found.append(seen)
        return found


def _windows(seen: Floats, span: int, before: int) -> Floats:
    """Return each row with its neighbours beside it; beyond the ends there is nothing."""
    padded = np.pad(seen, ((before, span - 1 - before), (0, 0)))
    return np.concatenate([padded[shift : shift + len(seen)] for shift in range(span)], axis=1)


def _normalised(rows: Floats, gain: Floats, bias: Floats) -> Floats:
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-12)
    return np.asarray(centred / spread * gain + bias, dtype=np.float32)


def _positive(values: Floats) -> Floats:
    return np.maximum(values, 0)
