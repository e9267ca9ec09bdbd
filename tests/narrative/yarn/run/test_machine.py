"""The machine's instructions, on hand-built programs."""

from __future__ import annotations

import math

import pytest

from narrative.errors import StoryFault
from narrative.yarn.library import Library
from narrative.yarn.program import Instruction, Member, Value
from narrative.yarn.run.machine import MOST_FRAMES, Machine
from narrative.yarn.run.state import DialogueState
from narrative.yarn.signatures import Signature
from tests.narrative.yarn.run.assembly import (
    begin,
    code,
    command,
    line,
    node,
    option,
    play,
    story,
    variable,
    written,
)


def evaluated(*steps: tuple[object, ...]) -> Value:
    program = story(variables=[variable("$n", 4.0), variable("$twice", 0.0, *TWICE)])
    machine = Machine(program, Library.standard(), DialogueState.fresh(seed=1))
    value = machine.evaluate(code(*steps))
    assert [] == machine.state.stack
    return value


TWICE = (("LOAD", "$n"), ("PUSH", 2.0), ("OPERATE", "*"))


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        (1.0, [("PUSH", 1.0)]),
        (4.0, [("LOAD", "$n")]),
        (8.0, [("LOAD", "$twice")]),
        (3.0, [("PUSH", 7.0), ("PUSH", 4.0), ("OPERATE", "-")]),
        (-7.0, [("PUSH", 7.0), ("OPERATE", "neg")]),
        (False, [("PUSH", True), ("OPERATE", "not")]),
        (math.inf, [("PUSH", 7.0), ("PUSH", 0.0), ("OPERATE", "/")]),
        (7.0, [("PUSH", 7.0), ("PUSH", 4.0), ("CALL", "max", 2)]),
        ("7", [("PUSH", 7.0), ("CALL", "string", 1)]),
        (8.0, [("LOAD", "$n"), ("LOAD", "$twice"), ("CALL", "max", 2)]),
    ],
)
def test_expressions(value: Value, steps: list[tuple[object, ...]]) -> None:
    """Operands come first; everything is taken off the stack again."""
    assert value == evaluated(*steps)


def test_lines_commands_and_substitutions() -> None:
    """Values go in as they print; a placeholder in a value is not replaced again."""
    program = story(
        node(
            "Start",
            line("plain"),
            ("PUSH", 1.5),
            ("PUSH", True),
            ("LINE", "two", 2),
            ("PUSH", "{1}"),
            ("PUSH", "x"),
            ("COMMAND", "say {0} {1} {2}", 2),
        )
    )
    expected = ["+Start", "plain", "two|1.5|True", "<<say {1} x {2}>>", "-Start", "end"]
    assert expected == play(program)


def test_variables_are_stored_and_loaded() -> None:
    """And a smart variable follows at once."""
    program = story(
        node(
            "Start", ("LOAD", "$twice"), ("PUSH", 5.0), ("STORE", "$n"), ("LOAD", "$twice"), ("LINE", "a", 2)
        ),
        variables=[variable("$n", 4.0), variable("$twice", 0.0, *TWICE)],
    )
    assert ["+Start", "a|8|10", "-Start", "end"] == play(program)


def test_numbers_of_the_program_are_rounded_to_32_bits() -> None:
    """Literals and defaults, so that a tenth is a tenth wherever it comes from."""
    program = story(
        node(
            "Start",
            ("LOAD", "$tenth"),
            ("PUSH", 0.1),
            ("OPERATE", "=="),
            ("LOAD", "$tenth"),
            ("LOAD", "$tenth"),
            ("OPERATE", "+"),
            ("PUSH", 0.2),
            ("OPERATE", "=="),
            ("LINE", "a", 2),
        ),
        variables=[variable("$tenth", 0.1)],
    )
    assert ["+Start", "a|True|True", "-Start", "end"] == play(program)


def test_a_dropped_value_is_gone() -> None:
    """`<<call f()>>` drops the result."""
    program = story(node("Start", ("PUSH", 1.0), ("PUSH", 2.0), ("POP",), ("LINE", "a", 1)))
    assert ["+Start", "a|1", "-Start", "end"] == play(program)


@pytest.mark.parametrize(("expected", "truth"), [("yes", True), ("no", False)])
def test_branches(expected: str, *, truth: bool) -> None:
    """If and else."""
    program = story(
        node(
            "Start",
            ("PUSH", truth),
            ("JUMP_UNLESS", "@else"),
            line("yes"),
            ("JUMP", "@endif"),
            "else:",
            line("no"),
            "endif:",
        )
    )
    assert ["+Start", expected, "-Start", "end"] == play(program)


CHOICE = node(
    "Start",
    ("PUSH", "x"),
    ("OPTION", "first", 1, "@first", False, ""),
    ("PUSH", False),
    option("second", "@second", conditional=True),
    ("PUSH", "y"),
    ("PUSH", True),
    ("OPTION", "third", 1, "@third", True, "k"),
    ("SHOW_OPTIONS",),
    line("none"),
    ("JUMP", "@end"),
    "first:",
    line("took_first"),
    ("JUMP", "@end"),
    "second:",
    line("took_second"),
    ("JUMP", "@end"),
    "third:",
    line("took_third"),
    "end:",
    line("after"),
)
SHOWN = "[ first|x / second (no) / third|y ]"


@pytest.mark.parametrize(
    ("outcome", "choice"), [("took_first", 0), ("took_second", 1), ("took_third", 2), ("none", None)]
)
def test_options(outcome: str, choice: int | None) -> None:
    """All are delivered; even an unavailable one may be chosen; no option goes on behind them."""
    assert ["+Start", SHOWN, outcome, "after", "-Start", "end"] == play(story(CHOICE), choice)


def test_a_once_option_is_spent_when_chosen_not_when_shown() -> None:
    """Afterwards it is delivered as unavailable."""
    program = story(CHOICE)
    dialogue = begin(program)
    shown = []
    for choice in (0, 2, 0):
        shown.append(written(dialogue.continue_())[-1])
        dialogue.select(choice)
        dialogue.start("Start")
    assert [SHOWN, SHOWN, SHOWN.replace("third|y", "third|y (no)")] == shown


def test_once_blocks() -> None:
    """The first run spends the key, the second sees it spent."""
    program = story(
        node(
            "Start",
            ("ONCE_SEEN", "k"),
            ("OPERATE", "not"),
            ("JUMP_UNLESS", "@else"),
            ("ONCE_SPEND", "k"),
            line("once"),
            ("JUMP", "@end"),
            "else:",
            line("later"),
            "end:",
        )
    )
    dialogue = begin(program)
    first = written(dialogue.continue_())
    dialogue.start("Start")
    assert ("once", "later") == (first[1], written(dialogue.continue_())[1])


def test_a_jump_completes_its_node_and_goes_on_in_the_other() -> None:
    """By name and by expression."""
    program = story(
        node("Start", ("GOTO_NODE", "Next"), line("never")),
        node("Next", ("PUSH", "Last"), ("GOTO_NODE", ""), line("never")),
        node("Last", line("a")),
    )
    assert ["+Start", "-Start", "+Next", "-Next", "+Last", "a", "-Last", "end"] == play(program)


def test_a_detour_comes_back() -> None:
    """At the node's end or at a return, also from detours within detours."""
    program = story(
        node("Start", ("DETOUR", "Side"), line("back"), ("PUSH", "Deep"), ("DETOUR", ""), line("again")),
        node("Side", line("side"), ("RETURN",), line("never")),
        node("Deep", ("DETOUR", "Side"), line("deep")),
    )
    expected = ["+Start", "+Side", "side", "-Side", "back"]
    expected += ["+Deep", "+Side", "side", "-Side", "deep", "-Deep", "again", "-Start", "end"]
    assert expected == play(program)


def test_a_return_with_nothing_to_return_to_ends() -> None:
    """As at the node's end."""
    assert ["+Start", "-Start", "end"] == play(story(node("Start", ("RETURN",), line("never"))))


@pytest.mark.parametrize(
    ("rest", "leave"), [(["+Else", "else", "-Else", "end"], ("GOTO_NODE", "Else")), (["end"], ("STOP",))]
)
def test_leaving_from_within_detours_clears_the_stack(rest: list[str], leave: tuple[object, ...]) -> None:
    """A jump and a stop complete every abandoned node, the innermost first, and count its visit."""
    program = story(
        node("Start", ("DETOUR", "Outer"), line("never")),
        node("Outer", ("DETOUR", "Inner"), line("never")),
        node("Inner", leave, line("never")),
        node("Else", line("else")),
    )
    dialogue = begin(program)
    expected = ["+Start", "+Outer", "+Inner", "-Inner", "-Outer", "-Start", *rest]
    assert expected == written(dialogue.continue_())
    assert [1, 1, 1] == [dialogue.visits(name) for name in ("Start", "Outer", "Inner")]


def test_visits_count_completed_runs_of_tracked_nodes() -> None:
    """A run under way does not count yet, and `tracking: never` counts none."""
    program = story(
        node(
            "Start",
            ("PUSH", "Start"),
            ("CALL", "visited_count", 1),
            ("PUSH", "Start"),
            ("CALL", "visited", 1),
            ("LINE", "so_far", 2),
            ("DETOUR", "Quiet"),
            ("PUSH", "Start"),
            ("CALL", "visited_count", 1),
            ("PUSH", 2.0),
            ("OPERATE", "<"),
            ("JUMP_UNLESS", "@end"),
            ("GOTO_NODE", "Start"),
            "end:",
        ),
        node("Quiet", line("quiet"), tracked=False),
    )
    dialogue = begin(program)
    lines = [entry for entry in written(dialogue.continue_()) if entry.startswith("so_far")]
    assert ["so_far|0|False", "so_far|1|True", "so_far|2|True"] == lines
    assert (3, 0, 0) == (dialogue.visits("Start"), dialogue.visits("Quiet"), dialogue.visits("Nowhere"))


# Groups


ITEMS = node(
    "Start",
    ("PUSH", True),
    ("CANDIDATE", "fit", 1, "@fit", True, "once_fit"),
    ("PUSH", False),
    ("CANDIDATE", "unfit", 5, "@unfit", True, ""),
    ("CANDIDATE", "plain", 0, "@plain", False, "once_plain"),
    ("SELECT",),
    ("JUMP", "@end"),
    "fit:",
    line("fit"),
    ("JUMP", "@end"),
    "unfit:",
    line("unfit"),
    ("JUMP", "@end"),
    "plain:",
    line("plain"),
    "end:",
    line("after"),
)


def test_a_line_group_runs_the_item_that_saliency_chose() -> None:
    """Spent and unfit items do not stand; when none is left, the group is passed over."""
    dialogue = begin(story(ITEMS))
    runs = []
    for _ in range(3):
        runs.append(written(dialogue.continue_())[1:-2])
        dialogue.start("Start")
    assert [["fit", "after"], ["plain", "after"], ["after"]] == runs


def group(*, tracked: bool = True) -> tuple[list[object], dict[str, tuple[Member, ...]]]:
    nodes = [
        node("She.once", line("once"), group="She", tracked=tracked),
        node("She.when", line("when"), ("RETURN",), line("never"), group="She", tracked=tracked),
    ]
    members = (
        Member(node="She.once", score=2, condition=code(("LOAD", "$open")), once="She.once"),
        Member(node="She.when", score=1, condition=code(("LOAD", "$open"))),
    )
    return nodes, {"She": members}


def group_story(*, tracked: bool = True, opened: bool = True) -> object:
    nodes, groups = group(tracked=tracked)
    start = node("Start", ("DETOUR", "She"), line("back"))
    return story(start, *nodes, groups=groups, variables=[variable("$open", opened)])


def test_a_group_runs_a_member_and_comes_back() -> None:
    """The group starts and completes round its member; the once flag is spent when the member is chosen."""
    dialogue = begin(group_story())
    first = written(dialogue.continue_())
    dialogue.start("Start")
    second = written(dialogue.continue_())
    expected = ["+Start", "+She", "+She.once", "once", "-She.once", "-She", "back", "-Start", "end"]
    assert expected == first
    assert [entry.replace("once", "when") for entry in expected] == second
    assert [2, 1, 1] == [dialogue.visits(name) for name in ("She", "She.once", "She.when")]


def test_a_group_in_which_nothing_fits_just_comes_back() -> None:
    """It counts as visited all the same."""
    dialogue = begin(group_story(opened=False))
    assert ["+Start", "+She", "-She", "back", "-Start", "end"] == written(dialogue.continue_())
    assert (1, 0) == (dialogue.visits("She"), dialogue.visits("She.when"))


def test_a_group_without_a_tracked_member_is_not_tracked() -> None:
    """`tracking: never` on all members turns the group off."""
    dialogue = begin(group_story(tracked=False))
    dialogue.continue_()
    assert [1, 0, 0] == [dialogue.visits(name) for name in ("Start", "She", "She.once")]


def test_a_group_can_be_started_and_jumped_to() -> None:
    """There is nothing to come back to then."""
    program = group_story()
    assert ["+She", "+She.once", "once", "-She.once", "-She", "end"] == play(program, at="She")
    jumping = story(
        node("First", ("GOTO_NODE", "She")),
        *group()[0],
        groups=group()[1],
        variables=[variable("$open", True)],
    )
    expected = ["+First", "-First", "+She", "+She.once", "once", "-She.once", "-She", "end"]
    assert expected == play(jumping, at="First")


# Faults


def faults(*steps: object, **parts: object) -> str:
    dialogue = begin(story(node("Start", line("a"), *steps), **parts))
    with pytest.raises(StoryFault) as fault:
        dialogue.continue_()
    return str(fault.value)


def test_faults_say_where() -> None:
    """The node and its source line."""
    assert "Start, line 2 (Start): there is no node 'Nowhere'" == faults(("DETOUR", "Nowhere"))
    assert "Start, line 2 (Start): there is no node 'Nowhere'" == faults(("GOTO_NODE", "Nowhere"))
    assert "Start, line 2 (Start): there is no variable $x" == faults(("LOAD", "$x"))
    assert "Start, line 2 (Start): there is no function f" == faults(("CALL", "f", 0))


def test_a_loop_without_a_stop_is_a_fault() -> None:
    """It never hangs the bot."""
    looping = faults("x:", ("JUMP", "@x"))
    assert "Start, line 2 (Start): the story ran 100000 instructions without a stop" == looping
    program = story(node("Start", line("a"), ("GOTO_NODE", "Start")))
    with pytest.raises(StoryFault, match="without a stop"):
        play(program)


def test_detours_without_end_are_a_fault() -> None:
    """Also when each of them stops, so that a stored state cannot grow for ever."""
    dialogue = begin(story(node("Start", command("x"), ("DETOUR", "Start"))))
    for _ in range(MOST_FRAMES):
        dialogue.continue_()
    with pytest.raises(StoryFault, match=f"deeper than {MOST_FRAMES}"):
        dialogue.continue_()


def test_smart_variables_in_a_circle_are_a_fault() -> None:
    """The compiler refuses them; the machine does not hang on them."""
    circle = [variable("$a", 0.0, ("LOAD", "$b")), variable("$b", 0.0, ("LOAD", "$a"))]
    assert "to know $a the story must already know $a" in faults(("LOAD", "$a"), variables=circle)


def test_smart_variables_that_explode_are_a_fault() -> None:
    """Each doubles the work of the one before."""
    tower = [variable("$v0", 0.0)] + [
        variable(f"$v{i}", 0.0, ("LOAD", f"$v{i - 1}"), ("LOAD", f"$v{i - 1}"), ("OPERATE", "+"))
        for i in range(1, 60)
    ]
    dialogue = begin(story(node("Start", line("a")), variables=tower))
    with pytest.raises(StoryFault, match="without a stop"):
        dialogue.get("$v59")
    assert 0.0 == dialogue.get("$v9")


def test_a_group_that_asks_for_itself_is_a_fault() -> None:
    """Its members' conditions cannot depend on whether one of them holds."""
    asks: tuple[Instruction, ...] = code(("PUSH", "She"), ("CALL", "has_any_content", 1))
    groups = {"She": (Member(node="She.x", score=1, condition=asks),)}
    program = story(node("Start", ("DETOUR", "She")), node("She.x", line("x")), groups=groups)
    with pytest.raises(StoryFault, match="to know She the story must already know She"):
        play(program)


def test_a_host_function_s_own_error_is_not_the_story_s() -> None:
    """A programmer's mistake comes through as it is."""

    def broken() -> float:
        raise ZeroDivisionError

    library = Library.standard().with_function("broken", broken, Signature((), "number"))
    dialogue = begin(story(node("Start", ("CALL", "broken", 0), ("LINE", "a", 1))), library=library)
    with pytest.raises(ZeroDivisionError):
        dialogue.continue_()
