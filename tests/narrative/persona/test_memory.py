"""Remembering the reader's words, to quote them back exactly."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.persona.memory import (
    LONGEST_WORDS,
    MOST_BYTES,
    MOST_QUOTATIONS,
    Memory,
    Quotation,
)


def remembering(*said: tuple[str, str]) -> Memory:
    memory = Memory()
    for turn, (kind, words) in enumerate(said):
        memory = memory.remember(kind, words, turn)
    return memory


def test_words_are_kept_exactly():
    """Case, typos, spaces inside and emoji; only the outside is trimmed and lines are joined."""
    memory = Memory().remember("tender", "  ur Hands  are\nLOVELY 😍 ", 3)
    assert Memory(quotations=(Quotation(kind="tender", words="ur Hands  are LOVELY 😍", turn=3),)) == memory


def test_what_is_recalled_is_what_was_said():
    """And is remembered as quoted."""
    words, after = remembering(("tender", "your hands are cold")).recall("tender")
    assert ("your hands are cold", False) == (words, after.has("tender"))


def test_nothing_is_recalled_of_what_was_never_said():
    """The memory stays the same."""
    memory = remembering(("tender", "your hands"))
    assert ("", memory) == memory.recall("cruel")


def test_telling_words_come_first():
    """More than two words, then the latest."""
    memory = remembering(
        ("question", "are you happy with him"), ("question", "where is your husband"), ("question", "why?")
    )
    recalled = []
    while memory.has("question"):
        words, memory = memory.recall("question")
        recalled.append(words)
    assert ["where is your husband", "are you happy with him", "why?"] == recalled


def test_the_same_words_are_never_quoted_twice():
    """Not under another kind, not typed in capitals, not said again later."""
    memory = remembering(("opening", "good evening to you"), ("lie", "Good Evening to you"))
    _, memory = memory.recall("opening")
    memory = memory.remember("tender", "good evening to you", 9)
    assert [False, False, False] == [memory.has(kind) for kind in ("opening", "lie", "tender")]


def test_whoever_asks_all_the_same_gets_the_words_again():
    """A paragraph that sets his first words to two people side by side must not find the second place empty."""
    memory = remembering(("first_words", "hello"), ("opening", "hello"))
    _, memory = memory.recall("first_words")
    assert "hello" == memory.recall("opening")[0]


def test_words_that_were_quoted_and_forgotten_are_not_quoted_again():
    """Marks outlive the words."""
    _, memory = remembering(("question", "do you dream of him")).recall("question")
    for turn in range(MOST_QUOTATIONS + 1):
        memory = memory.remember("lie", f"I am number {turn} of many", turn)
    assert "do you dream of him" not in [each.words for each in memory.quotations]
    assert not memory.remember("question", "do you dream of him", 99).has("question")


@pytest.mark.parametrize("safety", ["self_harm", "sexual_explicit"])
def test_what_was_said_in_danger_is_never_kept(safety: str):
    """It is nobody's to quote."""
    assert Memory() == Memory().remember("cruel", "words that must not come back", 1, safety=safety)


def test_a_threat_is_kept():
    """The letter remembers it."""
    assert Memory().remember("cruel", "I know where you live", 1, safety="threat").has("cruel")


@pytest.mark.parametrize("words", ["", "  ", "\n", "\u200b", "\x00"], ids=ascii)
def test_silence_is_not_kept(words: str):
    """There is nothing to quote in it."""
    assert Memory() == Memory().remember("opening", words, 0)


def test_a_long_speech_is_quoted_up_to_a_whole_word():
    """With an ellipsis, and within its length."""
    words, _ = remembering(("self", "seven letters " * 30)).recall("self")
    assert ("seven letters " * 11 + "seven…") == words
    assert len(words) <= LONGEST_WORDS


def test_a_long_word_is_cut_where_it_must_be():
    """There is no space to cut at."""
    words, _ = remembering(("self", "a" * 500)).recall("self")
    assert "a" * (LONGEST_WORDS - 1) + "…" == words


def test_the_least_telling_is_forgotten_first():
    """A short word goes before a sentence, and the only one of its kind stays."""
    memory = remembering(
        ("opening", "hi"),
        ("question", "why?"),
        *(("question", f"is it number {n}") for n in range(MOST_QUOTATIONS)),
    )
    kept = [each.words for each in memory.quotations]
    assert (MOST_QUOTATIONS, True, False, False) == (
        len(kept),
        "hi" in kept,
        "why?" in kept,
        "is it number 0" in kept,
    )


def test_what_was_quoted_is_forgotten_before_what_was_not():
    """It has done its work."""
    memory = remembering(*(("question", f"is it number {n}") for n in range(MOST_QUOTATIONS)))
    quoted, memory = memory.recall("question")
    memory = memory.remember("question", "and one more than there is room for", 99)
    assert quoted not in [each.words for each in memory.quotations]


def test_a_memory_is_stored_as_short_plain_data():
    """JSON and back, to the letter."""
    _, memory = remembering(("slip", "the third stair, mind it"), ("tender", "halo 👋")).recall("slip")
    plain = memory.to_plain()
    expected = {
        "said": [["slip", 0, "the third stair, mind it"], ["tender", 1, "halo 👋"]],
        "quoted": list(memory.quoted),
    }
    assert expected == plain
    assert memory == Memory.from_plain(json.loads(json.dumps(plain)))


KINDS = st.sampled_from(["opening", "question", "slip", "tender", "cruel", "self", "lie"])


@given(st.lists(st.tuples(KINDS, st.text(max_size=400)), max_size=60))
def test_a_memory_stays_small_whatever_is_said(said: list[tuple[str, str]]):
    """A stored reading has its limit."""
    memory = remembering(*said)
    assert len(memory.quotations) <= MOST_QUOTATIONS
    assert all(len(each.words) <= LONGEST_WORDS for each in memory.quotations)
    assert sum(len(each.words.encode(errors="surrogatepass")) for each in memory.quotations) <= MOST_BYTES
    assert memory == Memory.from_plain(memory.to_plain())


@given(st.lists(st.tuples(KINDS, st.text(min_size=1, max_size=40)), max_size=40))
def test_nothing_is_ever_quoted_twice(said: list[tuple[str, str]]):
    """Whatever is asked for, in whatever order."""
    memory, quoted = remembering(*said), []
    for kind, _ in (*said, *said):
        if memory.has(kind):
            words, memory = memory.recall(kind)
            quoted.append(words.casefold())
    assert len(quoted) == len(set(quoted))


@given(st.text(min_size=1, max_size=LONGEST_WORDS))
def test_a_quotation_is_a_part_of_what_was_said(words: str):
    """Nothing is added inside."""
    memory = Memory().remember("self", words, 1)
    if memory.has("self"):
        assert "".join(memory.recall("self")[0].split()) == "".join(words.split())
