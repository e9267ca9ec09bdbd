"""Reading `.ysls.json` files, in both dialects."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.definitions import Definition, Definitions, Parameter, read_definitions, words_of
from narrative.yarn.signatures import Signature

OLD = """{
  "Commands": [
    {"YarnName": "walk", "DefinitionName": "Walk", "Parameters": [
      {"Name": "where", "Type": "String"},
      {"Name": "speed", "Type": "number", "DefaultValue": "1"}
    ]}
  ],
  "Functions": [
    {"YarnName": "days", "ReturnType": "number", "Documentation": "Whole days.", "Parameters": [
      {"Name": "since", "Type": "any"}
    ]}
  ]
}"""
NEW = """{
  "version": 2,
  "commands": [
    {"yarnName": "walk", "parameters": [
      {"name": "where", "type": "string"},
      {"name": "speed", "type": "number", "defaultValue": 1}
    ]}
  ],
  "functions": [
    {"yarnName": "days", "documentation": "Whole days.", "return": {"type": "number"}, "parameters": [
      {"name": "since", "type": "any"}
    ]}
  ]
}"""
WALK = Definition(
    name="walk",
    parameters=(Parameter(name="where", type="string"), Parameter(name="speed", type="number", default="1")),
)
DAYS = Definition(
    name="days", parameters=(Parameter(name="since"),), returns="number", documentation="Whole days."
)


@pytest.mark.parametrize("text", [OLD, NEW, "\ufeff" + NEW])
def test_both_dialects_say_the_same(text: str) -> None:
    assert Definitions(commands={"walk": WALK}, functions={"days": DAYS}) == read_definitions(text)


def test_a_file_may_define_nothing() -> None:
    assert Definitions() == read_definitions('{"version": 2}')


def test_of_a_function_without_types_the_compiler_knows_the_count_alone() -> None:
    read = read_definitions(
        '{"functions": [{"yarnName": "f", "parameters": [{"name": "x", "type": "node"}]}]}'
    )
    assert Signature(parameters=("any",), returns="any") == read.functions["f"].signature()


def test_a_variadic_function_has_a_variadic_signature() -> None:
    text = """{"functions": [{"yarnName": "sum", "return": {"type": "number"},
        "parameters": [{"name": "x", "type": "number", "isParamsArray": true}]}]}"""
    expected = Signature(parameters=("number",), returns="number", variadic=True)
    assert expected == read_definitions(text).functions["sum"].signature()


def test_later_definitions_stand_over_earlier_ones() -> None:
    ours, theirs = Definition(name="walk"), Definition(name="run")
    merged = Definitions(commands={"walk": ours}).merged(Definitions(commands={"walk": WALK, "run": theirs}))
    assert Definitions(commands={"walk": WALK, "run": theirs}) == merged


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "`the whole` must be an object"),
        ('{"commands": {}}', "`commands` must be a list"),
        ('{"commands": ["walk"]}', "`commands` must be an object"),
        ('{"commands": [{"parameters": []}]}', "`yarnName` must be a text"),
        ('{"commands": [{"yarnName": "w", "parameters": [{"type": "any"}]}]}', "`name` must be a text"),
        ('{"functions": [{"yarnName": "f", "return": "number"}]}', "`return` must be an object"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(text: str, wrong: str) -> None:
    with pytest.raises(AuthorError, match=wrong):
        read_definitions(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(("commands", "Functions", "yarnName", "parameters", "return")), inner
        )
    ),
)


@given(_JSON)
def test_any_content_is_read_or_refused(content: object) -> None:
    with suppress(AuthorError):
        read_definitions(json.dumps(content))


@pytest.mark.parametrize(
    ("count", "complaint"),
    [
        (0, "`walk` needs `where`"),
        (1, ""),
        (2, ""),
        (3, "`walk` takes `where`, `speed`, and no more"),
    ],
)
def test_words_are_counted_against_the_parameters(count: int, complaint: str) -> None:
    assert complaint == WALK.complaint(["1"] * count)


def test_a_command_without_parameters_takes_nothing() -> None:
    assert "`rest` takes nothing, and no more" == Definition(name="rest").complaint(["x"])


def test_a_variadic_parameter_takes_any_number_of_words() -> None:
    many = Definition(name="note", parameters=(Parameter(name="topic", variadic=True),))
    assert ["", "", ""] == [many.complaint(["x"] * count) for count in (0, 1, 9)]


def test_every_word_of_a_variadic_parameter_must_suit_it() -> None:
    many = Definition(name="add", parameters=(Parameter(name="x", type="number", variadic=True),))
    assert "`x` is a number, and `two` is none" == many.complaint(["1", "two"])


def test_a_word_that_is_not_known_yet_is_counted_and_not_judged() -> None:
    assert "" == WALK.complaint(["home", None])
    assert "`walk` needs `where`" == WALK.complaint([])


@pytest.mark.parametrize(
    ("parameter", "word", "complaint"),
    [
        (Parameter(name="x"), "soon", ""),
        (Parameter(name="x", type="number"), "-1.5", ""),
        (Parameter(name="x", type="number"), "soon", "`x` is a number, and `soon` is none"),
        (Parameter(name="x", type="bool"), "True", ""),
        (Parameter(name="x", type="bool"), "yes", "`x` is true or false, not `yes`"),
        (Parameter(name="x", choices=("a", "b")), "b", ""),
        (Parameter(name="x", choices=("a", "b")), "c", "`x` is one of a, b, not `c`"),
    ],
)
def test_a_word_must_suit_its_parameter(parameter: Parameter, word: str, complaint: str) -> None:
    assert complaint == parameter.refuses(word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("listen She", ["listen", "She"]),
        ("  listen   She  300 ", ["listen", "She", "300"]),
        ('note "two words" three', ["note", "two words", "three"]),
        (r'note "a \"quoted\" \\ word"', ["note", r'a "quoted" \ word']),
        ('note ""', ["note", ""]),
        ("", []),
    ],
)
def test_a_command_is_split_on_spaces_with_quotes_that_group(text: str, words: list[str]) -> None:
    assert words == words_of(text)
