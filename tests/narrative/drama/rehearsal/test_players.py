"""Players: which ways are open to them, and which they take."""

from __future__ import annotations

from collections import Counter

import pytest

from narrative.chance import Chance
from narrative.drama.reading import Choosing, Listening, Option, Over, Shown
from narrative.drama.rehearsal.players import (
    EVEN,
    Kind,
    Player,
    RandomPlayer,
    Situation,
    Temperament,
    ThoroughPlayer,
    Way,
    temperaments,
    ways,
)
from narrative.persona.acts import ACTS, DEFLECT
from tests.narrative.drama.lamp import make_book

LEFT, RIGHT = (Option(line=Shown(line_id=f"line:{name}"), index=index) for index, name in enumerate("lr"))
ME = Option(line=Shown(line_id="line:s_me"), act="greet")


def names(open_ways: tuple[Way, ...]) -> list[str]:
    return [str(way) for way in open_ways]


def way(kind: Kind, act: str = "") -> Way:
    return Way(kind=kind, act=act)


LOVE, INSULT, GREET = (way(Kind.SAY, act) for act in ("love", "insult", "greet"))


def taken(player: Player, situation: Situation, *, times: int, runs: int = 1) -> Counter[str]:
    """What a player takes at the same place, again and again."""
    chance, counts = Chance(1), Counter[str]()
    for _ in range(runs):
        player.begin(chance)
        counts.update(str(player.pick(situation, chance)) for _ in range(times))
    return counts


def test_at_a_choice_the_ways_are_the_open_options() -> None:
    open_ways = ways(Choosing(options=(LEFT, RIGHT)), waited=False)

    assert ["choose line:l", "choose line:r"] == names(open_ways)


def test_in_a_talk_every_act_can_be_said_but_the_one_that_never_reaches_the_story() -> None:
    open_ways = ways(Listening(who="She"), waited=False)

    said = [act for act in (*ACTS, DEFLECT) if act != "self_harm"]
    assert ["go on", *(f"say {act}" for act in said)] == names(open_ways)


def test_suggestions_can_be_pressed() -> None:
    first = ways(Listening(who="She", options=(ME,)), waited=False)[0]

    assert Way(kind=Kind.PRESS, act="greet", option=ME) == first
    assert "press line:s_me" == str(first)


@pytest.mark.parametrize(
    ("patience", "waited", "can_wait"), [(60.0, False, True), (60.0, True, False), (0.0, False, False)]
)
def test_her_patience_ends_once_if_it_ever_does(patience: float, *, waited: bool, can_wait: bool) -> None:
    open_ways = ways(Listening(who="She", patience=patience), waited=waited)

    assert can_wait == ("wait" in names(open_ways))


def test_when_the_story_is_over_there_is_nothing_to_do() -> None:
    assert () == ways(Over(), waited=False)


def test_a_random_player_takes_any_way_as_likely_as_another() -> None:
    counts = taken(RandomPlayer(), Situation(node="A", ways=(LOVE, INSULT, GREET)), times=3000)

    assert {"say love", "say insult", "say greet"} == set(counts)
    assert all(900 < count < 1100 for count in counts.values())


def test_a_thorough_player_takes_everything_equally_often() -> None:
    situation = Situation(node="A", ways=(LOVE, INSULT, GREET))

    assert {"say love": 20, "say insult": 20, "say greet": 20} == taken(
        ThoroughPlayer([EVEN]), situation, times=60
    )


def test_a_thorough_player_counts_at_every_node_and_question_apart() -> None:
    player = ThoroughPlayer([EVEN])
    places = [("A", ""), ("A", "name"), ("B", "")]

    for node, asked in places:
        situation = Situation(node=node, asked=asked, ways=(LOVE, INSULT, GREET))
        assert 3 == len(taken(player, situation, times=3))


def test_a_temperament_does_mostly_its_own_acts() -> None:
    tender = Temperament(acts=frozenset({"love"}))
    counts = taken(
        ThoroughPlayer([tender]), Situation(node="A", ways=(LOVE, INSULT, GREET)), times=10, runs=50
    )

    assert 500 == counts.total()
    assert 375 < counts["say love"] < 500


def test_a_temperament_that_finds_nothing_in_character_takes_what_there_is() -> None:
    silent = Temperament(kinds=frozenset({Kind.GO_ON}))

    assert {"say love": 5, "say greet": 5} == taken(
        ThoroughPlayer([silent]), Situation(node="A", ways=(LOVE, GREET)), times=10
    )


def test_two_temperaments_may_meet_in_one_reader() -> None:
    """With the whole loyalty that a run may have, nothing else is done than what either would do."""
    tender, cruel = (Temperament(acts=frozenset({act})) for act in ("love", "insult"))
    player, chance, kinds = ThoroughPlayer([tender, cruel]), Chance(1), set()
    situation = Situation(node="A", ways=(LOVE, INSULT, GREET))
    for _ in range(100):
        player.begin(chance)
        kinds.add(frozenset(str(player.pick(situation, chance)) for _ in range(12)))

    assert {
        frozenset({"say love"}),
        frozenset({"say insult"}),
        frozenset({"say love", "say insult"}),
    } <= kinds


def test_what_was_asked_is_often_answered() -> None:
    agree, others = way(Kind.SAY, "agree"), tuple(way(Kind.SAY, act) for act in ACTS if act != "agree")
    situation = Situation(
        node="A", asked="yes_no", ways=(agree, *others), answers=frozenset({"agree", "disagree"})
    )
    counts = taken(ThoroughPlayer([EVEN]), situation, times=1000)

    assert 350 < counts["say agree"] + counts["say disagree"] < 500


def test_a_way_that_ended_a_run_is_seldom_taken_again() -> None:
    player, chance, counts = ThoroughPlayer([EVEN]), Chance(3), Counter[str]()
    begin, leave = (Way(kind=Kind.CHOOSE, option=option) for option in (LEFT, RIGHT))
    for _ in range(110):
        player.begin(chance)
        picked = player.pick(Situation(node="Start", ways=(begin, leave)), chance)
        counts[str(picked)] += 1
        if picked is begin:
            player.pick(Situation(node="Talk", ways=(LOVE, GREET)), chance)

    assert {"choose line:l": 100, "choose line:r": 10} == counts


@pytest.mark.parametrize(
    ("temperament", "allowed"),
    [
        (EVEN, [True, True, True]),
        (Temperament(acts=frozenset({"love", "hesitate"})), [True, False, True]),
        (Temperament(kinds=frozenset({Kind.GO_ON})), [False, False, True]),
        (Temperament(acts=frozenset({"love"}), kinds=frozenset({Kind.GO_ON})), [False, False, False]),
    ],
)
def test_a_temperament_allows_its_acts_in_its_ways(temperament: Temperament, allowed: list[bool]) -> None:
    assert allowed == [temperament.allows(one) for one in (LOVE, INSULT, way(Kind.GO_ON, "hesitate"))]


def test_a_books_temperaments_are_what_it_counts_and_remembers_and_each_act() -> None:
    found = temperaments(make_book())

    for acts in ({"love"}, {"ask_husband"}, {"insult"}, {DEFLECT}):
        assert Temperament(acts=frozenset(acts)) in found
    assert Temperament(kinds=frozenset({Kind.PRESS})) in found
    assert Temperament(kinds=frozenset({Kind.GO_ON})) in found
    assert not any("self_harm" in one.acts for one in found)


def test_readers_that_every_book_has_are_a_third_of_all_or_more() -> None:
    found = temperaments(make_book())
    plain = [one for one in found if not one.acts or one.acts == {DEFLECT}]

    assert len(found) / 3 <= len(plain) <= len(found) / 2
