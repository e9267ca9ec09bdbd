"""A dialogue is carried over to an edited story: at its place if it is there, its memory always."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from narrative.errors import StateError
from narrative.yarn.library import Library
from narrative.yarn.program import Program
from narrative.yarn.run.content import DialogueEvent, LineEvent, OptionsEvent
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.migration import relocated, remembered
from narrative.yarn.run.state import DialogueState, Status
from tests.narrative.yarn.compile.compiling import node, program

SCRIPT = (
    node(
        """
        <<declare $mood = 2>>
        <<declare $name = "">>
        One. #line:one
        <<set $mood = 5>>
        <<detour Talk>>
        Two. {$mood} #line:two
        -> Stay #line:stay
            Stayed. #line:stayed
        -> Go <<if $mood > 9>> #line:go
            Gone. #line:gone
        -> Sit <<once>> #line:sit
            Sat. #line:sat
        <<jump End>>
        """
    )
    + node("She: Yes? #line:yes\n<<listen She>>\nShe: So. #line:so", title="Talk").replace(
        "title: Talk", "title: Talk\nwhen: once\nsubtitle: first"
    )
    + node('End. {visited_count("Talk")} {$mood} #line:end', title="End")
)

Edit = Callable[[str], str]


def saved(dialogue: Dialogue) -> DialogueState:
    return DialogueState.from_plain(json.loads(json.dumps(dialogue.to_plain())))


def performed(dialogue: Dialogue, choice: int | None = None) -> list[str]:
    """Go on to the next stop, or the next after a choice, and return the lines and options that came."""
    if choice is not None:
        dialogue.select(choice)
    return [shown for event in dialogue.continue_() for shown in _shown(event)]


def _shown(event: DialogueEvent) -> list[str]:
    match event:
        case LineEvent():
            return [" ".join((event.line_id, *event.substitutions))]
        case OptionsEvent():
            return [f"-> {option.line_id}" for option in event.options if option.available]
        case _:
            return []


def begun(edition: Program) -> Dialogue:
    dialogue = Dialogue(edition, Library.standard(), DialogueState.fresh(seed=1))
    dialogue.start("Start")
    return dialogue


def listening() -> DialogueState:
    dialogue = begun(program(SCRIPT))
    assert ["line:one", "line:yes"] == performed(dialogue)
    return saved(dialogue)


def choosing() -> DialogueState:
    dialogue = begun(program(SCRIPT))
    performed(dialogue)
    assert ["line:so", "line:two 5", "-> line:stay", "-> line:sit"] == performed(dialogue)
    return saved(dialogue)


def moved(state: DialogueState, script: str) -> Dialogue | None:
    edition = program(script)
    carried = relocated(state, edition)
    return None if carried is None else Dialogue(edition, Library.standard(), carried)


def renamed(script: str) -> str:
    return script.replace("Start", "Begin").replace("Talk", "Chat").replace("End", "Close")


HARMLESS: dict[str, Edit] = {
    "nothing": lambda script: script,
    "other nodes": lambda script: node("Hm. #line:hm", title="Attic") + script + node("Oh.", title="Cellar"),
    "other variables": lambda script: script.replace("One.", "<<declare $new = 1>>\nOne."),
    "lines before": lambda script: script.replace("One.", "Zero. #line:zero\nNought. #line:nought\nOne."),
    "steps before": lambda script: script.replace("<<listen", '<<set $name = "x">>\n<<listen'),
    "texts": lambda script: script.replace("So.", "Well then.").replace("Sit", "Sit down"),
    "the order of nodes": lambda script: "===\n".join([*reversed(script.split("===\n")[:-1]), ""]),
}


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS)
def test_from_a_command_it_goes_on_as_though_nothing_had_happened(edit: Edit) -> None:
    """Invariant 10."""
    dialogue = moved(listening(), edit(SCRIPT))
    assert dialogue is not None
    assert ["line:so", "line:two 5", "-> line:stay", "-> line:sit"] == performed(dialogue)
    assert ["line:sat", "line:end 1 5"] == performed(dialogue, 2)


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS)
def test_from_a_choice_it_goes_on_as_though_nothing_had_happened(edit: Edit) -> None:
    """Invariant 10."""
    dialogue = moved(choosing(), edit(SCRIPT))
    assert dialogue is not None
    assert ["line:stayed", "line:end 1 5"] == performed(dialogue, 0)


def test_new_names_of_nodes_keep_the_place_but_not_the_visits() -> None:
    dialogue = moved(choosing(), renamed(SCRIPT))
    assert dialogue is not None
    assert ["line:stayed", "line:end 0 5"] == performed(dialogue, 0)


def test_a_way_back_is_kept_through_a_group() -> None:
    """Below the talk lies the group's frame, and below that the node that left for it."""
    carried = relocated(listening(), program(renamed(SCRIPT)))
    assert carried is not None
    assert ["Begin", "Chat", "Chat.first"] == [frame.node for frame in carried.frames]


def test_a_member_that_left_its_group_leaves_the_group_s_frame_too() -> None:
    alone = SCRIPT.replace("when: once\nsubtitle: first\n", "")
    carried = relocated(listening(), program(alone))
    assert carried is not None
    assert ["Start", "Talk"] == [frame.node for frame in carried.frames]


def test_an_option_that_is_gone_is_not_offered_any_more() -> None:
    without = SCRIPT.replace("-> Stay #line:stay\n    Stayed. #line:stayed\n", "")
    dialogue = moved(choosing(), without)
    assert dialogue is not None
    assert ["line:go", "line:sit"] == [option.line_id for option in dialogue.state.options]
    assert ["line:sat", "line:end 1 5"] == performed(dialogue, 1)


@pytest.mark.parametrize(
    ("state", "script"),
    [
        (listening(), SCRIPT.replace("<<listen She>>\n", "")),
        (listening(), SCRIPT.replace("<<detour Talk>>\n", "")),
        (
            choosing(),
            SCRIPT.replace("line:stay", "line:a").replace("line:go", "line:b").replace("line:sit", "line:c"),
        ),
        (
            choosing(),
            SCRIPT.replace("-> Stay #line:stay\n    Stayed. #line:stayed\n", "").replace(
                "-> Sit <<once>> #line:sit\n    Sat. #line:sat\n", ""
            ),
        ),
    ],
    ids=["the command", "the way back", "all options", "all open options"],
)
def test_a_place_that_is_gone_is_not_made_up(state: DialogueState, script: str) -> None:
    assert script != SCRIPT
    assert relocated(state, program(script)) is None


def test_what_has_ended_stays_ended() -> None:
    dialogue = begun(program(SCRIPT))
    performed(dialogue)
    performed(dialogue)
    performed(dialogue, 0)
    carried = relocated(saved(dialogue), program(renamed(SCRIPT)))
    assert carried is not None
    assert (Status.ENDED, []) == (carried.status, carried.frames)


def test_memory_is_kept_as_far_as_the_story_knows_it() -> None:
    state = choosing()
    state.once.add("line:sit")
    state.views.update({"line:one": 2, "line:lost": 1})
    state.visits.update({"Talk": 1, "Lost": 4})
    state.variables.update({"$name": "Ann", "$lost": 1.0})

    kept = remembered(state, program(SCRIPT))

    assert {"$mood": 5.0, "$name": "Ann"} == kept.variables
    assert {"line:one": 2} == kept.views
    assert {"Talk": 1, "Talk.first": 1} == kept.visits
    assert "line:sit" in kept.once
    assert (state.chance, state.strategy) == (kept.chance, kept.strategy)


@pytest.mark.parametrize("declared", ['"low"', "true", "1 + 1"], ids=["a text", "a bool", "smart"])
def test_a_variable_of_another_kind_begins_anew(declared: str) -> None:
    script = SCRIPT.replace("$mood = 2", f"$mood = {declared}").replace("<<set $mood = 5>>\n", "")
    script = script.replace("<<if $mood > 9>> ", "")
    assert {} == remembered(choosing(), program(script)).variables


def test_a_case_that_is_gone_from_its_enum_begins_anew() -> None:
    enum = '<<enum Tone>>\n<<case Warm = "warm">>\n<<case Cold = "cold">>\n<<endenum>>\n'
    script = node(f"{enum}<<declare $tone = Tone.Warm>>\n<<set $tone = .Cold>>\nHm.\n")
    dialogue = begun(program(script))
    performed(dialogue)
    state = saved(dialogue)

    cooler = script.replace('<<case Cold = "cold">>', '<<case Cool = "cool">>').replace(".Cold", ".Cool")

    assert {"$tone": "cold"} == remembered(state, program(script)).variables
    assert {} == remembered(state, program(cooler)).variables


def test_a_new_variable_has_its_default() -> None:
    script = SCRIPT.replace("One.", "<<declare $late = 7>>\nOne.").replace(
        "So. #line:so", "So. {$late} #line:so"
    )
    dialogue = moved(listening(), script)
    assert dialogue is not None
    assert "line:so 7" == performed(dialogue)[0]


def test_a_state_of_another_edition_is_refused_by_the_dialogue_itself() -> None:
    with pytest.raises(StateError, match="this state belongs to the program"):
        Dialogue(program(renamed(SCRIPT)), Library.standard(), listening())
