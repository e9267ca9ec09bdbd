"""Carries a dialogue over to an edited story: its memory always, its place if the story still has it."""

from __future__ import annotations

from collections.abc import Sequence

from narrative.yarn.places import CodePlace, find, find_options
from narrative.yarn.program import Program
from narrative.yarn.run.state import DialogueState, Frame, PendingOption, Status
from narrative.yarn.run.storage import VariableStorage


def remembered(state: DialogueState, program: Program) -> DialogueState:
    """Return a state that waits for a start, with all that the old one remembers and the program still knows.

    A variable whose type has changed begins anew, and what did not differ from its default takes the new one.
    """
    members = {member.node for group in program.groups.values() for member in group}
    content = program.lines.keys() | members
    carried = DialogueState(
        chance=state.chance,
        strategy=state.strategy,
        program=program.fingerprint,
        once=set(state.once),
        visits={node: count for node, count in state.visits.items() if _has(program, node)},
        views={seen: count for seen, count in state.views.items() if seen in content},
        last_line=state.last_line if state.last_line in program.lines else "",
    )
    storage = VariableStorage(program, carried)
    for name, value in state.variables.items():
        if storage.accepts(name, value):
            storage.write(name, value)
    return carried


def relocated(state: DialogueState, program: Program) -> DialogueState | None:
    """Return the state at its own place in an edited story, or None if the story has that place no more."""
    carried = remembered(state, program)
    if state.status is Status.ENDED:
        return carried
    carried.status, carried.stack = state.status, list(state.stack)
    running = [frame for frame in state.frames if frame.place is not None]
    below, above = running[:-1], running[-1:]
    places = [_found(frame, program) for frame in below]
    if state.status is Status.CHOOSING:
        places.append(_choice(state.options, program, carried))
    else:
        places += [_found(frame, program) for frame in above]
    if not places or not all(places):
        return None
    carried.frames = [frame for place in places if place for frame in _frames(place, program)]
    return carried


def _has(program: Program, node: str) -> bool:
    return node in program.nodes or node in program.groups


def _found(frame: Frame, program: Program) -> CodePlace | None:
    return find(program, frame.place, frame.node) if frame.place else None


def _choice(options: Sequence[PendingOption], program: Program, carried: DialogueState) -> CodePlace | None:
    """Find the place of a delivered choice, and put the options that are still there into the state."""
    found = find_options(program, (option.line_id for option in options))
    if found is None:
        return None
    place, labels = found
    carried.options = [
        PendingOption(
            line_id=option.line_id,
            substitutions=option.substitutions,
            available=option.available,
            label=labels[option.line_id],
            once=option.once,
        )
        for option in options
        if option.line_id in labels
    ]
    return place if any(option.available for option in carried.options) else None


def _frames(place: CodePlace, program: Program) -> list[Frame]:
    """Return a node's frame, on top of its group's if it belongs to one."""
    group = program.nodes[place.node].group
    frame = Frame(place.node, place.position)
    return [Frame(group, 0), frame] if group else [frame]
