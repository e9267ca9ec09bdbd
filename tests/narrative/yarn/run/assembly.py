"""Hand-built programs in a few words, and performances of them written down as transcripts."""

from __future__ import annotations

import json
from collections.abc import Iterable

from narrative.yarn.library import Library
from narrative.yarn.program import Declaration, EnumType, Instruction, Member, Node, Op, Program, Value
from narrative.yarn.run.content import (
    CommandEvent,
    DialogueCompleted,
    DialogueEvent,
    LineEvent,
    NodeCompleted,
    NodeStarted,
    OptionsEvent,
)
from narrative.yarn.run.dialogue import Dialogue
from narrative.yarn.run.state import DialogueState, Status

Step = tuple[object, ...] | str


def code(*steps: Step) -> tuple[Instruction, ...]:
    """Assemble: `("LINE", "a", 0)` is an instruction, `"here:"` a label, which operands call `"@here"`."""
    labels: dict[object, int] = {}
    instructions: list[tuple[object, ...]] = []
    for step in steps:
        if isinstance(step, str):
            labels["@" + step.removesuffix(":")] = len(instructions)
        else:
            instructions.append(step)
    return tuple(
        Instruction(Op[str(op)], tuple(labels.get(operand, operand) for operand in operands), at)
        for at, (op, *operands) in enumerate(instructions, start=1)
    )


def line(line_id: str) -> Step:
    return ("LINE", line_id, 0)


def command(text: str) -> Step:
    return ("COMMAND", text, 0)


def option(line_id: str, label: str, *, conditional: bool = False, once: str = "") -> Step:
    return ("OPTION", line_id, 0, label, conditional, once)


def node(name: str, *steps: Step, group: str = "", tracked: bool = True) -> Node:
    return Node(name=name, code=code(*steps), group=group, tracked=tracked)


def variable(name: str, default: Value, *smart: Step, enum: str = "") -> Declaration:
    kind = enum or {bool: "bool", float: "number", str: "string"}[default.__class__]
    return Declaration(name=name, type=kind, default=default, smart=code(*smart))


def story(
    *nodes: Node,
    groups: dict[str, tuple[Member, ...]] | None = None,
    variables: Iterable[Declaration] = (),
    enums: Iterable[EnumType] = (),
) -> Program:
    return Program(
        nodes={one.name: one for one in nodes},
        groups=groups or {},
        declarations={one.name: one for one in variables},
        enums={one.name: one for one in enums},
    )


def begin(
    program: Program,
    at: str = "Start",
    *,
    seed: int = 1,
    strategy: str = "relevant",
    library: Library | None = None,
) -> Dialogue:
    state = DialogueState.fresh(seed=seed, strategy=strategy)
    dialogue = Dialogue(program, library or Library.standard(), state)
    dialogue.start(at)
    return dialogue


def written(events: Iterable[DialogueEvent]) -> list[str]:
    """Write events down: `+Node`, `-Node`, `line|sub|sub`, `[ one / other (no) ]`, `<<command>>`, `end`."""
    return [_written(event) for event in events]


def _written(event: DialogueEvent) -> str:
    match event:
        case LineEvent():
            return "|".join((event.line_id, *event.substitutions))
        case OptionsEvent():
            items = (
                "|".join((item.line_id, *item.substitutions)) + ("" if item.available else " (no)")
                for item in event.options
            )
            return f"[ {' / '.join(items)} ]"
        case CommandEvent():
            return f"<<{event.text}>>"
        case NodeStarted():
            return f"+{event.node}"
        case NodeCompleted():
            return f"-{event.node}"
        case DialogueCompleted():
            return "end"


def resumed(dialogue: Dialogue, program: Program, library: Library | None = None) -> Dialogue:
    """Return a new dialogue whose state went through JSON."""
    text = json.dumps(dialogue.state.to_plain(), allow_nan=False)
    return Dialogue(program, library or Library.standard(), DialogueState.from_plain(json.loads(text)))


def play(
    program: Program,
    *choices: int | None,
    at: str = "Start",
    seed: int = 1,
    strategy: str = "relevant",
    through_json: bool = False,
) -> list[str]:
    """Play from a node to its end with these choices, and write it all down."""
    dialogue = begin(program, at, seed=seed, strategy=strategy)
    return play_on(dialogue, program, *choices, through_json=through_json)


def play_on(
    dialogue: Dialogue, program: Program, *choices: int | None, through_json: bool = False
) -> list[str]:
    transcript: list[str] = []
    left = list(choices)
    while True:
        if through_json:
            dialogue = resumed(dialogue, program)
        transcript += written(dialogue.continue_())
        if dialogue.state.status is Status.ENDED:
            assert not left, f"choices left over: {left}"
            return transcript
        if dialogue.state.status is Status.CHOOSING:
            if through_json:
                dialogue = resumed(dialogue, program)
            dialogue.select(left.pop(0))
