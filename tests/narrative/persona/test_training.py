"""Training the model of acts."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest

from narrative.persona.acts import ACTS, Expectation
from narrative.persona.data import PersonaData
from narrative.persona.recognizer import NgramRecognizer, read_model
from narrative.persona.training import probabilities, train

FRACTIONS = ("scale", "rarity", "temperature", "threshold")
FEW = ("greet", "ask_husband", "invite_drink", "love")


@pytest.fixture(scope="module")
def small(data: PersonaData) -> PersonaData:
    """A tenth of the exemplars: four acts, in both languages."""
    return replace(data, exemplars=tuple(line for line in data.exemplars if line.act in FEW))


@pytest.fixture(scope="module")
def artefact(small: PersonaData) -> bytes:
    return train(small)


def test_training_twice_gives_the_same_bytes(small: PersonaData, artefact: bytes):
    """A model in the repository changes only when its exemplars do."""
    assert artefact == train(small)


def test_a_trained_model_knows_what_it_was_trained_from(small: PersonaData, artefact: bytes):
    """Its hash is that of the data."""
    assert small.digest == read_model(artefact).digest


def test_a_trained_model_understands_lines_like_its_exemplars(small: PersonaData, artefact: bytes):
    """Not the very lines."""
    recognizer = NgramRecognizer.load(artefact, small)
    said = [
        "where is your husband now",
        "suamimu sekarang di mana",
        "shall we have some coffee",
        "ngopi dulu yuk kita",
    ]
    found = [recognizer.interpret(text, Expectation(turn=2)).act for text in said]
    assert ["ask_husband", "ask_husband", "invite_drink", "invite_drink"] == found


def test_confidence_is_fitted_on_unseen_lines(artefact: bytes):
    """Both numbers make sense."""
    model = read_model(artefact)
    assert 0 < model.temperature < 1
    assert 0 < model.threshold < 1


def test_the_arrays_need_no_pickle(artefact: bytes):
    """A model file can carry nothing but numbers and a hash."""
    with np.load(BytesIO(artefact), allow_pickle=False) as stored:
        kinds = {name: stored[name].dtype.kind for name in stored.files}
    expected = {"format": "i", "digest": "U", "weights": "i"} | dict.fromkeys(FRACTIONS, "f")
    assert expected == kinds


def test_the_committed_model_was_trained_from_the_committed_exemplars(book_folder, data: PersonaData):
    """Else run `kedok train` and commit the model."""
    committed = (book_folder / "persona" / "model.npz").read_bytes()
    assert data.digest == read_model(committed).digest
    assert len(committed) <= 4_000_000


def test_the_shipped_exemplars_teach_every_act_in_both_languages(data: PersonaData):
    """Thirty lines each, or an act is a rumour."""
    counts = {(act, language): 0 for act in ACTS for language in ("en", "id")}
    for line in data.exemplars:
        counts[line.act, line.language] += 1
    assert {} == {key: count for key, count in counts.items() if count < 30}


def test_probabilities_sum_to_one_and_keep_the_order():
    """However hot or cold."""
    scores = np.array([[0.1, 0.9, 0.5], [-1.0, -2.0, 50.0]])
    found = probabilities(scores, 0.1)
    assert np.allclose(1, found.sum(axis=1))
    assert [1, 2] == found.argmax(axis=1).tolist()
    assert np.isfinite(found).all()


def test_a_lower_temperature_is_surer():
    """Temperature divides the scores."""
    scores = np.array([0.2, 0.4])
    assert probabilities(scores, 0.1).max() > probabilities(scores, 1.0).max()
