"""The trained model of acts: arrays in one file, and what they make of an utterance.

Theory of operation. Two views are taken of an utterance. Its *letters* (hashed runs of letters, words, and what the
words are about: `features`) are weighed for each act; so is its *meaning*, if there is an encoder to give it. Each view
says how likely it finds each act; together they are added up in logarithms, the letters by their share, and made into
probabilities that mean what they say by a temperature. The three dangerous acts have weights of their own besides,
learnt from many more lines, dangerous and harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from narrative.errors import AuthorError
from narrative.persona.acts import SAFETY_ACTS
from narrative.persona.features import Floats, Row

FORMAT: Final = 2

PLACES: Final = ("street", "seated", "telephone", "private")
"""Where they may be, as far as that makes some acts likelier."""

_PLACE_COUNTS = 2.0

_WEIGHED: Final = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Weights of a linear view: a row for each of its features, a column for each act."""

    weights: NDArray[Any]
    scale: Floats
    bias: Floats

    def of_row(self, row: Row) -> Floats:
        """Return the scores of an utterance of few features."""
        buckets, values = row
        return (values @ self.weights[buckets].astype(np.float32)) * self.scale + self.bias

    def of_vector(self, vector: Floats) -> Floats:
        """Return the scores of an utterance of which every feature is known."""
        return np.asarray(
            (vector @ self.weights.astype(np.float32)) * self.scale + self.bias, dtype=np.float32
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How scores are made into a decision; there is one with an encoder, and one without.

    `share` is how much the letters count beside the meaning, `temperature` makes probabilities of scores, below
    `threshold` nothing is answered, and above its number in `alarms` a dangerous act is taken for one.
    """

    share: float
    temperature: float
    threshold: float
    danger_share: float
    alarms: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is likely to be said next: by the meaning of her last line, and by the place.

    `temperature` makes probabilities of the scores, `usual` has the logarithms of how often each act comes at all, and
    `share` is how much what is expected counts beside what is heard.
    """

    view: Linear
    temperature: float
    share: float
    usual: Floats

    def of(self, vector: Floats) -> NDArray[np.float64]:
        """Return how much likelier than usual each act is, in logarithms, after a line of that meaning and place."""
        likely = likelihoods(self.view.of_vector(vector), self.temperature)
        return np.asarray(self.share * (likely - self.usual))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that was trained. `meaning` and `expected` are empty where no encoder was at hand."""

    letters: Linear
    letters_danger: Linear
    rarity: Floats
    meaning: Linear | None
    meaning_danger: Linear | None
    expected: Expected | None
    light: Judgement
    whole: Judgement
    digest: str


def likelihoods(scores: NDArray[Any], temperature: float) -> NDArray[np.float64]:
    """Return scores as logarithms of probabilities."""
    raised = scores.astype(np.float64) / temperature
    raised -= raised.max(axis=-1, keepdims=True)
    return np.asarray(raised - np.log(np.exp(raised).sum(axis=-1, keepdims=True)))


def situation(vector: Floats, place: str) -> Floats:
    """Return what is known before he speaks as one vector: the meaning of her last line, and the place."""
    where = [_PLACE_COUNTS if place == one else 0.0 for one in PLACES]
    return np.concatenate([vector, np.array(where, dtype=np.float32)])


def write_model(model: Model) -> bytes:
    """Return the model as the bytes of its file: always the same for the same model."""
    arrays: dict[str, Any] = {"format": np.int64(FORMAT), "digest": np.array(model.digest)}
    arrays["rarity"] = model.rarity.astype(np.float16)
    for name in ("letters", "letters_danger", "meaning", "meaning_danger"):
        view: Linear | None = getattr(model, name)
        if view is not None:
            arrays |= {f"{name}_{part}": getattr(view, part) for part in ("weights", "scale", "bias")}
    if model.expected is not None:
        arrays |= {
            f"expected_{part}": getattr(model.expected.view, part) for part in ("weights", "scale", "bias")
        }
        arrays["expected"] = np.array(
            [model.expected.temperature, model.expected.share, *model.expected.usual]
        )
    for name in ("light", "whole"):
        judgement: Judgement = getattr(model, name)
        arrays[name] = np.array(
            [
                judgement.share,
                judgement.temperature,
                judgement.threshold,
                judgement.danger_share,
                *judgement.alarms,
            ]
        )
    buffer = BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def read_model(artefact: bytes) -> Model:
    """Return the model in `artefact`, or raise AuthorError if another version wrote it."""
    with np.load(BytesIO(artefact), allow_pickle=False) as stored:
        if int(stored["format"]) != FORMAT:
            message = f"model.npz has format {stored['format']}, and this version reads {FORMAT}"
            raise AuthorError(message)
        letters, danger = _linear(stored, "letters"), _linear(stored, "letters_danger")
        assert letters is not None
        assert danger is not None
        return Model(
            letters=letters,
            letters_danger=danger,
            rarity=stored["rarity"].astype(np.float32),
            meaning=_linear(stored, "meaning"),
            meaning_danger=_linear(stored, "meaning_danger"),
            expected=_expected(stored),
            light=_judgement(stored["light"]),
            whole=_judgement(stored["whole"]),
            digest=str(stored["digest"]),
        )


def in_eight_bits(weights: Floats, bias: Floats | None = None) -> Linear:
    """Return weights rounded to eight bits a column, which loses nothing that matters."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / _WEIGHED).astype(np.float32)
    none = np.zeros(weights.shape[1], dtype=np.float32)
    return Linear(
        weights=np.rint(weights / scale).astype(np.int8), scale=scale, bias=none if bias is None else bias
    )


def _linear(stored: Any, name: str) -> Linear | None:
    if f"{name}_weights" not in stored:
        return None
    return Linear(
        weights=stored[f"{name}_weights"], scale=stored[f"{name}_scale"], bias=stored[f"{name}_bias"]
    )


def _expected(stored: Any) -> Expected | None:
    view = _linear(stored, "expected")
    if view is None:
        return None
    temperature, share, *usual = stored["expected"].tolist()
    return Expected(view=view, temperature=temperature, share=share, usual=np.array(usual, dtype=np.float32))


def _judgement(numbers: NDArray[np.float64]) -> Judgement:
    share, temperature, threshold, danger_share, *alarms = numbers.tolist()
    assert len(alarms) == len(SAFETY_ACTS)
    return Judgement(
        share=share,
        temperature=temperature,
        threshold=threshold,
        danger_share=danger_share,
        alarms=np.array(alarms, dtype=np.float32),
    )
