"""What is stored comes back as it was, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.drafts import Draft, Sheet, Withdraw
from adapters.port import Post
from bot.store.codec import draft_from_text, draft_to_text, event_from_text, event_to_text
from narrative.cues import Choice, Listen, Notice, Offer, Say, Span
from narrative.errors import StateError
from narrative.events import (
    Asked,
    Chose,
    Command,
    Edited,
    Misplaced,
    ReaderEvent,
    Said,
    SentOther,
    WentOn,
    Woke,
)

numbers = st.integers(min_value=0, max_value=10**9)
seconds = st.floats(min_value=0, max_value=1000)
texts = st.text()

events = st.one_of(
    st.builds(Said, text=texts),
    st.builds(WentOn),
    st.builds(Chose, offer=numbers, choice=numbers),
    st.builds(Asked, command=st.sampled_from(Command), argument=texts),
    st.builds(SentOther, kind=texts),
    st.builds(Edited, text=texts),
    st.builds(Misplaced, name=texts),
    st.builds(Woke, turn=numbers),
)
choices = st.lists(st.builds(Choice, label=texts), max_size=3).map(tuple)
spans = st.lists(st.builds(Span, kind=texts, start=numbers, length=numbers), max_size=3).map(tuple)
lines = st.one_of(
    st.builds(Say, speaker=texts, name=texts, text=texts, spans=spans, pause=seconds),
    st.builds(Notice, text=texts),
)
controls = st.one_of(
    st.none(),
    st.builds(Offer, offer=numbers, choices=choices),
    st.builds(Listen, offer=numbers, choices=choices),
)
stored_posts = st.builds(
    Post, lines=st.lists(lines, max_size=3).map(tuple), controls=controls, closing=st.booleans()
)
drafts = st.one_of(st.builds(Sheet, post=stored_posts, typing=seconds), st.builds(Withdraw, offer=numbers))


@given(events)
def test_every_event_comes_back_as_it_was(event: ReaderEvent) -> None:
    assert event == event_from_text(event_to_text(event))


@given(drafts)
def test_every_draft_comes_back_as_it_was(draft: Draft) -> None:
    assert draft == draft_from_text(draft_to_text(draft))


def test_the_stored_form_is_stable() -> None:
    """Rows written by an earlier version must stay readable: change this only with a migration."""
    assert '{"type":"Asked","command":{"type":"Command","value":"pace"},"argument":"calm"}' == event_to_text(
        Asked(command=Command.PACE, argument="calm")
    )


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    """Some clients cut an emoji in half; neither SQLite nor any platform takes what is left."""
    assert Said(text="a\ufffdb") == event_from_text(event_to_text(Said(text="a\ud83db")))


def test_two_halves_of_a_surrogate_pair_are_joined() -> None:
    assert Said(text="🎭") == event_from_text(event_to_text(Said(text="\ud83c\udfad")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '{"type":"Vanished"}',
        '{"type":"Said"}',
        '{"type":"Said","text":"x","colour":"red"}',
        '{"type":"Asked","command":{"type":"Command","value":"dance"},"argument":""}',
        '{"type":"Withdraw","offer":1}',
    ],
)
def test_what_is_no_event_is_a_state_error(text: str) -> None:
    with pytest.raises(StateError):
        event_from_text(text)


def test_an_event_is_no_draft() -> None:
    with pytest.raises(StateError, match="a stored value is a Said, which does not belong there"):
        draft_from_text(event_to_text(Said(text="hello")))


def test_the_error_does_not_repeat_what_the_reader_said() -> None:
    """Invariant 16: reader text is no log line."""
    with pytest.raises(StateError) as refused:
        event_from_text('{"type":"my secret"}')
    assert "my secret" not in str(refused.value)
