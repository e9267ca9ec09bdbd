"""Reading a book's persona data, and telling its author what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, DEFLECT
from narrative.persona.data import NameWords, PersonaData, SafetyRules, read_persona
from narrative.persona.exemplars import Exemplar

NEVER = re.compile(r"(?!)")
NO_RULES = SafetyRules(signs=NEVER, harmless=NEVER)


def whole(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def read(en: dict[str, Any] | None = None, measures: dict[str, Any] | None = None) -> PersonaData:
    return read_persona(en or {}, {}, measures or {})


def test_persona_data_is_read_whole():
    """Two languages and the measures become one value."""
    en = {
        "spellings": {"you": ["u"]},
        "answers": {"agree": ["Yes!"], "greet": ["good night"]},
        "questions": ["who"],
        "negations": ["no"],
        "concepts": {"film": ["film", "movie*"]},
        "facts": {"stair": ["third stair"]},
        "safety": {"threat": ["i will hit u"]},
        "names": {
            "openings": ["call me"],
            "weak_openings": ["I am"],
            "fillers": ["just"],
            "titles": ["mr"],
            "common": ["tired"],
        },
    }
    indonesian = {
        "answers": {"farewell": ["good night"]},
        "concepts": {"film": ["film", "bioskop"]},
        "facts": {"stair": ["tangga ketiga"]},
        "harmless": {"threat": ["mati lampu"]},
        "names": {"openings": ["panggil"], "given": ["there"]},
    }
    measures = {
        "remember": {"tender": ["love"]},
        "measures": {"slips": ["slip"]},
        "context": {"seated": {"order": 2.5}},
    }
    exemplars = (
        Exemplar(act="greet", text="hello there", language="en"),
        Exemplar(act="greet", text="Hi", language="en"),
        Exemplar(act="greet", text="halo", language="id"),
        *(Exemplar(act="joke", text=f"hello, number {number}", language="en") for number in range(4)),
    )
    dangers = (Exemplar(act="", text="im dead", language="en"),)
    expected = PersonaData(
        exemplars=exemplars,
        dangers=dangers,
        spellings={"u": "you"},
        answers={"yes": ("agree",), "good night": ("greet", "farewell")},
        questions=frozenset({"who"}),
        negations=frozenset({"no"}),
        concepts={"film": ("film",), "movie*": ("film",), "bioskop": ("film",)},
        facts={"stair": whole("third stair", "tangga ketiga")},
        safety={
            "self_harm": NO_RULES,
            "threat": SafetyRules(signs=whole("i will hit u"), harmless=whole("mati lampu")),
            "sexual_explicit": NO_RULES,
        },
        names=NameWords(
            openings=("call me", "panggil"),
            weak_openings=("I am",),
            fillers=("just",),
            titles=("mr",),
            common=frozenset({"tired", "hello", "number"}),
        ),
        context={"seated": {"order": 2.5}},
        remember={"tender": frozenset({"love"})},
        measures={"slips": frozenset({"slip"})},
    )
    assert expected == read_persona(en, indonesian, measures, exemplars=exemplars, dangers=dangers)


@pytest.mark.parametrize(
    ("en", "measures", "message"),
    [
        ({"answers": {"yess": ["yes"]}}, {}, "answers: there is no act 'yess'"),
        ({}, {"remember": {"tender": ["lov"]}}, "measures.yml: remember: tender: there is no act 'lov'"),
        ({}, {"measures": {"slips": ["slop"]}}, "measures.yml: measures: slips: there is no act 'slop'"),
        ({}, {"context": {"seated": {"oder": 2}}}, "measures.yml: context: seated: there is no act 'oder'"),
        (
            {},
            {"context": {"seated": {"order": 0}}},
            "measures.yml: context: seated: order needs a factor above 0, not 0",
        ),
        (
            {},
            {"context": {"seated": {"order": "much"}}},
            "measures.yml: context: seated: order needs a factor above 0",
        ),
        ({"concepts": ["hi"]}, {}, "en.yml: concepts must be a table, not ['hi']"),
        ({"concepts": {"film": "hi"}}, {}, "en.yml: concepts: film must be a list, not 'hi'"),
        ({"answers": {"agree": [True]}}, {}, "en.yml: answers: agree: True must be in quotation marks"),
        ({"concepts": {True: ["yes"]}}, {}, "en.yml: concepts: True must be in quotation marks"),
        ({"questions": "who"}, {}, "en.yml: questions must be a list, not 'who'"),
        ({"facts": {"stair": ["(third"]}}, {}, "the pattern '(third' cannot be read"),
        (
            {"safety": {"despair": ["sad"]}},
            {},
            "safety: 'despair' is not one of self_harm, threat, sexual_explicit",
        ),
        (
            {"spellings": {"you": ["u"], "your": ["u"]}},
            {},
            "en.yml: spellings: 'u' stands for 'you' and for 'your'",
        ),
    ],
)
def test_what_cannot_be_meant_is_named(en: dict[str, Any], measures: dict[str, Any], message: str):
    """With the file and the place."""
    with pytest.raises(AuthorError, match=re.escape(message)):
        read(en, measures)


def test_a_book_without_persona_data_is_read_too():
    """Nothing is obligatory."""
    assert read() == read_persona({}, {}, {})


def test_the_digest_follows_what_is_learnt_from():
    """An exemplar, a dangerous line, a spelling or a concept changes the model; a safety rule does not."""
    hi = (Exemplar(act="greet", text="hi", language="en"),)
    plain = replace(read(), exemplars=hi)
    others = [
        replace(read({"safety": {"threat": ["axe"]}}), exemplars=hi),
        replace(plain, exemplars=(*hi, Exemplar(act="greet", text="hey", language="en"))),
        replace(plain, dangers=(Exemplar(act="threat", text="hi", language="en"),)),
        replace(read({"spellings": {"you": ["u"]}}), exemplars=hi),
        replace(read({"concepts": {"film": ["movie"]}}), exemplars=hi),
    ]
    assert [True, False, False, False, False] == [plain.digest == other.digest for other in others]


def test_a_word_is_about_what_its_beginning_is_about():
    """The longest beginning counts, and a whole word before all."""
    data = read(
        {"concepts": {"film": ["film*"], "maker": ["filmmak*"], "role": ["filmstar"], "star": ["filmstar"]}}
    )
    words = ("films", "filmmaker", "filmstar", "fil", "hello")
    assert ("film", "maker", "role", "star") == data.concepts_in(words)


def test_the_acts_of_the_story_are_the_acts_of_understanding(book_folder):
    """The enum in acts.yarn and the closed set here are one list."""
    declared = re.findall(r'<<case \w+ = "(\w+)">>', (book_folder / "acts.yarn").read_text(encoding="utf-8"))
    assert [DEFLECT, *ACTS] == declared


def test_the_shipped_book_remembers_and_measures(data: PersonaData):
    """The kinds that the letter quotes, and the counts that the story reads."""
    kinds = {"question", "slip", "tender", "cruel", "confession", "self", "lie"}
    counts = {
        "asked_her",
        "spoke_self",
        "tenderness",
        "cruelty",
        "honesty",
        "boundaries",
        "slips",
        "silences",
    }
    assert (kinds, counts) == (set(data.remember), set(data.measures))


def test_the_shipped_book_knows_ten_private_facts(data: PersonaData):
    """Those that a slip gives away."""
    expected = {
        "bandages",
        "blue_tin",
        "sugar",
        "persimmon",
        "stair",
        "humming",
        "lecture",
        "window",
        "indigo",
    }
    assert expected | {"honeymoon"} == set(data.facts)
