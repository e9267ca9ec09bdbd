"""Rehearsals: what they count, the trouble they find, and that the same seed always finds the same."""

from __future__ import annotations

from collections import Counter

import pytest

from narrative.drama.performance import Performance
from narrative.drama.rehearsal.job import BATCH, Company, Rehearsal, batches
from narrative.drama.rehearsal.tally import Tally, Trouble, unreached_lines, unreached_nodes
from tests.narrative.drama.maze import (
    ENDLESS,
    FAULT,
    MAZE,
    SHUT,
    SHUT_BUT_TOLD,
    UNREACHABLE,
    book,
    only,
    rehearsed,
)


def test_every_run_comes_to_an_ending_in_a_sound_book() -> None:
    tally = rehearsed(MAZE)

    assert BATCH == tally.runs == sum(tally.endings.values()) == len(tally.lines)
    assert {} == tally.dead_ends


def test_an_ending_is_the_last_one_named_or_else_the_last_node() -> None:
    """`After` comes behind both named endings."""
    assert {"kind", "dull", "Start"} == set(rehearsed(MAZE).endings)


def test_turns_and_lines_are_counted_per_run() -> None:
    """Whoever stays outside takes one turn and sees two lines; nobody may talk longer than five speeches."""
    tally = rehearsed(MAZE, company=Company.RANDOM)

    outside = tally.endings["Start"]
    assert [1] * outside == [turns for turns in tally.turns if turns == 1]
    assert 2 == min(tally.lines)
    assert min(turns for turns in tally.turns if turns > 1) >= 4


def test_options_suggestions_and_lines_are_hit_when_they_are_shown() -> None:
    tally = rehearsed(MAZE)
    shown = ("line:door", "line:o_in", "line:o_out")

    assert [tally.runs] * 3 == [tally.hits[line] for line in shown]
    assert tally.nodes["Room"] == tally.hits["line:yes"] == tally.hits["line:s_love"] > 0


def test_all_of_a_sound_book_is_reached() -> None:
    tally = rehearsed(MAZE)

    assert ((), []) == (unreached_nodes(book(MAZE), tally), list(unreached_lines(book(MAZE), tally)))


def test_what_no_run_comes_to_is_named_in_story_order() -> None:
    """A node that only declares is nothing to come to."""
    tally = rehearsed(UNREACHABLE)
    story = book(UNREACHABLE)

    assert ["Attic"] == [node.name for node in unreached_nodes(story, tally)]
    lines = [(line_id, line.text) for line_id, line in unreached_lines(story, tally)]
    assert [
        ("line:o_never", "Never"),
        ("line:impossible", "Impossible."),
        ("line:dust", "Dust."),
    ] == lines


def test_a_fault_is_found_with_its_node_and_the_steps_that_lead_to_it() -> None:
    found = only(rehearsed(FAULT))

    assert (Trouble.FAULT, "Broken", ("choose line:o_left",)) == (found.trouble, found.node, found.steps)
    assert "there is no node 'Nowhere'" in found.message
    assert found.message.startswith("lamp.yarn, line 12 (Broken)")


def test_a_node_that_breaks_was_reached() -> None:
    tally = rehearsed(FAULT)

    assert () == unreached_nodes(book(FAULT), tally)
    assert tally.runs == only(tally).count + tally.endings["Start"]


def test_a_missing_start_is_a_fault() -> None:
    found = only(rehearsed(MAZE.replace("title: Start", "title: Begin"), runs=3))

    assert (Trouble.FAULT, 3, 0, ()) == (found.trouble, found.count, found.run, found.steps)


def test_an_act_that_the_story_cannot_take_is_a_fault() -> None:
    """A reader may do anything: an enum that lacks an act breaks for him too."""
    script = MAZE.replace(
        '<<declare $act = "">>',
        '<<enum Act>>\n<<case Other = "other">>\n<<endenum>>\n<<declare $act = Act.Other>>',
    )
    assert {Trouble.FAULT} == {found.trouble for found in rehearsed(script).dead_ends.values()}


def test_a_choice_with_no_way_open_and_nothing_after_it_is_a_dead_end() -> None:
    tally = rehearsed(SHUT, runs=5)
    found = only(tally)

    message = "lamp.yarn, line 6: no way is open, and nothing comes after"
    assert (Trouble.SHUT, "Start", message, 5) == (found.trouble, found.node, found.message, found.count)
    assert Counter() == tally.endings


def test_a_choice_with_no_way_open_is_none_if_the_story_goes_on() -> None:
    tally = rehearsed(SHUT_BUT_TOLD, runs=5)

    assert ({}, {"Start": 5}) == (tally.dead_ends, tally.endings)


def test_a_choice_with_no_way_open_is_none_if_somebody_listens_after_it() -> None:
    script = SHUT.replace("===", "<<listen She>>\n===")
    tally = rehearsed(script, runs=5)

    assert ({}, {"Start": 5}) == (tally.dead_ends, tally.endings)


def test_a_run_in_circles_is_stopped() -> None:
    tally = rehearsed(ENDLESS, runs=4, longest=30)
    found = only(tally)

    assert (Trouble.ENDLESS, "Start", "no ending after 30 turns") == (
        found.trouble,
        found.node,
        found.message,
    )
    assert ([30] * 4, ("choose line:o_again",) * 30) == (tally.turns, found.steps)


def test_a_script_that_never_stops_is_a_fault() -> None:
    found = only(rehearsed("\ntitle: Start\n---\n<<jump Start>>\n===\n", runs=1))

    assert (Trouble.FAULT, True) == (found.trouble, "without a stop" in found.message)


def test_a_line_of_hers_said_again_soon_is_a_repeat_and_a_line_of_nobodys_is_none() -> None:
    """She says “Yes?” before each speech; the room is entered once a run."""
    tally = rehearsed(MAZE)

    assert {"line:yes"} == set(tally.repeats)
    found = tally.repeats["line:yes"]
    assert (1, True) == (found.gap, found.count > tally.runs)


def test_a_line_said_again_much_later_is_no_repeat() -> None:
    later = MAZE.replace("She: Yes?", "She: Yes? <<if turns() == 0 or turns() == 21>>")
    later = later.replace("$tenderness >= 3", "false").replace("turns() >= 5", "turns() >= 22")
    tally = rehearsed(later, runs=40, company=Company.RANDOM)

    talks = tally.endings["dull"]
    assert (2 * talks, True, {}) == (tally.hits["line:yes"], talks > 0, tally.repeats)


@pytest.mark.parametrize("company", Company)
def test_the_same_seed_gives_the_same_tally(company: Company) -> None:
    one, other = (rehearsed(MAZE, runs=300, seed=7, company=company) for _ in range(2))

    assert one == other


def test_another_seed_gives_another_tally() -> None:
    assert rehearsed(MAZE, seed=1) != rehearsed(MAZE, seed=2)


def test_batches_may_be_played_in_any_order_by_anybody() -> None:
    straight, runs = rehearsed(MAZE, runs=2 * BATCH + 20), 2 * BATCH + 20
    played = {batch: Rehearsal(book(MAZE), seed=1, longest=50).play(batch, runs) for batch in (2, 0, 1)}
    tally = Tally()
    for batch in batches(runs):
        tally.add(played[batch])

    assert straight == tally


def test_more_runs_begin_with_the_same_ones() -> None:
    few, many = rehearsed(MAZE, runs=30), rehearsed(MAZE, runs=60)

    assert (few.turns, few.lines) == (many.turns[:30], many.lines[:30])


@pytest.mark.parametrize(
    ("runs", "numbers"), [(1, [0]), (BATCH, [0]), (BATCH + 1, [0, 1]), (3 * BATCH, [0, 1, 2])]
)
def test_batches_make_up_the_runs(runs: int, numbers: list[int]) -> None:
    assert numbers == list(batches(runs))


@pytest.mark.parametrize("number", [0, 7, BATCH + 13])
def test_a_replay_is_the_same_run(number: int) -> None:
    tally = rehearsed(MAZE, runs=number + 1)
    transcript = Rehearsal(book(MAZE), seed=1, longest=50).replay(number)
    steps = [line for line in transcript if line.startswith("> ")]

    assert tally.turns[number] == len(steps)
    assert tally.lines[number] == len(transcript) - len(steps) - 1


def test_a_replay_shows_what_was_said_and_done_in_order() -> None:
    assert (
        "> choose line:o_left: Left",
        "(fault: lamp.yarn, line 12 (Broken): there is no node 'Nowhere')",
    ) == Rehearsal(book(FAULT), seed=1).replay(only(rehearsed(FAULT)).run)


def test_a_replay_ends_with_the_ending() -> None:
    rehearsal = Rehearsal(book(MAZE), seed=1)
    transcripts = [rehearsal.replay(number) for number in range(20)]

    assert {"(ending: kind)", "(ending: dull)", "(ending: Start)"} == {each[-1] for each in transcripts}
    outside = next(each for each in transcripts if each[-1] == "(ending: Start)")
    assert ("A door.", "> choose line:o_out: Stay outside", "You stayed.", "(ending: Start)") == outside


def test_a_thorough_company_finds_what_waits_for_a_count() -> None:
    """Three kind speeches out of at most five are rare by chance; a tender temperament makes them."""
    script = MAZE.replace("$tenderness >= 3", "$tenderness >= 5")

    assert "kind" in rehearsed(script, company=Company.THOROUGH).endings
    assert "kind" not in rehearsed(script, company=Company.RANDOM).endings


def test_a_rehearsal_saves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a rehearsal closed a performance")

    monkeypatch.setattr(Performance, "run", refuse)

    assert BATCH == rehearsed(MAZE).runs
