"""Finding the name that a reader gives himself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.persona.data import NameWords, PersonaData
from narrative.persona.names import LONGEST_NAME, NameFinder


@pytest.fixture(scope="session")
def finder(data: PersonaData) -> NameFinder:
    return NameFinder(data.names)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("call me Ishida", "Ishida"),
        ("call me ishida", "ishida"),
        ("I'm Budi", "Budi"),
        ("I’m Budi, nice to meet you", "Budi"),
        ("im Ken", "Ken"),
        ("I am Ken Tanaka from Osaka", "Ken Tanaka"),
        ("my name is o'brien", "o'brien"),
        ("my name is Jean-Paul", "Jean-Paul"),
        ("name's Daniel. I teach", "Daniel"),
        ("my name? Yamada. Just Yamada.", "Yamada"),
        ("My name's Dr. Hayashi", "Dr. Hayashi"),
        ("you can call me Mr Okabe", "Mr Okabe"),
        ("CALL ME KEN", "KEN"),
        ("namaku Rudi", "Rudi"),
        ("nama saya Surya", "Surya"),
        ("nama gue Bayu, salam kenal", "Bayu"),
        ("panggil saja Pak Tono", "Pak Tono"),
        ("panggil aja aku Pak Brewok", "Pak Brewok"),
        ("sebut saja Tuan Sakamoto", "Tuan Sakamoto"),
        ("kenalin, gue Dimas", "Dimas"),
        ("saya Hartono, pedagang", "Hartono"),
        ("Perkenalkan, saya Hartono.", "Hartono"),
    ],
)
def test_a_name_is_found(finder: NameFinder, typed: str, name: str):
    """In both languages, with titles, typed small where only a name can follow."""
    assert name == finder.find(typed, asked=False)


@pytest.mark.parametrize(
    "typed",
    [
        "I'm tired",
        "I'm Tired",
        "I'M SO TIRED",
        "I'm sorry",
        "I'm Japanese",
        "i'm from osaka",
        "call me maybe",
        "call me tomorrow",
        "call me Thursday",
        "call me a taxi",
        "call me when you're free",
        "what is my name",
        "aku capek",
        "Aku Capek",
        "saya dari Bandung",
        "gue bukan siapa-siapa",
        "nama kamu siapa",
        "namaku siapa coba",
        "panggil polisi",
        "panggil aku besok",
        "aku suamimu",
        "",
        "my name is",
        "namaku",
    ],
)
def test_a_common_word_is_no_name(finder: NameFinder, typed: str):
    """Else she would call him Tired."""
    assert finder.find(typed, asked=False) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ishida", "Ishida"),
        ("ishida.", "ishida"),
        ("Ken Tanaka", "Ken Tanaka"),
        ("no", ""),
        ("why do you ask", ""),
    ],
)
def test_a_bare_answer_is_a_name_only_when_one_was_asked_for(finder: NameFinder, typed: str, name: str):
    """The same word is nothing otherwise."""
    assert (name, "") == (finder.find(typed, asked=True), finder.find(typed, asked=False))


def test_without_openings_nothing_is_found():
    """A book need not look for names."""
    finder = NameFinder(NameWords(openings=(), weak_openings=(), fillers=(), titles=(), common=frozenset()))
    assert finder.find("call me Ishida", asked=False) == ""


def test_a_name_too_long_to_keep_is_none(finder: NameFinder):
    """It would not fit where it is spoken."""
    assert finder.find("call me " + "A" + "b" * LONGEST_NAME, asked=False) == ""


@given(typed=st.text(max_size=120) | st.text(max_size=60).map("call me {}".format), asked=st.booleans())
def test_any_text_is_looked_through(finder: NameFinder, typed: str, *, asked: bool):
    """A name is always a part of what was typed, and short."""
    name = finder.find(typed, asked=asked)
    assert name in typed
    assert len(name) <= LONGEST_NAME
