"""Project files."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.project import VERSIONS, Localisation, Project, read_project

FULL = """
// The project of the book.
{
    "projectFileVersion": 4, /* the newest */
    "projectName": "Another's Face",
    "authorName": ["A", "B",],
    "sourceFiles": ["*.yarn", "more/**/*.yarn"],
    "excludeFiles": ["old/*"],
    "baseLanguage": "en",
    "localisation": {
        "id": { "strings": "id/strings.csv", "assets": "id/art" },
        "nl": { "strings": "nl.csv" }, // soon
    },
    "definitions": ["Story.ysls.json"],
    "compilerOptions": {
        "requireVariableDeclarations": true,
        "allowPreviewFeatures": true,
        "diagnosticsSeverity": { "YS0003": "none" },
    },
    "editorOptions": {
        "yarnScriptEditor": {
            "startNode": "Wardrobe",
            "saliencyStrategy": "bestLeastRecentlyViewed",
            "characters": [{ "name": "She", "displayName": "Wife" }, { "name": "Mask" }],
        },
    },
}
"""


def test_everything_a_project_can_say() -> None:
    assert Project(
        version=4,
        base_language="en",
        name="Another's Face",
        authors=("A", "B"),
        sources=("*.yarn", "more/**/*.yarn"),
        excluded=("old/*",),
        localisation={
            "id": Localisation(strings="id/strings.csv", assets="id/art"),
            "nl": Localisation(strings="nl.csv"),
        },
        definitions=("Story.ysls.json",),
        requires_declarations=True,
        preview_features=True,
        severities={"YS0003": "none"},
        start="Wardrobe",
        saliency="bestLeastRecentlyViewed",
        characters={"She": "Wife", "Mask": "Mask"},
    ) == read_project(FULL)


def test_the_least_a_project_says() -> None:
    text = '\ufeff{"projectFileVersion": 2, "baseLanguage": "id"}'
    expected = Project(version=2, base_language="id", sources=("**/*.yarn",), start="Start")
    assert expected == read_project(text)


def test_definitions_may_be_one_text() -> None:
    text = '{"projectFileVersion": 3, "baseLanguage": "en", "definitions": "Story.ysls.json"}'
    assert ("Story.ysls.json",) == read_project(text).definitions


def test_what_looks_like_a_comment_or_a_comma_in_a_text_is_text() -> None:
    text = r'{"projectFileVersion": 3, "baseLanguage": "en", "projectName": "a // b /* c */ \",} ,]"}'
    assert 'a // b /* c */ ",} ,]' == read_project(text).name


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("`projectFileVersion` must be a whole number", {"projectFileVersion": None}),
        ("`projectFileVersion` must be a whole number", {"projectFileVersion": True}),
        ("`projectFileVersion` must be one of 2, 3, 4", {"projectFileVersion": 5}),
        ("`projectFileVersion` must be one of 2, 3, 4", {"projectFileVersion": 1}),
        ("`baseLanguage` must be a text", {"baseLanguage": None}),
        ("`baseLanguage` must be a text", {"baseLanguage": 1}),
        ("`sourceFiles` must be a list", {"sourceFiles": {"a": 1}}),
        ("`sourceFiles` must be a list of texts", {"sourceFiles": [1]}),
        ("`localisation` must be an object", {"localisation": ["id"]}),
        ("`id` must be an object", {"localisation": {"id": "id.csv"}}),
        ("`strings` must be a text", {"localisation": {"id": {"strings": 1}}}),
        (
            "`requireVariableDeclarations` must be true or false",
            {"compilerOptions": {"requireVariableDeclarations": 1}},
        ),
        ("`YS0003` must be a text", {"compilerOptions": {"diagnosticsSeverity": {"YS0003": 1}}}),
        (
            "`YS0003` must be one of none, error, warning, info",
            {"compilerOptions": {"diagnosticsSeverity": {"YS0003": "fatal"}}},
        ),
        ("`name` must be a text", {"editorOptions": {"yarnScriptEditor": {"characters": [{}]}}}),
        ("`characters` must be an object", {"editorOptions": {"yarnScriptEditor": {"characters": ["She"]}}}),
    ],
)
def test_what_is_wrong_is_named(message: str, changes: dict[str, object]) -> None:
    content = {"projectFileVersion": 4, "baseLanguage": "en", **changes}
    with pytest.raises(AuthorError, match=message):
        read_project(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[1", "{", '{"a": 1,,}', "[" * 100_000])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(AuthorError, match="not JSON"):
        read_project(text)


def test_a_project_must_be_an_object() -> None:
    with pytest.raises(AuthorError, match="`the project` must be an object"):
        read_project("[]")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["localisation", "definitions", "editorOptions", "id"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_a_project_or_refused(text: str) -> None:
    with suppress(AuthorError):
        assert read_project(text).version in VERSIONS
