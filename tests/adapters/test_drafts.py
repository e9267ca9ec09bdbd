"""Folding cues into messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from adapters.drafts import MESSAGE_LENGTH, Draft, Sheet, Withdraw, fold, gap, wake_of
from adapters.port import Post
from narrative.cues import LETTER, Choice, Close, Listen, Notice, Offer, Retire, Say, Wake
from narrative.events import Pace

FIRST = Say(speaker="Narrator", name="", text="The lamp was lit.")
SECOND = Say(speaker="She", name="She", text="You are late.")
WRITTEN = Say(speaker=LETTER, name="Her letter", text="I have read it.", pause=1.0)
GOES_ON = replace(WRITTEN, text="Twice.", pause=0.0)
OFFER = Offer(offer=3, choices=(Choice(label="Yes"),))


def test_at_the_instant_pace_neighbouring_lines_share_a_message() -> None:
    assert (Sheet(post=Post(lines=(FIRST, SECOND), controls=OFFER)),) == fold(
        (FIRST, SECOND, OFFER), Pace.INSTANT
    )


def test_at_a_reading_pace_every_line_is_a_message_and_controls_stand_under_the_last() -> None:
    first, second = fold((FIRST, SECOND, OFFER), Pace.CALM)

    assert isinstance(first, Sheet)
    assert isinstance(second, Sheet)
    assert Post(lines=(FIRST,)) == first.post
    assert Post(lines=(SECOND,), controls=OFFER) == second.post


def posts_of(drafts: Iterable[Draft]) -> list[Post]:
    return [draft.post for draft in drafts if isinstance(draft, Sheet)]


@pytest.mark.parametrize("pace", Pace)
def test_a_letter_comes_by_the_page_and_alone_at_every_pace(pace: Pace) -> None:
    posts = posts_of(fold((FIRST, WRITTEN, GOES_ON, SECOND, OFFER), pace))

    assert [(FIRST,), (WRITTEN, GOES_ON), (SECOND,)] == [post.lines for post in posts]
    assert [False, True, False] == [post.is_letter for post in posts]


def test_a_page_ends_with_a_paragraph() -> None:
    begins, goes_on = replace(WRITTEN, text="x" * 160), replace(GOES_ON, text="x" * 160)

    posts = posts_of(fold((begins, goes_on, begins, goes_on, begins, goes_on), Pace.CALM))

    assert [(begins, goes_on, begins, goes_on), (begins, goes_on)] == [post.lines for post in posts]


def test_a_paragraph_longer_than_a_message_goes_over_the_page() -> None:
    begins, goes_on = replace(WRITTEN, text="x" * 500), replace(GOES_ON, text="x" * 500)

    assert [(begins,), (goes_on,)] == [post.lines for post in posts_of(fold((begins, goes_on), Pace.SLOW))]


def test_a_page_is_written_as_long_as_it_is() -> None:
    (page,) = fold((WRITTEN, GOES_ON), Pace.CALM)
    (longer,) = fold((WRITTEN, replace(GOES_ON, text="x" * 100)), Pace.CALM)

    assert isinstance(page, Sheet)
    assert isinstance(longer, Sheet)
    assert page.typing < longer.typing


@pytest.mark.parametrize(
    ("line", "expected"),
    [(FIRST, "\n\n"), (Notice(text="Help."), "\n\n"), (WRITTEN, "\n\n"), (GOES_ON, "\n")],
)
def test_only_a_letters_lines_keep_to_their_paragraph(line: Say | Notice, expected: str) -> None:
    assert expected == gap(line)


def test_a_notice_never_shares_a_message_with_the_story() -> None:
    notice = Notice(text="Help.")

    posts = posts_of(fold((notice, FIRST, OFFER), Pace.INSTANT))

    assert [Post(lines=(notice,)), Post(lines=(FIRST,), controls=OFFER)] == posts


def test_a_message_never_outgrows_its_length() -> None:
    lines = tuple(Say(speaker="Narrator", name="", text="x" * 280) for _ in range(10))

    posts = posts_of(fold((*lines, OFFER), Pace.INSTANT))

    assert all(sum(len(line.text) for line in post.lines) <= MESSAGE_LENGTH for post in posts)
    assert lines == tuple(line for post in posts for line in post.lines)


def test_spent_buttons_are_withdrawn_before_anything_is_sent() -> None:
    drafts = fold((FIRST, Retire(offer=2), OFFER), Pace.INSTANT)

    assert (Withdraw(offer=2), Sheet(post=Post(lines=(FIRST,), controls=OFFER))) == drafts


def test_the_end_of_a_reading_is_marked_on_its_last_message() -> None:
    *_, last = fold((FIRST, SECOND, OFFER, Close()), Pace.BRISK)

    assert isinstance(last, Sheet)
    assert last.post.closing


def test_a_turn_without_words_leaves_no_message() -> None:
    assert () == fold((Listen(offer=1),), Pace.CALM)


@pytest.mark.parametrize(
    ("slower", "quicker"), [(Pace.SLOW, Pace.CALM), (Pace.CALM, Pace.BRISK), (Pace.BRISK, Pace.INSTANT)]
)
def test_a_slower_pace_types_longer(slower: Pace, quicker: Pace) -> None:
    (one,) = fold((FIRST,), slower)
    (other,) = fold((FIRST,), quicker)

    assert isinstance(one, Sheet)
    assert isinstance(other, Sheet)
    assert one.typing > other.typing


def test_a_pause_in_the_script_lengthens_the_wait() -> None:
    paused = Say(speaker="Narrator", name="", text=FIRST.text, pause=2.0)
    (plain,) = fold((FIRST,), Pace.CALM)
    (longer,) = fold((paused,), Pace.CALM)

    assert isinstance(plain, Sheet)
    assert isinstance(longer, Sheet)
    assert round(plain.typing + 2.0, 2) == longer.typing


@pytest.mark.parametrize("line", [Notice(text="Help."), Say(speaker="Mask", name="You", text="Yes.")])
def test_nobody_types_a_notice_or_the_readers_own_words(line: Say | Notice) -> None:
    assert (Sheet(post=Post(lines=(line,))),) == fold((line,), Pace.SLOW)


def test_a_wake_is_found_among_the_cues() -> None:
    wake = Wake(turn=4, seconds=300)

    assert wake == wake_of((FIRST, wake))
    assert wake_of((FIRST,)) is None
