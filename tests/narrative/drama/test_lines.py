"""From a line of the script to a line the reader sees."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.cues import Say, Span
from narrative.drama.lines import say
from narrative.drama.reading import Shown
from narrative.drama.tags import Tags, tags_of
from narrative.drama.words import has_words, is_silence, meant, plain_words
from narrative.events import Language
from narrative.yarn.program import LineInfo
from tests.narrative.drama.lamp import make_book

BOOK = make_book()


def test_a_narrators_line_has_no_name() -> None:
    line = say(BOOK, Language.ENGLISH, Shown(line_id="line:dark"))

    assert Say(speaker="Narrator", name="", text="The room was dark.", pause=2.0) == line


def test_a_speaker_is_called_by_the_name_in_the_readers_language() -> None:
    line = say(BOOK, Language.INDONESIAN, Shown(line_id="line:who"))

    assert Say(speaker="She", name="Dia", text="Siapa di situ?") == line


def test_a_line_without_a_translation_is_said_in_the_base_language() -> None:
    assert "The lamp was lit." == say(BOOK, Language.INDONESIAN, Shown(line_id="line:lamp")).text


def test_a_speaker_whom_the_book_does_not_name_keeps_its_id() -> None:
    script = replace(BOOK, manifest=replace(BOOK.manifest, speakers={}))

    assert "She" == say(script, Language.INDONESIAN, Shown(line_id="line:who")).name


@given(st.text(min_size=1))
def test_whatever_was_said_is_shown_as_it_was(text: str) -> None:
    line = say(BOOK, Language.ENGLISH, Shown(line_id="line:quoted", substitutions=(text,)))

    shown = normalize("NFC", text)
    assert f"You said “{shown}”." == line.text
    assert (Span(kind="quote", start=10, length=len(shown)),) == line.spans


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ((), Tags()),
        (("line:x", "pause:1.5"), Tags(pause=1.5)),
        (("suggest:greet",), Tags(suggests="greet")),
        (("recap", "unknown:1"), Tags(recap=True)),
    ],
)
def test_tags_ask_for_pauses_suggestions_and_recaps(tags: tuple[str, ...], expected: Tags) -> None:
    assert expected == tags_of(LineInfo(text="", tags=tags))


@pytest.mark.parametrize(
    ("text", "index"),
    [("1", 0), (" 2 ", 1), ("3", None), ("0", None), ("YES, please", 0), ("no", 1), ("", None), ("…", None)],
)
def test_a_typed_text_means_a_label_by_number_or_by_words(text: str, index: int | None) -> None:
    assert index == meant(("Yes, please!", "No."), text)


@pytest.mark.parametrize(
    ("text", "silent"), [("…", True), (" ... ", True), ("—", True), ("", False), ("ok…", False)]
)
def test_dots_are_silence(text: str, silent: bool) -> None:
    assert silent is is_silence(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("hello", True), ("👋", True), ("\u200b\u200f", False), ("  \n", False), ("\u3164", False), ("…", True)],
)
def test_only_what_can_be_seen_counts_as_said(text: str, words: bool) -> None:
    assert words is has_words(text)


def test_plain_words_are_what_two_ways_of_typing_share() -> None:
    assert plain_words("It IS cold!") == plain_words("it is: cold")
