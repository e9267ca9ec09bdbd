"""Folding cues into messages."""

from __future__ import annotations

import pytest

from adapters.drafts import MESSAGE_LENGTH, Sheet, Withdraw, fold, wake_of
from adapters.port import Post
from narrative.cues import Choice, Close, Listen, Notice, Offer, Retire, Say, Wake
from narrative.events import Pace

FIRST = Say(speaker="Narrator", name="", text="The lamp was lit.")
SECOND = Say(speaker="She", name="She", text="You are late.")
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


def test_a_notice_never_shares_a_message_with_the_story() -> None:
    notice = Notice(text="Help.")

    posts = [draft.post for draft in fold((notice, FIRST, OFFER), Pace.INSTANT) if isinstance(draft, Sheet)]

    assert [Post(lines=(notice,)), Post(lines=(FIRST,), controls=OFFER)] == posts


def test_a_message_never_outgrows_its_length() -> None:
    lines = tuple(Say(speaker="Narrator", name="", text="x" * 280) for _ in range(10))

    posts = [draft.post for draft in fold((*lines, OFFER), Pace.INSTANT) if isinstance(draft, Sheet)]

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
