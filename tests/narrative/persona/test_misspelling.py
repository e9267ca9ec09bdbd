"""Mistyped words are mended by the words that people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.persona.misspelling import Mender
from narrative.persona.utterance import Reader

WORDS = (
    "husband",
    "husband",
    "husband",
    "evening",
    "evening",
    "evening",
    "evening",
    "kerjamu",
    "lamp",
    "lamp",
    "lamp",
)
MENDER = Mender(lambda: WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("husband", "husband"),
        ("husbnd", "husband"),
        ("hussband", "husband"),
        ("hisband", "husband"),
        ("hubsand", "husband"),
        ("usband", "husband"),
        ("husbandd", "husband"),
        ("evenign", "evening"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str):
    """A letter left out, put in, exchanged, or swapped with its neighbour."""
    assert meant == MENDER.mended(typed)


@pytest.mark.parametrize(
    "word", ["hsbnd", "kerjamu", "kerjam", "lam", "lxmq", "h4sband", "zebra", "", "evgnine"]
)
def test_what_is_no_slip_stays(word: str):
    """Two slips, a word that is known, one that is used too seldom, one that is too short, or no word at all."""
    assert word == MENDER.mended(word)


def test_of_two_words_the_more_usual_one_is_meant():
    """Three times against five."""
    mender = Mender(lambda: ["cast"] * 3 + ["cost"] * 5)
    assert "cost" == mender.mended("cist")


def test_words_are_looked_at_when_they_are_needed():
    """Not before, and once."""
    asked = []

    def words():
        asked.append(1)
        return WORDS

    mender = Mender(words)
    assert [] == asked
    mender.mended("husbnd")
    mender.mended("evenin")
    assert [1] == asked


def test_a_reader_mends_what_it_reads():
    """Where nothing is spelt otherwise on purpose; what was typed stays."""
    heard = Reader({"u": "you", "hsbnd": "husband"}, MENDER).read(
        "Evenign! How is ur hisband, u know, the hsbnd?"
    )
    assert "evening ! how is ur husband you know the husband ?" == heard.text
    assert "Evenign! How is ur hisband, u know, the hsbnd?" == heard.typed


@given(st.text(max_size=30))
def test_any_word_is_mended_to_one_that_is_known_or_stays(word: str):
    """And a mended word needs no mending."""
    found = MENDER.mended(word)
    assert found == word or found in WORDS
    assert found == MENDER.mended(found)
