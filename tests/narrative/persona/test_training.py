"""Training the model of acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from narrative.persona.acts import ACTS, SAFETY_ACTS, Expectation
from narrative.persona.data import PersonaData
from narrative.persona.encoder import Floats
from narrative.persona.exemplars import Exemplar
from narrative.persona.model import read_model
from narrative.persona.recognizer import TrainedRecognizer
from narrative.persona.training import FOLDS, lessons, listening_with, train

FEW = ("greet", "ask_husband", "invite_drink", "love")


def some(lines: Sequence[Exemplar], each: int) -> tuple[Exemplar, ...]:
    """The first few lines of each act and language."""
    ordered = sorted(lines, key=lambda line: (line.act, line.language))
    groups = groupby(ordered, key=lambda line: (line.act, line.language))
    return tuple(line for _, group in groups for line in list(group)[:each])


@pytest.fixture(scope="module")
def small(data: PersonaData) -> PersonaData:
    """Four acts, in both languages, and a few dangers."""
    known = [line for line in data.exemplars if line.act in FEW]
    return replace(data, exemplars=some(known, 45), dangers=some(data.dangers, 25))


@pytest.fixture(scope="module")
def artefact(small: PersonaData) -> bytes:
    return train(small)


def letters_of(texts: Sequence[str]) -> Floats:
    """An encoder that knows how often each letter stands in a text."""
    counts = [[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz?"] for text in texts]
    return np.array(counts, dtype=np.float32)


def test_training_twice_gives_the_same_bytes(small: PersonaData, artefact: bytes):
    """A model in the repository changes only when its exemplars do."""
    assert artefact == train(small)


def test_a_trained_model_knows_what_it_was_trained_from(small: PersonaData, artefact: bytes):
    """Its hash is that of the data."""
    assert small.digest == read_model(artefact).digest


def test_a_trained_model_understands_lines_like_its_exemplars(small: PersonaData, artefact: bytes):
    """Not the very lines."""
    recognizer = TrainedRecognizer.load(artefact, small)
    said = [
        "where is your husband now",
        "suamimu sekarang di mana",
        "shall we have some coffee",
        "ngopi dulu yuk kita",
    ]
    found = [recognizer.interpret(text, Expectation(turn=2)).act for text in said]
    assert ["ask_husband", "ask_husband", "invite_drink", "invite_drink"] == found


def test_confidence_is_fitted_on_unseen_lines(artefact: bytes):
    """All its numbers make sense."""
    judged = read_model(artefact).light
    assert 0 < judged.temperature < 3
    assert 0 < judged.threshold < 1
    assert len(SAFETY_ACTS) == len(judged.alarms)


def test_without_an_encoder_there_is_no_meaning(artefact: bytes):
    """And light is all there is."""
    model = read_model(artefact)
    assert (None, None, None) == (model.meaning, model.meaning_danger, model.expected)


def test_any_encoder_can_be_listened_with(small: PersonaData):
    """What it gives is weighed beside the letters."""
    asked = tuple(replace(line, asked="Will you?", scene="cafe") for line in small.exemplars)
    data = replace(small, exemplars=asked)
    model = train(data, listen=listening_with(letters_of))
    trained = read_model(model)
    assert trained.meaning is not None
    assert (27, len(ACTS)) == trained.meaning.weights.shape
    assert trained.expected is not None
    assert (27 + 4, len(ACTS)) == trained.expected.view.weights.shape

    heard = TrainedRecognizer.load(model, data, letters_of)
    assert "ask_husband" == heard.interpret("where is your husband now", Expectation(before="Yes?")).act


def test_one_player_is_in_one_fold(data: PersonaData):
    """A fold must not know anybody it is asked about."""
    lines = (*data.exemplars, *data.dangers)
    folds: dict[tuple[str, str], set[int]] = {}
    for line, fold in zip(lines, lessons(replace(data)).folds.tolist(), strict=True):
        if line.player:
            folds.setdefault((line.language, line.player), set()).add(fold)
    assert {1} == set(map(len, folds.values()))
    assert set(range(FOLDS)) == set().union(*folds.values())


def test_a_second_act_is_learnt_too(small: PersonaData):
    """Less than the first."""
    both = Exemplar(act="greet", text="good evening, my love", language="en", also="love")
    (shares,) = lessons(replace(small, exemplars=(both,), dangers=())).acts.tolist()
    assert {"greet": pytest.approx(0.7), "love": pytest.approx(0.3)} == {
        act: share for act, share in zip(ACTS, shares, strict=True) if share
    }


def test_a_harmless_line_teaches_no_act(small: PersonaData):
    """Nobody said what it does."""
    line = Exemplar(act="", text="im dead", language="en")
    learnt = lessons(replace(small, exemplars=(), dangers=(line,)))
    assert [False] == learnt.ordinary.tolist()
    assert not learnt.acts.any()


def test_the_committed_model_was_trained_from_the_committed_exemplars(book_folder, data: PersonaData):
    """Else run `kedok train` and commit the model."""
    committed = (book_folder / "persona" / "model.npz").read_bytes()
    assert data.digest == read_model(committed).digest
    assert len(committed) + (book_folder / "persona" / "encoder.npz").stat().st_size <= 15_000_000


def test_the_shipped_exemplars_teach_every_act_in_both_languages(data: PersonaData):
    """A hundred lines each, or an act is a rumour."""
    counts = {(act, language): 0 for act in ACTS for language in ("en", "id")}
    for line in data.exemplars:
        counts[line.act, line.language] += 1
    assert {} == {key: count for key, count in counts.items() if count < 100}


def test_the_shipped_dangers_are_many_and_so_are_the_harmless_lines_that_look_like_them(data: PersonaData):
    """In both languages."""
    counts = {(act, language): 0 for act in (*SAFETY_ACTS, "") for language in ("en", "id")}
    for line in data.dangers:
        counts[line.act, line.language] += 1
    assert {} == {key: count for key, count in counts.items() if count < (300 if key[0] else 600)}
