"""Lines written worse than they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.corruption import CORRUPTIONS, LONG_ENOUGH, corrupted, mistyped, unpunctuated, upper_cased

_WORDS = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), min_size=1)


def test_capital_letters_keep_the_rest() -> None:
    assert "SIAPA NAMAMU? *DIAM*" == upper_cased("Siapa namamu? *diam*")


def test_punctuation_goes_with_the_asterisks_of_actions() -> None:
    assert "takes her hand Dont go its late" == unpunctuated("*takes her hand* Don't go… it’s late!")


def test_words_with_a_hyphen_come_apart() -> None:
    assert "cuma main main" == unpunctuated("cuma main-main.")


def test_emoji_are_no_punctuation() -> None:
    assert "im dead 💀" == unpunctuated("im dead... 💀")


def test_punctuation_alone_stays_for_it_is_all_that_was_said() -> None:
    assert "…?" == unpunctuated("…?")


@given(_WORDS)
def test_every_long_word_has_a_slip_and_no_short_one(words: list[str]) -> None:
    assert [len(word) >= LONG_ENOUGH for word in words] == [
        before != after for before, after in zip(words, mistyped(" ".join(words)).split(), strict=True)
    ]


@given(_WORDS)
def test_a_slip_adds_or_takes_one_letter_at_most_and_leaves_the_first(words: list[str]) -> None:
    for before, after in zip(words, mistyped(" ".join(words)).split(), strict=True):
        assert before[0] == after[0]
        assert abs(len(before) - len(after)) <= 1


def test_double_letters_changed_round_are_no_slip() -> None:
    """A word of one letter, over and over, can only lose one or get one, or a neighbour."""
    assert "zzzz" != mistyped("zzzz")


@given(st.text())
def test_any_line_becomes_the_same_every_time(text: str) -> None:
    for corrupt in CORRUPTIONS.values():
        assert corrupt(text) == corrupt(text)


def test_slips_are_the_same_on_every_machine() -> None:
    assert "Whre is yuor husand tnight?" == mistyped("Where is your husband tonight?")


def test_only_the_text_of_a_table_is_corrupted() -> None:
    table = "text\tact\tasked\nwhere is he?\task_husband\tYou ask a great deal.\n"
    assert "text\tact\tasked\nWHERE IS HE?\task_husband\tYou ask a great deal.\n" == corrupted(
        table, upper_cased
    )
