"""Running a test plan: what a step demands, and the report where the story does otherwise."""

from __future__ import annotations

from textwrap import dedent

import pytest

from narrative.yarn import upstream
from narrative.yarn.compile.job import compile_project
from narrative.yarn.plan_host import ScriptHost
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

TEXTS = {"id": {"line:hello": "Halo, {0}."}}

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


def mismatches(
    plan: str, *, strict: bool = False, tags: bool = False, story: str = STORY
) -> tuple[Mismatch, ...]:
    """Return all mismatches, which are the same straight and through JSON."""
    program = compile_project({"a.yarn": story}, signatures=upstream.DECLARED.signatures()).program
    assert program is not None
    steps = read_plan(dedent(plan), strict=strict, tags=tags)
    straight, through_json = (
        run_plan(steps, ScriptHost(program, upstream.WHOLE, through_json=way, texts=TEXTS))
        for way in (False, True)
    )
    assert straight == through_json
    return straight


def mismatch(plan: str, *, strict: bool = False, story: str = STORY) -> Mismatch | None:
    """Return the one mismatch there may be."""
    found = mismatches(plan, strict=strict, story=story)
    assert len(found) <= 1
    return found[0] if found else None


def unlike(plan: str, *, strict: bool = False, story: str = STORY) -> tuple[str, str]:
    """Return what was expected, and what was got."""
    found = mismatch(plan, strict=strict, story=story)
    assert found is not None
    return found.expected, found.got


@pytest.mark.parametrize("strict", [False, True])
def test_a_plan_that_is_followed(*, strict: bool) -> None:
    assert None is mismatch(SAT, strict=strict)


def test_what_stands_behind_the_last_step_is_not_checked() -> None:
    assert None is mismatch("line: *")


def test_a_mismatch_says_where_it_is() -> None:
    expected = Mismatch(
        run=2,
        step=3,
        line=7,
        expected="line: `Seven.`",
        got="option: `Sit`\noption: `Pay 2` [disabled]\noption: `Leave`",
        place="a.yarn:12",
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
    """And where the script says it, what came before, and with which seed."""
    found = Mismatch(
        run=2,
        step=3,
        line=7,
        expected="line: `Seven.`",
        got="option: `Sit`\noption: `Leave`",
        place="a.yarn:13",
        recent=("line: `Mae: Sit down.`", "command: `typing 2`"),
        seed=7,
    )
    expected = """\
        a.testplan:7: run 2, step 3 is not followed
            expected  line: `Seven.`
            got       option: `Sit`
                      option: `Leave`
            at        a.yarn:13
            before    line: `Mae: Sit down.`
                      command: `typing 2`
            seed      7"""
    assert dedent(expected) == found.report("a.testplan")


def test_a_report_of_options_marks_those_that_differ() -> None:
    found = Mismatch(
        run=1,
        step=3,
        line=3,
        expected="option: `Sit`\noption: `Stay`\noption: `Leave`",
        got="option: `Sit`\noption: `Stay` [disabled]\noption: `Leave`",
    )
    expected = """\
        a.testplan:3: run 1, step 3 is not followed
            - expected, + got
                option: `Sit`
              - option: `Stay`
              + option: `Stay` [disabled]
                option: `Leave`
            before    nothing
            seed      1"""
    assert dedent(expected) == found.report("a.testplan")


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
    assert () == run_plan(plan, ScriptHost(program, upstream.WHOLE, language="id"))


TALK = node(
    """
    <<declare $said = "">>
    <<declare $act = "">>
    Mae: One. #line:one #sad
    Mae: Two.
    -> Stay #line:stay
        <<listen Mae>>
        {$act}: {$said}
    -> Go
    Mae: Three.
    Hello, {1 + 1}. #line:hello
    """
)


def test_every_run_that_goes_wrong_is_reported() -> None:
    """One goes to its first mismatch, and the next begins all the same."""
    plan = """
        line: `Mae: Two.`
        ---
        line: * line: * option: `Stay` option: `Go` select: 2
        ---
        seed: 8
        option: `Stay`
        select: 1
        """
    expected = (
        Mismatch(
            run=1, step=1, line=2, expected="line: `Mae: Two.`", got="line: `Mae: One.`", place="a.yarn:5"
        ),
        Mismatch(
            run=3,
            step=3,
            line=8,
            expected="option: `Stay`",
            got="line: `Mae: One.`",
            place="a.yarn:5",
            seed=8,
        ),
    )
    assert expected == mismatches(plan, story=TALK)


def test_the_place_of_a_command_is_shown() -> None:
    found = mismatch("line: * line: * option: `Stay` option: `Go` select: 1 stop", story=TALK)
    assert found is not None
    assert ("command: `listen Mae`", "a.yarn:8") == (found.got, found.place)


def test_any_number_of_lines_may_come_before_what_is_expected() -> None:
    """A line, options, a listening or the end."""
    options = "option: `Stay` option: `Go`"
    plan = f"""
        lines: * line: `Mae: Two.` lines: * {options} select: 2 lines: * stop
        --- lines: * {options} select: 1 lines: * say: `Yes` lines: * line: `Hello, 2.` stop
        """
    assert () == mismatches(plan, story=TALK)


@pytest.mark.parametrize(
    ("expected", "got", "plan"),
    [
        ("line: `Mae: Three.`", "option: `Stay`\noption: `Go`", "lines: * line: `Mae: Three.`"),
        ("stop", "option: `Stay`\noption: `Go`", "lines: * stop"),
        ("stop", "line: `Mae: Two.`", "lines: * line: `Mae: One.` stop"),
        ("command: `listen …`", "option: `Stay`\noption: `Go`", "lines: * say: `Yes`"),
        ("line: `Mae: Two.`", "line: `Mae: One.`", "lines: * --- line: `Mae: Two.`"),
    ],
)
def test_any_number_of_lines_are_nothing_else_and_end_there(expected: str, got: str, plan: str) -> None:
    assert (expected, got) == unlike(plan, story=TALK)


def test_a_story_that_never_comes_to_it_fails_the_step() -> None:
    story = node("Again.\n<<jump Start>>")
    expected = "stop", "a fault: 10000 events came, and none that the plan would stop at"
    assert expected == unlike("lines: * stop", story=story)


def test_an_act_reaches_the_script_with_its_words() -> None:
    plan = "lines: * option: `Stay` option: `Go` select: 1 {} line: `{}`"
    for said, line in (
        ("act: sorry `Oh.`", "sorry: Oh."),
        ("act: sorry", "sorry: "),
        ("say: `Oh.`", ": Oh."),
        ("say: nothing", ": "),
    ):
        assert None is mismatch(plan.format(said, line), story=TALK)


def test_nothing_is_suggested_by_a_script() -> None:
    plan = "lines: * option: `Stay` option: `Go` select: 1 option: `Oh.` say: `Oh.`"
    assert ("option: `Oh.`", "") == unlike(plan, story=TALK)


def test_another_language_has_its_own_texts() -> None:
    """What is not translated stays in the script's."""
    options = "option: `Stay` option: `Go` select: 2 line: *"
    plan = f"language: id line: `Mae: One.` lines: * {options} line: `Halo, 2.` language: en stop"
    assert None is mismatch(plan, story=TALK)


def test_a_language_without_texts_is_refused() -> None:
    expected = "language: fr", "a fault: there are no texts in 'fr', but in en, id"
    assert expected == unlike("language: fr", story=TALK)


def test_tags_are_checked_where_they_are_read() -> None:
    """A plan need not list all of a line's; what it lists must be there."""
    assert () == mismatches("line: `Mae: One.` #sad", tags=True, story=TALK)
    (found,) = mismatches("line: `Mae: One.` #sad #mad", tags=True, story=TALK)
    assert ("line: `Mae: One.` #sad #mad", "line: `Mae: One.` #line:one #sad") == (found.expected, found.got)
    assert () == mismatches("line: `Mae: One.` #sad #mad", story=TALK)


def test_tags_of_options_are_checked_too() -> None:
    plan = "line: * line: * option: `Stay` #line:{}\n option: `Go`\n select: 1"
    assert () == mismatches(plan.format("stay"), tags=True, story=TALK)
    assert 1 == len(mismatches(plan.format("go"), tags=True, story=TALK))


def test_a_command_that_is_allowed_can_be_listed_all_the_same() -> None:
    assert None is mismatch("allow: typing line: * command: `typing 2`")
