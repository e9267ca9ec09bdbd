"""Reading a test plan: its steps as values, and a precise word where it is none."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import source_lines
from narrative.yarn.plan import (
    Act,
    Allow,
    AnyLines,
    ExpectCommand,
    ExpectLine,
    ExpectOption,
    ExpectStop,
    ExpectVariable,
    GoToNode,
    Plan,
    Run,
    Say,
    Seed,
    SelectOption,
    SetVariable,
    Speak,
    Step,
    UseStrategy,
    written,
    written_plan,
)
from narrative.yarn.plan_reader import parse_plan, read_plan

THEIRS = """\
# What upstream's format has.
saliency: best
set: $mood = true
set $coins = 12
line: `Hello, # no comment.` #tag
line: *
command: `lamp "on"`
option: `Stay` [disabled]
option: `Go`
select: 2
node: Kitchen
stop
"""


def steps(text: str, *, strict: bool = False) -> tuple[Step, ...]:
    """Return the steps of a plan of one run."""
    (run,) = read_plan(text, strict=strict).runs
    return run.steps


def refusal(text: str, *, strict: bool = False) -> str:
    with pytest.raises(AuthorError) as caught:
        read_plan(text, file="a.testplan", strict=strict)
    return str(caught.value)


@pytest.mark.parametrize("strict", [False, True])
def test_every_step_of_upstreams_format(*, strict: bool) -> None:
    expected = (
        UseStrategy(name="best", at=2),
        SetVariable(name="$mood", value=True, at=3),
        SetVariable(name="$coins", value=12.0, at=4),
        ExpectLine(text="Hello, # no comment.", at=5),
        ExpectLine(text=None, at=6),
        ExpectCommand(text='lamp "on"', at=7),
        ExpectOption(text="Stay", available=False, at=8),
        ExpectOption(text="Go", at=9),
        SelectOption(number=2, at=10),
        GoToNode(node="Kitchen", at=11),
        ExpectStop(at=12),
    )
    assert expected == steps(THEIRS, strict=strict)


def test_every_step_of_ours() -> None:
    text = """\
        allow: typing wait
        lines: *
        seed: 7
        language: id
        set: $act = `sorry`
        set: $cold = -2.5
        say: `I am sorry.`
        say: nothing
        act: apologise `I am sorry.`
        act: hesitate
        expect: $trust = -1
        expect: $open = false
        """
    expected = (
        Allow(commands=("typing", "wait"), at=1),
        AnyLines(at=2),
        Seed(number=7, at=3),
        Speak(language="id", at=4),
        SetVariable(name="$act", value="sorry", at=5),
        SetVariable(name="$cold", value=-2.5, at=6),
        Say(text="I am sorry.", at=7),
        Say(text=None, at=8),
        Act(act="apologise", text="I am sorry.", at=9),
        Act(act="hesitate", at=10),
        ExpectVariable(name="$trust", value=-1.0, at=11),
        ExpectVariable(name="$open", value=False, at=12),
    )
    assert expected == steps(dedent(text))


def test_runs_are_separated_by_a_rule() -> None:
    plan = read_plan("stop --- line: `a` stop\n---\nstop")
    runs = ((ExpectStop(at=1),), (ExpectLine(text="a", at=1), ExpectStop(at=1)), (ExpectStop(at=3),))
    assert Plan(runs=tuple(Run(steps=each) for each in runs)) == plan


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("text", ["", "\n  \n", "# nothing\n"])
def test_a_plan_has_at_least_one_step(text: str, *, strict: bool) -> None:
    assert "error KD0040: here must stand a step" in refusal(text, strict=strict)


def test_steps_need_no_lines_of_their_own() -> None:
    expected = (ExpectOption(text="a", at=1), ExpectOption(text="b", at=1), SelectOption(number=1, at=1))
    assert expected == steps("option:`a`option:`b`select:1")


def test_a_text_goes_over_line_ends_to_its_backtick() -> None:
    expected = (ExpectLine(text="one\ntwo # three", at=1), ExpectStop(at=2))
    assert expected == steps("\ufeffline: `one\r\ntwo # three` stop")


def test_a_hashtag_hides_what_stands_behind_it() -> None:
    """So it does upstream, where a comment always wins."""
    expected = (ExpectOption(text="a", available=True, at=1), SelectOption(number=1, at=2))
    assert expected == steps("option: `a` #tag [disabled]\nselect: 1", strict=True)


def test_hashtags_are_read_for_who_checks_them() -> None:
    """They end at what is none, which is a comment as ever."""
    expected = (
        ExpectLine(text="a", tags=("line:1", "sad"), at=1),
        ExpectOption(text="b", available=False, tags=("x",), at=2),
        ExpectOption(text="c", at=3),
        SelectOption(number=2, at=4),
    )
    text = """\
        line: `a` #line:1#sad # a note #mad
        option: `b` [disabled] #x
        option: `c` # note
        select: 2 #none
        """
    (run,) = read_plan(dedent(text), tags=True).runs
    assert expected == run.steps


def test_names_of_ours_may_have_any_letters() -> None:
    expected = (GoToNode(node="Küche.groß", at=1), SetVariable(name="$größe", value=1.0, at=1))
    assert expected == steps("node: Küche.groß set: $größe = 1")


def test_allowed_commands_end_at_the_next_step() -> None:
    expected = (Allow(commands=("typing",), at=1), ExpectStop(at=1))
    assert expected == steps("allow: typing stop")


def test_a_strict_plan_may_check_nothing() -> None:
    """Upstream lets options stand without a `select:`, and steps behind a `stop`."""
    expected = (ExpectOption(text="a", at=1), ExpectStop(at=1), ExpectLine(text="b", at=1))
    assert expected == steps("option: `a` stop line: `b`", strict=True)


STEPS = "line:, option:, command:, stop, select:, set:, node:, saliency:"


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("1:1: error KD0040: here must stand a step (STEPS), but there is hear:", "hear: `a`"),
        ("2:4: error KD0040: here must stand a step (STEPS), but the plan ends", "stop\n---"),
        ("1:1: error KD0040: here must stand a step (STEPS), but there is ---", "---\nstop"),
        (
            "1:7: error KD0040: here must stand a text between backticks, or * for any, but there is a",
            "line: a",
        ),
        ("1:9: error KD0040: here must stand a text between backticks, but there is 1", "option: 1"),
        ("2:7: error KD0040: this text has no closing backtick", "stop\nline: `a"),
        (
            "1:9: error KD0040: here must stand the number of an option, or 0 for none, but there is -1",
            "select: -1",
        ),
        (
            "1:6: error KD0040: here must stand the name of a variable, with its $, but there is mood",
            "set: mood = 1",
        ),
        (
            "1:6: error KD0040: here must stand the name of a variable, with its $, "
            "in letters of ASCII, digits and _, but there is $größe",
            "set: $größe = 1",
        ),
        ("1:12: error KD0040: here must stand =, but there is 1", "set: $mood 1"),
        (
            "1:14: error KD0040: here must stand true, false, a whole number, but there is -1",
            "set: $mood = -1",
        ),
        (
            "1:14: error KD0040: here must stand true, false, a whole number, but there is `a`",
            "set: $mood = `a`",
        ),
        ("1:7: error KD0040: here must stand the name of a node, but the plan ends", "node: "),
        (
            "1:7: error KD0040: here must stand the name of a node, in letters of ASCII, digits and _, "
            "but there is Küche",
            "node: Küche",
        ),
        (
            "1:11: error KD0040: here must stand one of first, best, best_least_recently_seen, "
            "but there is relevant",
            "saliency: relevant",
        ),
        ("1:1: error KD0040: `say:` is not in Yarn Spinner's own format", "say: `a`"),
        ("1:1: error KD0040: `expect:` is not in Yarn Spinner's own format", "expect: $a = 1"),
    ],
)
def test_a_strict_plan_is_refused(expected: str, text: str) -> None:
    """The place is file, line and column, and the line is shown."""
    first, *shown = refusal(text, strict=True).splitlines()
    assert f"a.testplan:{expected.replace('STEPS', STEPS)}" == first
    assert text.splitlines()[int(expected.split(":", maxsplit=1)[0]) - 1] == shown[0].removeprefix("    ")


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (
            "1:1: error KD0040: no `select:` follows, so nothing would check this option",
            "option: `a` line: `b`",
        ),
        (
            "1:13: error KD0040: no `select:` follows, so nothing would check this option",
            "option: `a` option: `b`",
        ),
        (
            "1:6: error KD0040: after `stop` a run can only `expect:` values. Begin another with `---`.",
            "stop line: `a`",
        ),
        ("1:7: error KD0040: here must stand a whole number, but there is 1.5", "seed: 1.5"),
        (
            f"1:7: error KD0040: here must stand a whole number, but there is {'9' * 5000}",
            f"seed: {'9' * 5000}",
        ),
        ("1:8: error KD0040: here must stand the name of a command, but there is ---", "allow: ---"),
    ],
)
def test_a_plan_of_ours_is_refused(expected: str, text: str) -> None:
    """It is refused where it would check nothing, too."""
    assert f"a.testplan:{expected}" == refusal(text).splitlines()[0]


def test_a_text_that_was_not_closed_is_found_by_what_stands_behind_it() -> None:
    first = refusal("stop --- line: `a\nline: `b`\nstop").splitlines()[0]
    assert first.startswith("a.testplan:2:8: error KD0040: here must stand a step")
    assert first.endswith(", but there is b. Has the text of line 1 no closing backtick?")


def test_a_refusal_points_at_its_place() -> None:
    expected = """\
        a.testplan:2:8: error KD0040: here must stand a text between backticks, or * for any, but there is hello
            \tline: hello
            \t      ^^^^^"""
    assert dedent(expected) == refusal("# note\n\tline: hello")


TEXT = st.text(st.characters(exclude_characters="`\r", exclude_categories=["Cs"]))
NAME = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name not in ("set", "stop"))
VALUE = st.one_of(st.booleans(), TEXT, st.integers(-(2**20), 2**20).map(lambda number: number / 4))
VARIABLE = NAME.map("${}".format)
STEP = st.one_of(
    st.builds(ExpectLine, text=st.none() | TEXT, at=st.just(1)),
    st.builds(ExpectCommand, text=TEXT, at=st.just(1)),
    st.builds(SetVariable, name=VARIABLE, value=VALUE, at=st.just(1)),
    st.builds(ExpectVariable, name=VARIABLE, value=VALUE, at=st.just(1)),
    st.builds(Say, text=st.none() | TEXT, at=st.just(1)),
    st.builds(Act, act=NAME, text=TEXT, at=st.just(1)),
    st.builds(Speak, language=NAME, at=st.just(1)),
    st.just(AnyLines(at=1)),
    st.builds(GoToNode, node=NAME, at=st.just(1)),
    st.builds(UseStrategy, name=NAME, at=st.just(1)),
    st.builds(Seed, number=st.integers(0, 2**64), at=st.just(1)),
    st.builds(Allow, commands=st.lists(NAME, min_size=1).map(tuple), at=st.just(1)),
    st.builds(SelectOption, number=st.integers(0, 99), at=st.just(1)),
    st.just(ExpectStop(at=1)),
)


@given(STEP)
def test_a_step_is_read_as_it_is_written(step: Step) -> None:
    assert (step,) == steps(written(step))


@given(st.lists(st.lists(STEP.filter(lambda step: step != ExpectStop(at=1)), min_size=1), min_size=1))
def test_a_plan_is_read_as_it_is_written(runs: list[list[Step]]) -> None:
    """But for the lines of its steps."""
    plan = Plan(runs=tuple(Run(steps=tuple(each)) for each in runs))
    assert written_plan(plan) == written_plan(read_plan(written_plan(plan)))


def test_all_mistakes_of_a_plan_are_found_at_once() -> None:
    text = """\
        line: hello
        line: `a`
        select: -1 command: 7
        set: $a = set: $b = 1
        ---
        ---
        jump: `there`
        option: `b`
        """
    places = [
        (1, 7, "hello"),
        (3, 9, "-1"),
        (3, 21, "7"),
        (4, 11, "set:"),
        (6, 1, "---"),
        (7, 1, "jump:"),
        (8, 1, "option:"),
    ]
    source = dedent(text)
    reading = parse_plan(source)
    lines = source.splitlines()
    found = [
        (one.line, one.column, lines[one.line - 1][one.column - 1 :][: one.length])
        for one in reading.findings
    ]
    assert places == found
    kept = (
        Run(steps=(ExpectLine(text="a", at=2), SetVariable(name="$b", value=1.0, at=4))),
        Run(steps=()),
        Run(steps=(ExpectOption(text="b", at=8),)),
    )
    assert Plan(runs=kept) == reading.plan


@given(st.text("`*#$-=:[]\n 1a") | st.text(), st.booleans())
def test_any_text_is_a_plan_or_refused(text: str, strict: bool) -> None:
    """Nothing else comes of it, and every finding has a place in the text."""
    lines = source_lines(text)
    for found in parse_plan(text, strict=strict, tags=not strict).findings:
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
