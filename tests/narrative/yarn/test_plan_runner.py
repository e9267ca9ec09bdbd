"""Running a test plan: what a step demands, and the report where the story does otherwise."""

from __future__ import annotations

from textwrap import dedent

import pytest

from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.plan_reader import read_plan
from narrative.yarn.plan_runner import Mismatch, run_plan
from tests.narrative.yarn.playing import node

STORY = node(
    """
    <<declare $mood = "calm">>
    <<declare $said = "">>
    <<declare $coins = 2>>
    <<declare $rich = $coins > 10>>
    Mae: Sit [b]down[/b].
    <<typing 2>>
    <<if $coins == 7>>
    Seven.
    <<endif>>
    -> Sit
        She nods.
    -> Pay {$coins} <<if $rich>>
    -> Leave
    <<listen Mae>>
    {$said}!
    """
) + node("Elsewhere.\n<<call assert(false)>>", title="Kitchen")

SAT = """
line: `Mae: Sit down.`
command: `typing 2`
option: `Sit`
option: `Pay 2` [disabled]
option: `Leave`
select: 1
line: `She nods.`
command: `listen Mae`
line: `!`
stop
"""


def mismatch(plan: str, *, strict: bool = False, story: str = STORY) -> Mismatch | None:
    """Return the first mismatch, which is the same straight and through JSON."""
    program = compile_project({"a.yarn": story}, signatures=upstream.DECLARED.signatures()).program
    assert program is not None
    steps = read_plan(dedent(plan), strict=strict)
    straight, through_json = (
        run_plan(steps, program, upstream.WHOLE, through_json=way) for way in (False, True)
    )
    assert straight == through_json
    return straight


def unlike(plan: str, *, strict: bool = False, story: str = STORY) -> tuple[str, str]:
    """Return what was expected, and what was got."""
    found = mismatch(plan, strict=strict, story=story)
    assert found is not None
    return found.expected, found.got


@pytest.mark.parametrize("strict", [False, True])
def test_a_plan_that_is_followed(*, strict: bool) -> None:
    assert None is mismatch(SAT, strict=strict)


def test_a_plan_without_runs_is_followed() -> None:
    assert None is mismatch("# nothing")


def test_what_stands_behind_the_last_step_is_not_checked() -> None:
    assert None is mismatch("line: *")


def test_a_mismatch_says_where_it_is() -> None:
    expected = Mismatch(
        run=2,
        step=3,
        line=7,
        expected="line: `Seven.`",
        got="option: `Sit`\noption: `Pay 2` [disabled]\noption: `Leave`",
        recent=("line: `Mae: Sit down.`", "command: `typing 2`"),
    )
    plan = """
        line: *
        ---
        # Again.
        line: *
        command: `typing 2`
        line: `Seven.`
        """
    assert expected == mismatch(plan)


def test_a_report_shows_expected_beside_got() -> None:
    found = Mismatch(
        run=2,
        step=3,
        line=7,
        expected="line: `Seven.`",
        got="option: `Sit`\noption: `Leave`",
        recent=("line: `Mae: Sit down.`", "command: `typing 2`"),
    )
    expected = """\
        a.testplan:7: run 2, step 3 is not followed
            expected  line: `Seven.`
            got       option: `Sit`
                      option: `Leave`
            before    line: `Mae: Sit down.`
                      command: `typing 2`"""
    assert dedent(expected) == found.report("a.testplan")


def test_a_report_of_the_first_event() -> None:
    found = Mismatch(run=1, step=1, line=1, expected="stop", got="line: `a`")
    assert "    before    nothing" == found.report("a.testplan").splitlines()[-1]


def test_only_the_last_events_are_shown() -> None:
    story = node("\n".join(f"Line {number}" for number in range(9)))
    found = mismatch("line: * line: * line: * line: * line: * line: * line: * stop", story=story)
    assert found is not None
    assert tuple(f"line: `Line {number}`" for number in range(2, 7)) == found.recent


@pytest.mark.parametrize(
    ("expected", "got", "plan"),
    [
        ("line: `Mae: Sit.`", "line: `Mae: Sit down.`", "line: `Mae: Sit.`"),
        ("line: *", "command: `typing 2`", "line: * line: *"),
        ("command: `typing 3`", "command: `typing 2`", "line: * command: `typing 3`"),
        ("stop", "line: `Mae: Sit down.`", "stop"),
        ("line: `More.`", "stop", "node: Short line: * line: `More.`"),
        ("options, though the plan lists none", "line: `Short.`", "node: Short select: 1"),
        ("option: `a`", "line: `Short.`", "node: Short option: `a` select: 1"),
        ("option: `b`\noption: `a`", "option: `a`\noption: `b`", "option: `b` option: `a` select: 1"),
        ("option: `a`", "option: `a`\noption: `b`", "option: `a` select: 1"),
        (
            "option: `a` [disabled]\noption: `b`",
            "option: `a`\noption: `b`",
            "option: `a` [disabled] option: `b` select: 1",
        ),
        ("select: 3", "a choice of 1, 2", "option: `a` option: `b` select: 3"),
        ("select: 0", "a choice of 1, 2", "option: `a` option: `b` select: 0"),
        ("select: 1", "a choice of 0", "node: Shut option: `a` [disabled] select: 1"),
        ("expect: $n = 2", "expect: $n = 1", "expect: $n = 2"),
        ("expect: $n = `1`", "expect: $n = 1", "expect: $n = `1`"),
        ("expect: $n = true", "expect: $n = 1", "expect: $n = true"),
        ("expect: $far = 1", "a fault: there is no variable $far", "expect: $far = 1"),
        ("set: $far = 1", "a fault: there is no variable $far", "set: $far = 1"),
        (
            "set: $n = true",
            'a fault: $n is of type number and cannot be set to the bool "True"',
            "set: $n = true",
        ),
        (
            "set: $twice = 1",
            "a fault: $twice is a smart variable and cannot be set",
            "set: $twice = 1",
        ),
        ("line: *", "a fault: there is no node 'Far'", "node: Far line: *"),
        (
            "saliency: worst",
            "a fault: there is no saliency strategy 'worst': use one of first, best, "
            "best_least_recently_viewed, random_best_least_recently_viewed, random, relevant",
            "saliency: worst",
        ),
        ("command: `listen …`", "line: `Short.`", "node: Short say: `Hello`"),
        ("say: `Hello`", "a fault: there is no variable $said", "node: Heard say: `Hello`"),
    ],
)
def test_what_is_not_followed(expected: str, got: str, plan: str) -> None:
    story = (
        STORY
        if "typing" in plan or plan in ("stop", "line: `Mae: Sit.`", "line: * line: *")
        else node("<<declare $n = 1>>\n<<declare $twice = $n * 2>>\n-> a\n-> b\n{$n} {$twice}")
        + node("Short.", title="Short")
        + node("-> a <<if false>>", title="Shut")
        + node("<<listen Mae>>", title="Heard")
    )
    assert (expected, got) == unlike(plan, story=story)


def test_an_assertion_of_the_script_fails_the_step() -> None:
    expected = "stop", "a fault: a.yarn, line 22 (Kitchen): assert(false)"
    assert expected == unlike("node: Kitchen line: `Elsewhere.` stop")


def test_a_variable_can_be_set_between_two_lines() -> None:
    """The story has not run ahead of the line."""
    plan = "line: * command: `typing 2` set: $coins = 7 line: `Seven.`"
    assert None is mismatch(plan, strict=True)


def test_runs_keep_variables_and_begin_at_the_start() -> None:
    assert None is mismatch(
        "set: $coins = 7 line: * --- line: `Mae: Sit down.` command: `typing 2` line: `Seven.`"
    )


def test_a_run_may_go_to_another_node_in_the_middle() -> None:
    assert None is mismatch("line: * node: Kitchen line: `Elsewhere.`", strict=True)


def test_an_allowed_command_need_not_be_listed() -> None:
    """It holds for the runs behind, too."""
    options = "option: `Sit` option: `Pay 2` [disabled] option: `Leave` select: 3"
    assert None is mismatch(f"allow: typing line: * {options} --- line: * {options}")


def test_an_option_that_is_not_available_can_be_taken_in_a_strict_plan_only() -> None:
    plan = "line: * command: `typing 2` option: `Sit` option: `Pay 2` [disabled] option: `Leave` select: 2"
    assert None is mismatch(plan, strict=True)
    assert ("select: 2", "a choice of 1, 3") == unlike(plan)


def test_in_a_strict_plan_options_wait_for_the_next_select() -> None:
    """Even in another run, as upstream."""
    story = node("-> a\n-> b")
    assert None is mismatch("option: `a` --- option: `b` select: 1", strict=True, story=story)


def test_in_a_strict_plan_a_run_ends_with_its_stop() -> None:
    assert None is mismatch(
        "node: Short line: * stop line: `Never.`", strict=True, story=node("Short.", title="Short")
    )


@pytest.mark.parametrize("listened", ["command: `listen Mae`", "", "allow: listen"])
def test_what_is_said_reaches_the_script(listened: str) -> None:
    """Whether the plan lists the command, leaves it out, or allows it."""
    plan = f"{listened} say: `Good night` expect: $said = `Good night` line: `Good night!`"
    assert None is mismatch(plan, story=node('<<declare $said = "">>\n<<listen Mae>>\n{$said}!'))


def test_nothing_can_be_said_twice_to_one_listening() -> None:
    plan = "say: `One` say: `Two`"
    story = node('<<declare $said = "">>\n<<listen Mae>>\n{$said}!')
    assert ("command: `listen …`", "line: `One!`") == unlike(plan, story=story)


def test_a_smart_variable_can_be_expected() -> None:
    assert None is mismatch("expect: $rich = false set: $coins = 11 expect: $rich = true")


def test_a_line_is_read_in_the_plans_language() -> None:
    program = compile_project(
        {"a.yarn": node('[plural value=1 one="one" other="many"/]')},
        signatures=upstream.DECLARED.signatures(),
    ).program
    assert program is not None
    plan = read_plan("line: `many`")
    assert None is run_plan(plan, program, upstream.WHOLE, language="id")
