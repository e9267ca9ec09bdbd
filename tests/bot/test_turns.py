"""A turn is taken whole or not at all, by its own reader, and one that fails stops nobody else."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.drafts import Sheet, Withdraw
from adapters.port import Post
from bot.store.codec import draft_from_text
from bot.store.repository import MissRow, Store
from bot.turns import Turns
from narrative.cues import Choice, Listen, Notice, Say
from narrative.events import Asked, Chose, Command, Language, Pace, ReaderEvent, Said, WentOn, Woke
from narrative.phrases import Phrase, phrase
from tests.bot.fakes import BEGINNING, HERE, THERE, FakeClock, ParrotStory, inbound, misheard

GO_ON = (Choice(label="Go on"),)


@pytest.fixture
def turns(store: Store, clock: FakeClock) -> Turns:
    return Turns(
        story=ParrotStory(),
        store=store,
        clock=clock,
        seeds=lambda: 42,
        language=Language.ENGLISH,
        pace=Pace.INSTANT,
    )


def take_all(turns: Turns) -> int:
    rounds = 0
    while turns.take():
        rounds += 1
    return rounds


def play(turns: Turns, store: Store, *events: ReaderEvent | str, **details: Any) -> int:
    """Let one reader do these, one after the other; return the lane."""
    (lane,) = store.accept([inbound(event, **details) for event in events])
    take_all(turns)
    return lane


def out(store: Store, lane: int) -> list[object]:
    return [draft_from_text(row.draft) for row in store.unsent(lane)]


def told(store: Store, lane: int) -> list[str]:
    return [line.text for draft in out(store, lane) if isinstance(draft, Sheet) for line in draft.post.lines]


def state(store: Store, lane: int) -> Any:
    reading = store.reading(lane)
    assert reading is not None
    return json.loads(reading.state)


# Beginning


@pytest.mark.parametrize(
    "first",
    [
        "hello",
        WentOn(),
        Chose(offer=3, choice=0),
        Asked(command=Command.START),
        Asked(command=Command.RESTART),
    ],
)
def test_whatever_comes_first_begins_a_reading_and_does_no_more(
    turns: Turns, store: Store, first: ReaderEvent | str
) -> None:
    lane = play(turns, store, first)
    beginning = Post(
        lines=(Say(speaker="Narrator", name="", text="Once (en, 42)."),),
        controls=Listen(offer=0, choices=GO_ON),
    )
    assert [Sheet(post=beginning)] == out(store, lane)
    assert (1, "reader") == (store.reading(lane).version, store.reading(lane).owner)


def test_a_command_that_comes_first_is_obeyed_as_well(turns: Turns, store: Store) -> None:
    lane = play(turns, store, Asked(command=Command.HELP))
    assert ["Once (en, 42).", "You asked for help."] == told(store, lane)
    assert 1 == store.reading(lane).version


def test_a_reading_begins_in_the_readers_language(turns: Turns, store: Store) -> None:
    lane = play(turns, store, "halo", language=Language.INDONESIAN)
    assert ["Once (id, 42)."] == told(store, lane)


# Going on


def test_a_turn_is_written_as_one(turns: Turns, store: Store) -> None:
    """Invariant 3: state, messages, wake and done mark."""
    lane = play(turns, store, "begin", "wait")
    saved = store.reading(lane)
    assert (2, 1, Language.ENGLISH) == (saved.version, saved.turn, saved.language)
    assert ["wait"] == state(store, lane)["said"]
    assert [
        Withdraw(offer=0),
        Sheet(
            post=Post(
                lines=(Say(speaker="She", name="She", text="wait"),), controls=Listen(offer=1, choices=GO_ON)
            )
        ),
    ] == out(store, lane)[1:]
    assert (BEGINNING + timedelta(seconds=300)).timestamp() == store.next_wake()
    assert [] == store.waiting(10)


def test_a_turn_forgets_the_wake_of_the_turn_before(turns: Turns, store: Store) -> None:
    play(turns, store, "begin", "wait", "now I speak")
    assert store.next_wake() is None


def test_the_story_sees_the_events_own_time(turns: Turns, store: Store) -> None:
    """So a turn that is taken again after a crash is the same turn."""
    later = BEGINNING + timedelta(hours=5)
    lane = play(turns, store, "begin", "hello", at=later)
    assert later.isoformat() == state(store, lane)["at"]


def test_the_turns_of_a_conversation_are_taken_in_order(turns: Turns, store: Store) -> None:
    lane = play(turns, store, "begin", *map(str, range(20)))
    assert [str(number) for number in range(20)] == state(store, lane)["said"]


def test_turns_of_many_conversations_share_a_transaction(turns: Turns, store: Store) -> None:
    chats = [type(HERE)(platform="memory", chat=str(number)) for number in range(40)]
    store.accept([inbound("hello", conversation=chat) for chat in chats])
    assert 3 == take_all(turns)


def test_a_wake_is_a_turn_like_any_other(turns: Turns, store: Store) -> None:
    lane = play(turns, store, "begin", "wait")
    store.fire_wakes(BEGINNING + timedelta(seconds=300))
    take_all(turns)
    assert "Still there?" == told(store, lane)[-1]


def test_what_its_reader_lets_the_author_see_is_kept_with_the_turn(turns: Turns, store: Store) -> None:
    """Not who said it, and of the time only the day."""
    play(turns, store, "begin", "mishear me", at=BEGINNING + timedelta(hours=5))
    assert [MissRow(id=1, miss=misheard("mishear me"), day=BEGINNING.date())] == store.misses()


def test_nothing_is_kept_for_a_turn_that_was_not_taken(turns: Turns, store: Store) -> None:
    play(turns, store, "begin", "mishear and explode")
    assert [] == store.misses()


# Others


def test_another_readers_event_changes_nothing_but_is_answered(turns: Turns, store: Store) -> None:
    """Invariants 8 and 15."""
    lane = play(turns, store, "begin", "wait")
    before = store.reading(lane), store.next_wake()
    play(turns, store, "I was here first", reader="somebody", language=Language.INDONESIAN)
    foreign = Notice(text=phrase(Language.INDONESIAN, Phrase.FOREIGN))
    assert Sheet(post=Post(lines=(foreign,))) == out(store, lane)[-1]
    assert Language.INDONESIAN == store.unsent(lane)[-1].language
    assert before == (store.reading(lane), store.next_wake())


# Faults


def test_a_turn_that_explodes_is_parked_and_the_reader_told(turns: Turns, store: Store) -> None:
    """Invariant 24. The reader keeps the controls that were there."""
    lane = play(turns, store, "begin", "wait", "explode")
    parked = Notice(text=phrase(Language.ENGLISH, Phrase.PARKED))
    assert Sheet(post=Post(lines=(parked,), controls=Listen(offer=1, choices=GO_ON))) == out(store, lane)[-1]
    assert (2, ["wait"]) == (store.reading(lane).version, state(store, lane)["said"])
    assert [] == store.waiting(10)


def test_the_world_goes_on_after_an_explosion(turns: Turns, store: Store) -> None:
    store.accept([inbound("begin"), inbound("begin", conversation=THERE)])
    take_all(turns)
    here, there = store.accept([inbound("explode")]), store.accept([inbound("b", conversation=THERE)])
    store.accept([inbound("after")])
    take_all(turns)
    assert ["after"] == state(store, *here)["said"]
    assert ["b"] == state(store, *there)["said"]


def test_the_operator_learns_what_broke_but_not_what_was_said(
    turns: Turns, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Invariants 16 and 18."""
    with caplog.at_level(logging.DEBUG):
        play(turns, store, "begin", "explode")
    (line,) = caplog.messages
    assert line.startswith("A turn of memory:here was parked: RuntimeError at ")
    assert "fakes.py:" in line
    assert "explode" not in caplog.text


def test_a_story_hears_the_words_that_open_a_reading(turns: Turns, store: Store) -> None:
    """Invariant 19: the very first message may be in danger."""
    lane = play(turns, store, "danger")
    assert ["Once (en, 42).", "Danger?"] == told(store, lane)


def test_a_story_that_cannot_begin_is_answered_too(store: Store, clock: FakeClock) -> None:
    class Broken(ParrotStory):
        def begin(self, *, language: Language, pace: Pace, seed: int, said: str = "") -> Any:
            raise RuntimeError("no beginning")

    turns = Turns(
        story=Broken(), store=store, clock=clock, seeds=lambda: 1, language=Language.ENGLISH, pace=Pace.CALM
    )
    lane = play(turns, store, "halo", language=Language.INDONESIAN)
    parked = Notice(text=phrase(Language.INDONESIAN, Phrase.PARKED))
    assert [Sheet(post=Post(lines=(parked,), controls=Listen(offer=0)))] == out(store, lane)
    assert store.reading(lane) is None


def test_an_unreadable_reading_is_kept_and_its_reader_told(turns: Turns, store: Store) -> None:
    """Invariant 10: an older version must not destroy what a newer one wrote."""
    lane = play(turns, store, "begin", "unreadable", "hello")
    parked = Notice(text=phrase(Language.ENGLISH, Phrase.UNREADABLE))
    assert Sheet(post=Post(lines=(parked,), controls=Listen(offer=0))) == out(store, lane)[-1]
    assert ("unreadable", 2) == (store.reading(lane).state, store.reading(lane).version)


def test_an_unreadable_reading_is_let_go_when_its_reader_begins_again(turns: Turns, store: Store) -> None:
    lane = play(turns, store, "begin", "unreadable", Asked(command=Command.RESTART))
    assert ("Once (en, 42).", 3) == (told(store, lane)[-1], store.reading(lane).version)


def test_an_event_that_cannot_be_read_is_parked(turns: Turns, store: Store) -> None:
    lane = play(turns, store, "begin")
    store.accept([inbound("hello")])
    store._connection.execute("""UPDATE inbox SET event = '{"type":"Sang"}' WHERE state = 'waiting'""")
    take_all(turns)
    assert phrase(Language.ENGLISH, Phrase.PARKED) == told(store, lane)[-1]


@given(st.lists(st.sampled_from(["a", "b", "explode", "wait", "end"]), max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_exploding_turns_leave_no_trace_among_the_others(
    turns: Turns, store: Store, words: list[str]
) -> None:
    """The reading is as if the parked turns had never been asked for."""
    chat = type(HERE)(platform="memory", chat=f"{store.last_outbox_id()}-{len(words)}")
    lane = play(turns, store, "begin", *words, conversation=chat)
    sane = [word for word in words if word != "explode"]
    assert (sane, len(sane) + 1) == (state(store, lane)["said"], store.reading(lane).version)


def test_woke_without_news_is_harmless(turns: Turns, store: Store) -> None:
    """A wake of a turn that is past says nothing wrong: the story itself decides."""
    lane = play(turns, store, "begin", Said(text="hello"), Woke(turn=0))
    assert 3 == store.reading(lane).version
