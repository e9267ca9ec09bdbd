"""Proofreading a book in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.drama.book import Book
from narrative.drama.lines import say
from narrative.drama.proof import proofread
from narrative.drama.reading import Shown
from narrative.events import Language
from narrative.yarn.strings import Row, lock
from tests.narrative.drama.lamp import SCRIPT, make_book

ID = Language.INDONESIAN


def translated(book: Book, **changes: str) -> Book:
    """The book with a whole Indonesian table (the base texts will do), and these texts in it."""
    rows = tuple(
        Row(id=line_id, text=changes.get(line_id.removeprefix("line:"), line.text), lock=lock(line.text))
        for line_id, line in book.program.lines.items()
    )
    return replace(book, tables={ID: rows}, texts={ID: {row.id: row.text for row in rows}})


def findings(book: Book) -> list[tuple[str, str, int]]:
    return [(found.code, str(found.severity), found.line) for found in proofread(book)]


def line_of(words: str, script: str = SCRIPT) -> int:
    return next(number for number, line in enumerate(script.splitlines(), start=1) if words in line)


def test_a_well_kept_book_has_nothing_to_mend() -> None:
    assert [] == findings(translated(make_book()))


@pytest.mark.parametrize("line", ["o_lamp", "s_me"])
def test_a_label_too_long_for_a_button_is_found_in_its_language(line: str) -> None:
    book = translated(make_book(), **{line: "Mask: " + "x" * 41})

    found = [one for one in proofread(book) if one.code == "KD0110"]

    assert [line_of(f"#line:{line}")] == [one.line for one in found]
    assert "41 characters in id" in found[0].message or "47 characters in id" in found[0].message


def test_a_line_too_long_for_a_phone_is_found() -> None:
    long = SCRIPT.replace("The room was dark.", "The room was dark. " * 20)

    assert ("KD0110", "warning", line_of("#line:dark", long)) in findings(translated(make_book(long)))


def test_an_act_that_does_not_exist_is_an_error() -> None:
    wrong = SCRIPT.replace("#suggest:greet", "#suggest:sing")

    assert [("KD0111", "error", line_of("#line:s_me"))] == findings(translated(make_book(wrong)))


def test_a_colon_in_prose_makes_a_speaker_nobody_knows() -> None:
    wrong = SCRIPT.replace("The lamp was lit.", "One thing: the lamp was lit.")

    found = findings(translated(make_book(wrong)))

    assert [("KD0112", "error", line_of("#line:lamp"))] * 2 == found


@pytest.mark.parametrize("pause", ["soon", "-1", "inf", ""])
def test_a_pause_of_no_length_is_found_and_is_none(pause: str) -> None:
    wrong = SCRIPT.replace("#pause:2", f"#pause:{pause} ")
    expected = f"line:dark pauses for {pause!r}, which is no number of seconds."

    book = translated(make_book(wrong))

    assert [("KD0114", expected)] == [(one.code, one.message) for one in proofread(book)]
    assert 0 == say(book, ID, Shown(line_id="line:dark")).pause


def test_a_listener_whom_nobody_knows_is_found() -> None:
    wrong = SCRIPT.replace("<<listen She 60>>", "<<listen Shee 60>>")

    assert [("KD0115", "warning", line_of("<<listen Shee", wrong))] == findings(translated(make_book(wrong)))


def test_a_listener_may_be_known_by_what_is_answered_for_it() -> None:
    script = SCRIPT.replace("<<listen She 60>>", "<<listen Glass>>\n<<detour Glass_other>>")
    mirror = "title: Glass_other\n---\nNothing. #line:glass\n===\n"

    assert [] == findings(translated(make_book(script + mirror)))


@pytest.mark.parametrize(
    "condition",
    [
        '$also == "sing"',
        '"sing" == $also',
        '$said == "" and $also != "sing"',
        '$also == "greet" or $also == "sing"',
    ],
)
def test_an_act_that_nobody_is_understood_to_do_is_found(condition: str) -> None:
    script = SCRIPT.replace("<<if $act == .Greet>>", f"<<if {condition}>>")
    expected = ("KD0113", "warning", line_of(f"<<if {condition}>>", script))

    assert [expected] == findings(translated(make_book(script)))


def test_a_case_that_is_no_act_is_found_where_it_is_waited_for() -> None:
    wrong = SCRIPT.replace('"confess"', '"confesses"')

    assert [("KD0113", "warning", line_of(".Confess>>"))] == findings(translated(make_book(wrong)))


def test_acts_are_looked_for_in_the_conditions_of_groups_too() -> None:
    group = 'title: Late\nsubtitle: a\nwhen: $also == "sing"\n---\nNothing. #line:late\n===\n'

    found = [one.message for one in proofread(translated(make_book(SCRIPT + group)))]

    assert ["`$also` is never 'sing': no such act exists."] == found
