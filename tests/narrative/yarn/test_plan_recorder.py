"""Recording a plan: what it holds, and that the story follows it."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.plan import written_plan
from narrative.yarn.plan_host import ScriptHost
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_recorder import record_plan
from narrative.yarn.plan_runner import Mismatch, run_plan
from narrative.yarn.program import Program
from tests.narrative.yarn.playing import node

SCRIPTS = sorted((Path(__file__).parent / "plans").glob("**/*.yarn"))
PLAYED = [script for script in SCRIPTS if script.parent.name != "refused"]

STORY = """
    <<declare $paid = false>>
    Mae: Sit [b]down[/b]. #line:sit
    <<lamp on>>
    -> Sit #line:o_sit
        She nods.
    -> Pay <<if $paid>>
    -> Leave
        -> Never <<if false>>
    The `end`.
    """

FIRST = """\
line: `Mae: Sit down.`
command: `lamp on`
option: `Sit`
option: `Pay` [disabled]
option: `Leave`
select: 1
line: `She nods.`
line: *
stop
"""

THIRD = """\
line: `Mae: Sit down.`
command: `lamp on`
option: `Sit`
option: `Pay` [disabled]
option: `Leave`
select: 3
option: `Never` [disabled]
select: 0
line: *
stop
"""


def program(script: str) -> Program:
    compiled = compile_project(
        {"a.yarn": script}, signatures=upstream.DECLARED.signatures(), infers_functions=True
    ).program
    assert compiled is not None
    return compiled


def recorded(script: str, *choices: int) -> str:
    return written_plan(record_plan(ScriptHost(program(script), upstream.WHOLE), choices))


def replayed(script: str, *choices: int) -> tuple[Mismatch, ...]:
    """Record a plan, and follow it through JSON."""
    plan = read_plan(recorded(script, *choices))
    return run_plan(plan, ScriptHost(program(script), upstream.WHOLE, through_json=True))


def test_the_first_way_open_is_taken() -> None:
    """What no plan can hold is any line."""
    assert FIRST == recorded(node(STORY))


def test_given_choices_are_taken_first() -> None:
    """None, where no option is open."""
    assert THIRD == recorded(node(STORY), 3)


@pytest.mark.parametrize("choices", [(), (1,), (3,), (3, 0)])
def test_the_story_follows_what_was_recorded(choices: tuple[int, ...]) -> None:
    assert () == replayed(node(STORY), *choices)


@pytest.mark.parametrize(
    ("expected", "body", "choices"),
    [
        ("option 2 cannot be chosen here, but 1, 3", STORY, (2,)),
        ("option 9 cannot be chosen here, but 1, 3", STORY, (9,)),
        ("no plan can hold a backtick, as in: a `tick`", "-> a `tick`", ()),
        ("no plan can hold a backtick, as in: say `a`", "<<say `a`>>", ()),
        (
            "the story cannot be played to its end: a.yarn, line 3 (Start): assert(false)",
            "<<call assert(false)>>",
            (),
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused(expected: str, body: str, choices: tuple[int, ...]) -> None:
    with pytest.raises(AuthorError) as caught:
        recorded(node(body), *choices)
    assert expected == str(caught.value)


def test_a_story_without_end_is_recorded_up_to_a_limit() -> None:
    story = node("Again.\n<<jump Start>>")
    assert "line: `Again.`\n" * 1_000 == recorded(story)
    assert () == replayed(story)


@pytest.mark.parametrize("script", PLAYED, ids=lambda script: script.stem)
def test_every_script_of_the_plans_follows_its_own_record(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    if "title: Start" in text:
        assert () == replayed(text)


WORDS = st.text("abc ,.!?äß", min_size=1, max_size=12).map(lambda text: f"A{text}".strip())
CONDITION = st.sampled_from(["", " <<if $n > 1>>", " <<if $n < 2>>", " <<once>>"])
LINE = st.one_of(
    st.builds("{}{}".format, WORDS, CONDITION),
    st.just("<<set $n += 1>>"),
    st.just("{$n} and {dice(6)}"),
    st.just("<<lamp {$n}>>"),
)


def options(bodies: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.builds(
        lambda text, condition, body: f"-> {text}{condition}\n{indent(body, '    ')}",
        WORDS,
        CONDITION,
        bodies,
    )
    return st.lists(one, min_size=1, max_size=3).map("\n".join)


def groups(bodies: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.builds(
        lambda text, condition, body: f"=> {text}{condition}\n{indent(body, '    ')}",
        WORDS,
        CONDITION,
        bodies,
    )
    return st.lists(one, min_size=1, max_size=3).map("\n".join)


BODY = st.recursive(
    st.lists(LINE, min_size=1, max_size=3).map("\n".join),
    lambda bodies: st.lists(bodies | options(bodies) | groups(bodies), min_size=1, max_size=3).map("\n".join),
    max_leaves=8,
)


@given(BODY)
def test_any_story_follows_what_was_recorded_of_it(body: str) -> None:
    """Straight or through JSON, it does the same again."""
    assert () == replayed(node(f"<<declare $n = 0>>\n{body}"))
