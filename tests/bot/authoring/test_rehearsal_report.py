"""The report of a rehearsal: for a person, for a machine, and as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.authoring.rehearsal_report import figures, report, table
from bot.authoring.rehearsing import Schedule
from bot.bookshelf import read_book
from narrative.drama.book import Book
from narrative.drama.rehearsal.job import Company
from narrative.drama.rehearsal.tally import DeadEnd, Repeat, Tally, Trouble
from tests.bot.authoring.rehearsals import UNREACHED, ferry

SCHEDULE = Schedule(book="my ferry", runs=4, seed=7)
FAULT = DeadEnd(
    trouble=Trouble.FAULT, node="Pier", message="it sank", run=2, steps=("choose line:o_wait",), count=1
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return read_book(ferry(tmp_path_factory.mktemp("ferry"), UNREACHED))


@pytest.fixture
def tally() -> Tally:
    found = Tally(
        turns=[1, 1, 1, 3],
        lines=[2, 2, 4, 4],
        nodes=Counter(Start=4, Pier=3),
        hits=Counter({"line:pier": 4, "line:o_board": 4, "line:o_wait": 4, "line:late": 3, "line:stayed": 2}),
        endings=Counter(Pier=3),
    )
    found.stop(FAULT)
    found.repeat(Repeat(line_id="line:late", gap=0, run=1, count=3))
    return found


def paragraph(text: str, head: str) -> list[str]:
    """The lines of the paragraph that begins so."""
    return next(part for part in text.split("\n\n") if part.startswith(head)).splitlines()


def test_it_begins_with_what_was_played_and_the_length_of_a_run(book: Book, tally: Tally) -> None:
    assert [
        "ferry: 4 runs (mixed players, seed 7)",
        "",
        "each run    median     min     max",
        "turns            1       1       3",
        "lines            3       2       4",
    ] == report(book, SCHEDULE, tally).splitlines()[:5]


def test_endings_come_with_their_share_and_one_that_never_came_too(book: Book, tally: Tally) -> None:
    assert ["Endings", "  75.0%        3  Pier", "   0.0%        0  across"] == paragraph(
        report(book, SCHEDULE, tally), "Endings"
    )


def test_a_dead_end_comes_with_the_command_that_replays_it(book: Book, tally: Tally) -> None:
    assert [
        "Dead ends",
        "  fault in Pier (runs: 1): it sank",
        "    kedok rehearse 'my ferry' --replay 7:2",
        "      choose line:o_wait",
    ] == paragraph(report(book, SCHEDULE, tally), "Dead ends")


def test_a_replay_needs_the_options_that_are_not_as_usual(book: Book, tally: Tally) -> None:
    schedule = replace(SCHEDULE, company=Company.RANDOM, longest=30)

    assert (
        "    kedok rehearse 'my ferry' --replay 7:2 --players random --longest 30"
        == (paragraph(report(book, schedule, tally), "Dead ends")[2])
    )


def test_of_many_steps_the_last_ones_are_shown(book: Book) -> None:
    tally = Tally(turns=[30], lines=[1])
    tally.stop(replace(FAULT, steps=tuple(f"say {number}" for number in range(30))))

    assert ["      … 22 steps …", *(f"      say {number}" for number in range(22, 30))] == (
        paragraph(report(book, SCHEDULE, tally), "Dead ends")[3:]
    )


def test_what_was_never_reached_is_listed_with_its_place(book: Book, tally: Tally) -> None:
    text = report(book, SCHEDULE, tally)

    assert [
        "Nodes never reached: 2 of 4",
        "  ferry.yarn:9  Deck",
        "  ferry.yarn:20  Cellar",
    ] == paragraph(text, "Nodes never")
    assert "  ferry.yarn:22  line:dark  Dark, and wet." == paragraph(text, "Lines never")[-1]


def test_repeats_come_with_the_soonest(book: Book, tally: Tally) -> None:
    assert [
        "Said again within 20 turns: 3 times (lines: 1)",
        "       3  line:late  Ann: It is late. (soonest after 0 turns in 7:1)",
    ] == paragraph(report(book, SCHEDULE, tally), "Said again")


def test_the_nodes_that_came_most_often_stand_first(book: Book, tally: Tally) -> None:
    assert ["Nodes, most and least often", "       4  Start", "       3  Pier"] == paragraph(
        report(book, SCHEDULE, tally), "Nodes, most"
    )


def test_of_many_lines_only_the_ends_are_shown(tmp_path: Path) -> None:
    lines = "".join(f"Line {number}. #line:{number:02}\n" for number in range(30))
    long = read_book(ferry(tmp_path, f"title: Start\n---\n{lines}===\n"))
    tally = Tally(
        turns=[1], lines=[30], hits=Counter({f"line:{number:02}": 30 - number for number in range(30)})
    )

    rows = paragraph(report(long, SCHEDULE, tally), "Lines, most")
    assert ["30", "29", "28", "27", "26", "…", "5", "4", "3", "2", "1"] == [
        row.split()[0] for row in rows[1:]
    ]


def test_a_long_text_is_cut(tmp_path: Path) -> None:
    long = read_book(ferry(tmp_path, f"title: Start\n---\n{'word ' * 30} #line:long\n===\n"))
    (line,) = paragraph(report(long, SCHEDULE, Tally(turns=[1], lines=[1])), "Lines never")[1:]

    assert f"  ferry.yarn:3  line:long  {'word ' * 13}word…" == line


def test_a_sound_rehearsal_says_none(book: Book) -> None:
    text = report(book, SCHEDULE, Tally(turns=[1], lines=[1]))

    assert ["Dead ends", "  none"] == paragraph(text, "Dead ends")
    assert ["Said again within 20 turns: 0 times (lines: 0)", "  none"] == paragraph(text, "Said again")


def test_figures_are_whole_for_machines(book: Book, tally: Tally) -> None:
    found = figures(book, SCHEDULE, tally)
    hits = found.pop("hits")
    unreached = found.pop("unreached")

    assert {
        "book": "ferry",
        "runs": 4,
        "seed": 7,
        "players": "mixed",
        "turns": {"median": 1, "min": 1, "max": 3},
        "lines": {"median": 3, "min": 2, "max": 4},
        "endings": [
            {"ending": "Pier", "runs": 3, "share": 0.75},
            {"ending": "across", "runs": 0, "share": 0.0},
        ],
        "dead_ends": [
            {
                "trouble": "fault",
                "node": "Pier",
                "message": "it sank",
                "runs": 1,
                "replay": "7:2",
                "steps": ["choose line:o_wait"],
            }
        ],
        "repeats": [
            {"id": "line:late", "times": 3, "soonest": 0, "replay": "7:1", "text": "Ann: It is late."}
        ],
    } == found
    assert {"Start": 4, "Deck": 0, "Pier": 3, "Cellar": 0} == hits["nodes"]
    assert 4 == hits["lines"]["line:pier"]
    assert [
        {"node": "Deck", "file": "ferry.yarn", "line": 9},
        {"node": "Cellar", "file": "ferry.yarn", "line": 20},
    ] == unreached["nodes"]
    assert {"id": "line:dark", "file": "ferry.yarn", "line": 22, "text": "Dark, and wet."} == unreached[
        "lines"
    ][-1]


def test_the_table_has_every_node_and_line_in_story_order(book: Book, tally: Tally) -> None:
    rows = table(book, tally).splitlines()

    assert "kind,id,hits,file,line,text" == rows[0]
    assert ["node,Start,4,ferry.yarn,1,", "node,Deck,0,ferry.yarn,9,"] == rows[1:3]
    assert "line,line:pier,4,ferry.yarn,3,A pier." in rows
    assert 'line,line:dark,0,ferry.yarn,22,"Dark, and wet."' == rows[-1]
