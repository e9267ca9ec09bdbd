"""The store keeps what it is given, once, in order, and no longer than the story needs it."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.drafts import Sheet, Withdraw
from adapters.port import Post
from bot.store.codec import draft_from_text, event_from_text
from bot.store.repository import MissRow, SavedReading, StaleReading, Store, StoreError
from narrative.cues import Choice, Notice, Offer
from narrative.drama.misses import Miss
from narrative.events import Language, Said, Woke
from tests.bot.fakes import BEGINNING, HERE, THERE, inbound, misheard

ENGLISH = Language.ENGLISH


def sheet(text: str, offer: int | None = None) -> Sheet:
    controls = None if offer is None else Offer(offer=offer, choices=(Choice(label="Yes"),))
    return Sheet(post=Post(lines=(Notice(text=text),), controls=controls))


def reading(version: int, turn: int = 1, owner: str = "reader") -> SavedReading:
    return SavedReading(owner=owner, version=version, language=ENGLISH, turn=turn, state=f"state {version}")


def fail() -> None:
    raise ZeroDivisionError


def lane_of(store: Store, text: str = "hello") -> int:
    (lane,) = store.accept([inbound(text)])
    return lane


def said(store: Store, limit: int = 100) -> list[str]:
    return [
        event.text for row in store.waiting(limit) if isinstance(event := event_from_text(row.event), Said)
    ]


# Inbox


def test_an_accepted_event_waits_as_it_came(store: Store) -> None:
    one = inbound("Selamat malam.", language=Language.INDONESIAN)
    (lane,) = store.accept([one])
    (row,) = store.waiting(1)
    assert (lane, one.conversation, one.reader, one.at, one.event) == (
        row.lane,
        row.conversation,
        row.reader,
        row.at,
        event_from_text(row.event),
    )


def test_a_redelivered_event_is_kept_once(store: Store) -> None:
    """Invariant 1."""
    store.accept([inbound("hello", event_id="7")])
    store.finish(store.waiting(1)[0].id)
    store.accept([inbound("hello", event_id="7"), inbound("hello", event_id="7")])
    assert [] == store.waiting(1)


def test_event_ids_are_unique_only_on_their_platform(store: Store) -> None:
    elsewhere = inbound("there", event_id="7", conversation=type(HERE)(platform="other", chat="here"))
    store.accept([inbound("here", event_id="7"), elsewhere])
    assert ["here", "there"] == said(store)


def test_only_the_oldest_event_of_each_conversation_is_next(store: Store) -> None:
    """Invariant 2."""
    store.accept([inbound("a1"), inbound("a2"), inbound("b1", conversation=THERE), inbound("a3")])
    seen = []
    while rows := store.waiting(10):
        seen.append(said(store))
        for row in rows:
            store.finish(row.id)
    assert [["a1", "b1"], ["a2"], ["a3"]] == seen


def test_no_more_conversations_come_than_asked_for_oldest_first(store: Store) -> None:
    store.accept([inbound("a", conversation=THERE), inbound("b")])
    assert ["a"] == said(store, limit=1)


def test_a_batch_that_fails_is_not_kept_at_all(store: Store) -> None:
    with pytest.raises(OverflowError):
        store.accept([inbound("first"), inbound("second", cursor=2**70)])
    assert [] == store.waiting(10)


def test_cursors_are_the_highest_accepted_by_chat(store: Store) -> None:
    store.accept([inbound("a", cursor=5), inbound("b", cursor=9), inbound("c", cursor=7)])
    store.accept([inbound("d", conversation=THERE)])
    assert {"here": 9, "there": 0} == store.cursors("memory")


def test_cursors_of_a_platform_never_heard_of_are_none(store: Store) -> None:
    assert {} == store.cursors("discord")


@pytest.mark.parametrize("end", ["finish", "fail", "send"])
def test_the_readers_words_are_forgotten(store: Store, tmp_path: Path, end: str) -> None:
    """Invariant 18: free text is kept only for the story. Not even in the file's free pages."""
    lane = lane_of(store, "a secret of mine")
    match end:
        case "finish":
            store.finish(store.waiting(1)[0].id)
        case "fail":
            store.fail(store.waiting(1)[0].id, "RuntimeError")
        case _:
            store.finish(store.waiting(1)[0].id)
            store.put_out(lane, ENGLISH, [sheet("You said a secret of mine")])
            store.sent(store.unsent(lane)[0].id, "m1")
    store.close()
    assert b"secret of mine" not in (tmp_path / "kedok.sqlite").read_bytes()


def test_a_failed_event_keeps_its_fault_for_the_operator(store: Store, tmp_path: Path) -> None:
    lane_of(store)
    store.fail(store.waiting(1)[0].id, "StoryFault")
    with closing(sqlite3.connect(tmp_path / "kedok.sqlite")) as db:
        assert [("failed", "StoryFault")] == db.execute("SELECT state, fault FROM inbox").fetchall()


# Readings


def test_a_conversation_begins_without_a_reading(store: Store) -> None:
    assert store.reading(lane_of(store)) is None


def test_a_saved_reading_is_read_back(store: Store) -> None:
    lane = lane_of(store)
    store.save(lane, reading(1))
    store.save(lane, reading(2, turn=5))
    assert reading(2, turn=5) == store.reading(lane)


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_stale_reading_is_refused(store: Store, version: int) -> None:
    lane = lane_of(store)
    store.save(lane, reading(1))
    store.save(lane, reading(2))
    with pytest.raises(StaleReading, match=f"the reading is not at version {version - 1} any more"):
        store.save(lane, reading(version))
    assert reading(2) == store.reading(lane)


def test_a_reading_does_not_change_its_owner(store: Store) -> None:
    """Invariant 15."""
    lane = lane_of(store)
    store.save(lane, reading(1))
    with pytest.raises(StaleReading):
        store.save(lane, reading(2, owner="somebody else"))


def test_a_reading_of_no_conversation_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.save(99, reading(1))


# Transactions


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """Invariant 3."""
    lane = lane_of(store)
    with contextlib.suppress(ZeroDivisionError), store.transaction():
        store.save(lane, reading(1))
        store.put_out(lane, ENGLISH, [sheet("never")])
        fail()
    assert (None, []) == (store.reading(lane), store.unsent(lane))


def test_a_transaction_within_another_is_part_of_it(store: Store) -> None:
    lane = lane_of(store)
    with contextlib.suppress(ZeroDivisionError), store.transaction():
        with store.transaction():
            store.save(lane, reading(1))
        assert store.in_transaction()
        fail()
    assert (None, False) == (store.reading(lane), store.in_transaction())


def test_a_savepoint_that_fails_leaves_the_rest(store: Store) -> None:
    lane = lane_of(store)
    with store.transaction():
        store.save(lane, reading(1))
        with contextlib.suppress(ZeroDivisionError), store.savepoint():
            store.put_out(lane, ENGLISH, [sheet("never")])
            fail()
    assert (reading(1), []) == (store.reading(lane), store.unsent(lane))


def test_a_locked_database_is_a_store_error(store: Store, tmp_path: Path) -> None:
    """Invariant 22."""
    store._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(tmp_path / "kedok.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="database is locked"):
            store.accept([inbound("hello")])
    store.accept([inbound("hello")])
    assert ["hello"] == said(store)


# Outbox


def test_messages_wait_in_order_until_they_are_sent(store: Store) -> None:
    lane = lane_of(store)
    store.put_out(lane, ENGLISH, [sheet("one"), Withdraw(offer=3)])
    store.put_out(lane, ENGLISH, [sheet("two")])
    rows = store.unsent(lane)
    store.sent(rows[0].id, "m1")
    store.dropped(rows[1].id)
    assert [sheet("one"), Withdraw(offer=3), sheet("two")] == [draft_from_text(row.draft) for row in rows]
    assert rows[2:] == store.unsent(lane)


def test_the_carriers_of_an_offer_are_the_sent_messages_with_its_buttons(store: Store) -> None:
    lane, other = lane_of(store), store.accept([inbound("x", conversation=THERE)])
    store.put_out(lane, ENGLISH, [sheet("a", 1), sheet("b"), sheet("c", 1), sheet("d", 2), sheet("e", 1)])
    store.put_out(next(iter(other)), ENGLISH, [sheet("f", 1)])
    for row in store.unsent(lane)[:-1]:
        store.sent(row.id, f"m{row.id}")
    assert ["m1", "m3"] == store.carriers(lane, 1)


def test_a_parked_conversation_sends_nothing_until_its_reader_writes(store: Store) -> None:
    """Invariant 13."""
    lane = lane_of(store)
    store.put_out(lane, ENGLISH, [sheet("one")])
    store.park(lane)
    parked = store.unsent(lane)
    store.accept([inbound("back again")])
    assert ([], ["one"]) == (parked, [_text(row.draft) for row in store.unsent(lane)])


def test_lanes_with_something_unsent_are_known(store: Store) -> None:
    lane, _ = lane_of(store), store.accept([inbound("x", conversation=THERE)])
    store.put_out(lane, ENGLISH, [sheet("one"), sheet("two")])
    assert frozenset({lane}) == store.unsent_lanes()


def test_outbox_ids_are_never_used_again(store: Store) -> None:
    """They are nonces: Discord takes a second message with the same one for a repetition."""
    assert 0 == store.last_outbox_id()
    lane = lane_of(store)
    store.put_out(lane, ENGLISH, [sheet("one")])
    store._connection.execute("DELETE FROM outbox")
    store.put_out(lane, ENGLISH, [sheet("two")])
    assert 2 == store.last_outbox_id()


# Wakes


def sleeping(store: Store, turn: int = 1) -> int:
    """Return the lane of a conversation with a reading at turn 1, to be woken after 300 s."""
    lane = lane_of(store)
    store.finish(store.waiting(1)[0].id)
    store.save(lane, reading(1, turn=turn))
    store.set_wake(lane, 1, BEGINNING + timedelta(seconds=300))
    return lane


def woken(store: Store) -> list[object]:
    return [event_from_text(row.event) for row in store.waiting(10)]


def test_no_wake_is_no_time(store: Store) -> None:
    assert store.next_wake() is None


def test_a_wake_fires_once_when_it_is_due(store: Store) -> None:
    """Invariant 6."""
    sleeping(store)
    due = BEGINNING + timedelta(seconds=300)
    assert due.timestamp() == store.next_wake()
    store.fire_wakes(due - timedelta(seconds=1))
    assert [] == woken(store)
    store.fire_wakes(due)
    store.fire_wakes(due)
    assert [Woke(turn=1)] == woken(store)
    assert store.next_wake() is None


def test_a_wake_comes_as_the_readings_owner(store: Store) -> None:
    lane = sleeping(store)
    store.fire_wakes(BEGINNING + timedelta(days=1))
    (row,) = store.waiting(1)
    assert (lane, HERE, "reader", BEGINNING + timedelta(days=1)) == (
        row.lane,
        row.conversation,
        row.reader.id,
        row.at,
    )


def test_a_wake_of_a_past_turn_is_forgotten(store: Store) -> None:
    sleeping(store, turn=2)
    store.fire_wakes(BEGINNING + timedelta(days=1))
    assert ([], None) == (woken(store), store.next_wake())


def test_a_later_wake_replaces_the_earlier_one(store: Store) -> None:
    lane = sleeping(store)
    store.set_wake(lane, 1, BEGINNING + timedelta(seconds=900))
    assert (BEGINNING + timedelta(seconds=900)).timestamp() == store.next_wake()


def test_a_cleared_wake_never_fires(store: Store) -> None:
    store.clear_wake(sleeping(store))
    store.fire_wakes(BEGINNING + timedelta(days=1))
    assert [] == woken(store)


# Misses

TODAY = BEGINNING.date()


def kept(store: Store) -> list[tuple[str, str]]:
    return [(row.miss.text, row.miss.meant) for row in store.misses()]


def test_a_line_is_kept_for_the_author_with_its_day(store: Store) -> None:
    line = Miss(text="hujannya kok gini", language=Language.INDONESIAN, taken="greet", meant="small_talk")
    store.keep([line], TODAY)
    assert [MissRow(id=1, miss=line, day=TODAY)] == store.misses()


def test_equal_lines_are_kept_once(store: Store) -> None:
    store.keep([misheard("blorp"), misheard("blorp"), misheard("blip")], TODAY)
    store.keep([misheard("blorp")], TODAY + timedelta(days=1))
    assert [("blorp", ""), ("blip", "")] == kept(store)


def test_a_line_that_is_explained_takes_the_place_of_the_same_unexplained(store: Store) -> None:
    store.keep([misheard("blorp"), misheard("blip")], TODAY)
    store.keep([misheard("blorp", "joke")], TODAY)
    assert [("blip", ""), ("blorp", "joke")] == kept(store)


def test_one_reader_may_mean_by_a_line_what_another_does_not(store: Store) -> None:
    store.keep([misheard("blorp", "joke")], TODAY)
    store.keep([misheard("blorp", "love")], TODAY)
    assert [("blorp", "joke"), ("blorp", "love")] == kept(store)


def test_only_those_lines_are_let_go_that_are_named(store: Store) -> None:
    store.keep([misheard("blorp"), misheard("blip")], TODAY)
    store.forget_misses([1])
    assert [("blip", "")] == kept(store)


def test_nothing_that_is_kept_for_the_author_says_who_a_reader_is(store: Store) -> None:
    store.keep([misheard("blorp")], TODAY)
    (row,) = store._connection.execute("SELECT * FROM misses").fetchall()
    assert (1, "blorp", "en", "other", "", TODAY.isoformat()) == row


def _text(draft: str) -> str:
    found = draft_from_text(draft)
    assert isinstance(found, Sheet)
    return found.post.lines[0].text
