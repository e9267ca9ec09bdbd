"""A reading as plain data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from narrative.drama.reading import Menu, from_plain, taken_back, to_plain, with_way_back
from narrative.errors import StateError
from narrative.events import Command, Said, WentOn
from tests.narrative.drama.lamp import Session


def test_a_reading_survives_being_saved_at_every_stage(session: Session) -> None:
    for event in (WentOn(), Said(text="hello “there” 👋"), Said(text="love"), Said(text="confess")):
        reading = session.does(event).reading

        assert reading == from_plain(json.loads(json.dumps(to_plain(reading))))


def test_a_menu_is_saved_too(session: Session) -> None:
    reading = session.asks(Command.RESTART).reading

    assert Menu(kind="restart", offer=2) == from_plain(to_plain(reading)).menu


def test_another_format_is_refused(session: Session) -> None:
    plain = {**to_plain(session.last.reading), "format": 99}

    with pytest.raises(StateError, match="format 99, and this version reads format 1"):
        from_plain(plain)


@pytest.mark.parametrize("key", ["stage", "memory", "language", "page", "back"])
def test_a_reading_that_lacks_something_is_refused(session: Session, key: str) -> None:
    plain = {name: value for name, value in to_plain(session.last.reading).items() if name != key}

    with pytest.raises(StateError, match="cannot be read"):
        from_plain(plain)


def test_a_reading_with_a_wrong_value_is_refused(session: Session) -> None:
    plain = {**to_plain(session.last.reading), "language": "la"}

    with pytest.raises(StateError, match="cannot be read"):
        from_plain(plain)


def test_ways_back_stay_small_however_much_is_said(session: Session) -> None:
    session.does(WentOn())
    for number in range(20):
        session.does(Said(text=f"{number} " + "and so on " * 40))

    assert 1 <= len(session.last.reading.back)
    assert len(json.dumps(session.last.reading.back)) < 4_000


def test_a_way_back_leads_to_the_story_as_it_was(session: Session) -> None:
    earlier = session.does(WentOn()).reading
    later = session.does(Said(text="love")).reading

    back = taken_back(replace(with_way_back(later, earlier), back=later.back))

    assert back is not None
    assert (earlier.stage, earlier.dialogue, earlier.memory) == (back.stage, back.dialogue, back.memory)


def test_a_fresh_reading_has_no_way_back(session: Session) -> None:
    assert taken_back(session.last.reading) is None
