"""The dialogue as a host uses it: start, continue, act, select, save anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrative.errors import StateError, StoryFault
from narrative.yarn.library import Library
from narrative.yarn.program import Member, Program
from narrative.yarn.run.content import (
    CommandEvent,
    DialogueCompleted,
    LineEvent,
    NodeCompleted,
    NodeStarted,
    OptionItem,
    OptionsEvent,
)
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState, Frame
from tests.narrative.yarn.run.assembly import (
    begin,
    code,
    command,
    line,
    node,
    option,
    play_on,
    resumed,
    story,
    variable,
    written,
)


def talk() -> Program:
    """A little of everything: a loop of listening, a group of replies by chance, a choice, a detour."""
    replies = [node(f"She.{name}", line(name), command(f"nod {name}"), group="She") for name in "abcd"]
    members = tuple(
        Member(
            node=f"She.{name}",
            score=1,
            condition=code(("CALL", "random", 0), ("PUSH", 0.2), ("OPERATE", ">")),
            once=f"She.{name}" if name in "ab" else "",
        )
        for name in "abcd"
    )
    start = node(
        "Start",
        ("LOAD", "$turn"),
        ("PUSH", 1.0),
        ("OPERATE", "+"),
        ("STORE", "$turn"),
        ("LOAD", "$turn"),
        ("COMMAND", "listen {0}", 1),
        ("DETOUR", "She"),
        ("CALL", "random", 0),
        ("LINE", "chance", 1),
        option("more", "@more"),
        ("LOAD", "$tired"),
        option("enough", "@enough", conditional=True),
        ("SHOW_OPTIONS",),
        "more:",
        ("GOTO_NODE", "Start"),
        "enough:",
        line("good_night"),
        ("STOP",),
    )
    variables = [
        variable("$turn", 0.0),
        variable("$tired", False, ("LOAD", "$turn"), ("PUSH", 3.0), ("OPERATE", ">=")),
    ]
    return story(start, *replies, groups={"She": members}, variables=variables)


def test_a_batch_ends_with_what_the_host_must_act_on() -> None:
    """The first stop is the command."""
    dialogue = begin(story(node("Start", line("a"), line("b"), command("wait 2"), line("c"))))
    expected = (
        NodeStarted(node="Start"),
        LineEvent(line_id="a"),
        LineEvent(line_id="b"),
        CommandEvent(text="wait 2"),
    )
    assert expected == dialogue.continue_()
    rest = (LineEvent(line_id="c"), NodeCompleted(node="Start"), DialogueCompleted())
    assert rest == dialogue.continue_()


CHOICE = story(
    node(
        "Start",
        option("a", "@end"),
        ("PUSH", False),
        option("b", "@end", conditional=True),
        ("SHOW_OPTIONS",),
        line("behind"),
        "end:",
    )
)


def test_options_are_delivered_together() -> None:
    """With what is needed to show them."""
    expected = OptionsEvent(options=(OptionItem(line_id="a"), OptionItem(line_id="b", available=False)))
    assert expected == begin(CHOICE).continue_()[-1]


@pytest.mark.parametrize("choice", [-1, 2, 99])
def test_an_option_that_was_not_delivered_is_the_host_s_mistake(choice: int) -> None:
    """And the dialogue still waits for a good one."""
    dialogue = begin(CHOICE)
    dialogue.continue_()
    with pytest.raises(ValueError, match=f"option {choice} is none of the 2 delivered"):
        dialogue.select(choice)
    dialogue.select(0)
    assert ["-Start", "end"] == written(dialogue.continue_())


def test_continuing_before_selecting_is_the_host_s_mistake() -> None:
    """So is selecting when nothing was offered, and selecting twice."""
    dialogue = begin(CHOICE)
    with pytest.raises(RuntimeError, match="no options"):
        dialogue.select(0)
    dialogue.continue_()
    with pytest.raises(RuntimeError, match="select an option"):
        dialogue.continue_()
    dialogue.select(None)
    with pytest.raises(RuntimeError, match="no options"):
        dialogue.select(0)
    assert ["behind", "-Start", "end"] == written(dialogue.continue_())


def test_a_dialogue_that_has_ended_says_so_again() -> None:
    """Also one that was never started."""
    program = story(node("Start", line("a")))
    dialogue = begin(program)
    dialogue.continue_()
    assert (DialogueCompleted(),) == dialogue.continue_()
    unstarted = Dialogue(program, Library.standard(), DialogueState.fresh(seed=1))
    assert (DialogueCompleted(),) == unstarted.continue_()


def test_an_unknown_node_cannot_be_started() -> None:
    """And the dialogue goes on where it was."""
    dialogue = begin(story(node("Start", command("x"), line("a"))))
    dialogue.continue_()
    with pytest.raises(StoryFault, match="there is no node 'Nowhere'"):
        dialogue.start("Nowhere")
    assert ["a", "-Start", "end"] == written(dialogue.continue_())


def test_starting_forgets_the_place_and_nothing_else() -> None:
    """Variables, once keys, visits, views and chance stay; frames and options go, and nothing completes."""
    program = talk()
    dialogue = begin(program)
    for _ in range(3):
        dialogue.continue_()
    before = dialogue.state.copy()
    dialogue.start("Start")
    after = dialogue.state.copy()
    assert ([Frame("Start")], [], []) == (after.frames, after.options, after.stack)
    for name in ("variables", "once", "visits", "views", "chance", "strategy", "last_line"):
        assert getattr(before, name) == getattr(after, name)
    assert "+Start" == written(dialogue.continue_())[0]


def test_the_host_reads_and_writes_variables() -> None:
    """Smart ones can be read, and follow."""
    dialogue = begin(talk())
    dialogue.set("$turn", 3)
    assert (3.0, True) == (dialogue.get("$turn"), dialogue.get("$tired"))
    with pytest.raises(StoryFault, match="no variable"):
        dialogue.get("$other")
    with pytest.raises(StoryFault, match="smart"):
        dialogue.set("$tired", True)
    with pytest.raises(StoryFault, match="of type number"):
        dialogue.set("$turn", "3")


def test_the_host_asks_and_nothing_changes() -> None:
    """Neither chance nor views, although conditions throw."""
    dialogue = begin(talk())
    dialogue.continue_()
    before = dialogue.state.copy()
    answers = [dialogue.has_content("She") for _ in range(5)]
    assert [answers[0]] * 5 == answers
    assert (True, False) == (dialogue.has_content("Start"), dialogue.has_content("Nowhere"))
    dialogue.get("$tired")
    assert before == dialogue.state


def test_a_question_that_fails_changes_nothing_either() -> None:
    """The host may go on after it."""
    smart = variable("$bad", 0.0, ("PUSH", 1.0), ("CALL", "random", 0), ("LOAD", "$missing"))
    dialogue = begin(story(node("Start", line("a")), variables=[smart]))
    before = dialogue.state.copy()
    with pytest.raises(StoryFault, match="no variable"):
        dialogue.get("$bad")
    assert before == dialogue.state


@given(st.integers(0, 2**64 - 1), st.integers(0, 6))
def test_having_content_foretells_what_running_gives(seed: int, earlier: int) -> None:
    """A group that has content starts a member, and one that has none starts none."""
    dialogue = begin(talk(), "She", seed=seed)
    for _ in range(earlier):
        dialogue.continue_()
        dialogue.start("She")
    foretold = dialogue.has_content("She")
    started = [event for event in dialogue.continue_() if isinstance(event, NodeStarted)]
    assert foretold == (len(started) == 2)


def test_a_group_has_content_while_a_member_fits() -> None:
    """Once members run out."""
    members = (Member(node="She.a", score=1, once="She.a"),)
    program = story(node("She.a", line("a"), group="She"), groups={"She": members})
    dialogue = begin(program, "She")
    assert dialogue.has_content("She")
    dialogue.continue_()
    assert not dialogue.has_content("She")


def test_the_strategy_can_be_changed_by_any_of_its_names() -> None:
    """For `<<set_saliency>>` and for test plans."""
    dialogue = begin(talk())
    dialogue.use_strategy("best_least_recently_seen")
    assert "best_least_recently_viewed" == dialogue.state.strategy
    with pytest.raises(StoryFault, match="no saliency strategy"):
        dialogue.use_strategy("worst")


def test_the_last_line_is_remembered() -> None:
    """To find the place again in a changed script."""
    dialogue = begin(story(node("Start", line("a"), line("b"), command("x"), line("c"))))
    dialogue.continue_()
    assert "b" == dialogue.state.last_line


@pytest.mark.parametrize(
    ("node_name", "position"), [("Nowhere", 0), ("Start", 99), ("She", 1), ("Nowhere", -1)]
)
def test_a_state_of_another_program_is_refused(node_name: str, position: int) -> None:
    """Rather than going on somewhere else."""
    state = DialogueState.fresh(seed=1)
    state.frames = [Frame(node_name, position)]
    with pytest.raises(StateError, match="the program has no instruction"):
        Dialogue(talk(), Library.standard(), state)


@pytest.mark.parametrize(
    "frames",
    [[Frame("Start")], [Frame("Start", 0)], [Frame("Start", 16)], [Frame("She", 0), Frame("She.a", 2)]],
)
def test_a_state_of_this_program_is_accepted(frames: list[Frame]) -> None:
    """At a beginning, in the middle, at an end, in a group."""
    state = DialogueState.fresh(seed=1)
    state.frames = frames
    assert state is Dialogue(talk(), Library.standard(), state).state


@given(
    st.integers(0, 2**64 - 1),
    st.sampled_from(["relevant", "first", "random", "random_best_least_recently_viewed"]),
    st.integers(3, 8),
)
def test_a_state_sent_through_json_at_every_stop_goes_on_identically(
    seed: int, strategy: str, turns: int
) -> None:
    """The same events, and the same state in the end."""
    program = talk()
    choices = [0] * (turns - 1) + [1]
    straight = begin(program, seed=seed, strategy=strategy)
    saved = begin(program, seed=seed, strategy=strategy)
    expected = play_on(straight, program, *choices)
    assert expected == play_on(saved, program, *choices, through_json=True)
    assert f"<<listen {turns}>>" in expected


def test_a_copy_taken_at_a_stop_replays_what_came_after() -> None:
    """This is how a turn that failed is taken back."""
    program = talk()
    dialogue = begin(program, seed=5)
    dialogue.continue_()
    copy = dialogue.state.copy()
    first = written(dialogue.continue_())
    assert first == written(Dialogue(program, Library.standard(), copy).continue_())


def test_a_state_saved_before_the_first_continue_loses_nothing() -> None:
    """The start itself is in it."""
    program = story(node("Start", line("a")))
    assert ["+Start", "a", "-Start", "end"] == written(resumed(begin(program), program).continue_())


def test_by_line_the_dialogue_stops_behind_each_line() -> None:
    """A host may act between two lines, and what comes is the same in the end."""
    script = story(node("Start", line("one"), line("two"), command("nod"), line("three")))
    dialogue, whole = begin(script), begin(script)
    stops = [dialogue.continue_(by_line=True) for _ in range(5)]
    last = [LineEvent(line_id="one"), LineEvent(line_id="two"), CommandEvent(text="nod")]
    assert [*last, LineEvent(line_id="three"), DialogueCompleted()] == [stop[-1] for stop in stops]
    assert [event for stop in stops for event in stop] == [*whole.continue_(), *whole.continue_()]
