"""Test plans for a book: its commands act and it listens, as in a reading."""

from __future__ import annotations

from contextlib import suppress
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.drama.book import Book
from narrative.drama.plan_host import BookHost
from narrative.errors import AuthorError
from narrative.yarn.plan import written_plan
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_recorder import record_plan
from narrative.yarn.plan_runner import Mismatch, run_plan
from tests.narrative.drama.lamp import SCRIPT, Literal, make_book

BOOK = make_book()
TALKING = """
    node: Talk
    line: `She: Who is there?`
    """


def mismatches(plan: str, book: Book | None = None, *, tags: bool = False) -> tuple[Mismatch, ...]:
    """Return all mismatches, which are the same straight and through JSON."""
    book = book or BOOK
    steps = read_plan(dedent(plan), tags=tags)
    straight, through_json = (run_plan(steps, BookHost(book, through_json=way)) for way in (False, True))
    assert straight == through_json
    return straight


def unlike(plan: str, book: Book | None = None) -> tuple[str, str]:
    """Return what was expected, and what was got."""
    (found,) = mismatches(plan, book)
    return found.expected, found.got


def test_a_plan_sees_what_a_reader_sees() -> None:
    """No recap line comes, no suggestion is said, and no command of ours need be listed."""
    plan = """
        line: `The room was dark.`
        option: `Light the lamp`
        option: `Wait` [disabled]
        option: `Speak another tongue`
        select: 1
        line: `The lamp was lit.`
        line: `She: Who is there?`
        say: `hello out there`
        expect: $act = `greet`
        expect: $said = `hello out there`
        line: `She: Good evening.`
        say: `Love!`
        expect: $tenderness = 1
        line: `She: You said “Love!”.`
        say: `confess`
        line: `She: I have kept this: “hello out there”`
        stop
        """
    assert () == mismatches(plan)


def test_a_listed_command_must_come() -> None:
    plan = f"{TALKING} command: `listen She 60` say: `hello` command: `{{}}`"
    assert () == mismatches(plan.format("remember words"))
    expected = "command: `remember tears`", "command: `remember words`"
    assert expected == unlike(plan.format("remember tears"))


def test_the_story_waits_where_it_listens() -> None:
    expected = "line: *", "command: `listen She 60`"
    assert expected == unlike(f"{TALKING} line: *")
    assert expected == unlike(f"{TALKING} command: `listen She 60` line: *")
    assert expected == unlike(f"{TALKING} allow: listen line: *")


def test_a_suggested_line_is_said_as_in_a_reading() -> None:
    """By its words in any case or by its number, and it does what its author says."""
    for said in ("Only me.", "only me", "1"):
        assert () == mismatches(f"{TALKING} say: `{said}` expect: $said = `Only me.` expect: $act = `greet`")


def test_suggestions_may_be_checked_before_something_is_said() -> None:
    once = f"{TALKING} option: `Only me.` say: `husband`"
    assert () == mismatches(f"{once} line: * option: `Only me.` option: `I love you.` say: `hello`")
    assert ("option: `Only me.`\noption: `I love you.`", "option: `Only me.`") == unlike(
        f"{TALKING} option: `Only me.` option: `I love you.` say: `hello`"
    )
    assert () == mismatches(f"{TALKING} option: `Only me.` #suggest:greet\n say: `hello`", tags=True)


def test_an_act_is_done_whatever_is_understood() -> None:
    """Its words are kept, and a name found in them."""
    plan = f"""{TALKING}
        act: love `I am Kuroda, hello`
        expect: $act = `love`
        expect: $given_name = `Kuroda`
        expect: $tenderness = 1
        line: `She: You said “I am Kuroda, hello”.`
        act: confess
        line: `She: I have kept this: “I am Kuroda, hello”`
        """
    assert () == mismatches(plan)


def test_an_unknown_act_is_refused() -> None:
    expected, got = unlike(f"{TALKING} act: dance")
    assert ("act: dance", True) == (
        expected,
        got.startswith("a fault: there is no act 'dance': use one of other,"),
    )


def test_silence_is_an_act_and_patience_may_end() -> None:
    """An act in silence is a speech; the end of patience is none."""
    plan = f"{TALKING} act: hesitate line: `She: Then I will talk.` option: `Only me.` option: `I love you.`"
    assert () == mismatches(f"{plan} say: `hello`")
    waiting = f"{TALKING} say: nothing line: `She: Then I will talk.` option: `Only me.` say: `hello`"
    assert () == mismatches(waiting)


def test_patience_without_end_does_not_end() -> None:
    book = make_book(SCRIPT.replace("<<listen She 60>>", "<<listen She>>"))
    expected = "say: nothing", "a fault: She waits for ever, and nobody says anything"
    assert expected == unlike(f"{TALKING} say: nothing", book)


@pytest.mark.parametrize("said", ["die", "", " \u200b "])
def test_what_is_answered_from_outside_the_story_does_not_reach_it(said: str) -> None:
    expected = f"say: `{said}`", "a fault: this is answered from outside the story, which does not go on"
    assert expected == unlike(f"{TALKING} say: `{said}`")


def test_nothing_can_be_said_at_a_choice() -> None:
    expected, got = unlike("line: * say: `hello`")
    assert ("command: `listen …`", True) == (expected, got.startswith("option: `Light the lamp`"))


def test_the_language_is_the_plans_or_the_storys() -> None:
    """What is not translated comes as it is written."""
    plan = """
        line: *
        option: `Light the lamp` option: `Wait` [disabled] option: `Speak another tongue`
        select: 3
        line: `Kamar itu gelap.`
        option: `Nyalakan lampu` option: `Tunggu` option: `Speak another tongue`
        select: 2
        line: *
        option: `Cuma aku.` say: `love`
        language: en
        line: `She: You said “love”.`
        ---
        language: id
        line: `Kamar itu gelap.`
        """
    assert () == mismatches(
        plan.replace("line: *\n        option: `Cuma", "line: * line: *\n        option: `Cuma")
    )


def test_a_language_that_no_book_has_is_refused() -> None:
    assert ("language: fr", "a fault: there are no texts in 'fr', but in en, id") == unlike("language: fr")


def test_where_no_option_is_open_the_story_goes_on() -> None:
    book = make_book(SCRIPT.replace("She: Who is there? #line:who", "-> Never <<if false>> #line:never"))
    assert () == mismatches("node: Talk option: `Never` [disabled] select: 0 say: `hello`", book)


def test_understanding_knows_what_the_plan_has_set() -> None:
    """As it would, had the story set it."""
    recognizer = Literal()
    script = SCRIPT.replace('<<declare $lamp = "lit">>', '<<declare $lamp = "lit">>\n<<declare $asked = "">>')
    mismatches(
        f"{TALKING} command: `listen She 60` set: $asked = `name` say: `hello`", make_book(script, recognizer)
    )
    assert {("She", 0, "name")} == {(one.listener, one.turn, one.asked) for one in recognizer.expected}


def test_runs_are_one_reading() -> None:
    """What was said in one is remembered in the next."""
    plan = f"{TALKING} say: `love you` line: * --- node: End line: `She: I have kept this: “love you”`"
    assert () == mismatches(plan)


def test_the_place_of_what_was_got_is_the_scripts() -> None:
    (found,) = mismatches("stop")
    assert "lamp.yarn:30" == found.place


def test_a_book_follows_what_is_recorded_of_it() -> None:
    """The first suggestion is said, and where none is offered, nothing."""
    recorded = written_plan(record_plan(BookHost(make_book())))
    assert "line: `She: Who is there?`\nsay: `Only me.`\nline: `She: Good evening.`\n" in recorded
    assert () == mismatches(recorded)
    wordless = make_book(SCRIPT.replace("#suggest:greet", "").replace("#suggest:love", ""))
    recorded = written_plan(record_plan(BookHost(wordless)))
    assert "act: hesitate\nline: `She: Then I will talk.`\n" in recorded
    assert () == mismatches(recorded, wordless)


STEPS = (
    "line: *",
    "line: `She: Who is there?`",
    "lines: *",
    "option: `Light the lamp` option: `Wait` [disabled] option: `Speak another tongue` select: 1",
    "option: `Light the lamp` option: `Wait` [disabled] option: `Speak another tongue` select: 3",
    "option: `Only me.` say: `Only me.`",
    "command: `listen She 60`",
    "command: `remember words`",
    "stop",
    "expect: $act = `love`",
    "set: $act = `love`",
    "set: $lamp = 1",
    "node: Talk",
    "node: End",
    "node: Nowhere",
    "saliency: random",
    "saliency: worst",
    "say: `confess`",
    "say: `die`",
    "say: nothing",
    "act: love `I am Kuroda.`",
    "act: dance",
    "language: id",
    "language: fr",
    "seed: 9",
    "allow: listen remember",
    "---",
)


@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12))
def test_whatever_a_plan_asks_for_it_is_followed_or_it_is_not(steps: list[str]) -> None:
    """It never breaks anything, and JSON makes no difference."""
    with suppress(AuthorError):
        mismatches("\n".join(steps), BOOK)
