"""Performing a compiled story: the host starts a node, continues, acts on what comes, and continues again."""

from __future__ import annotations

from narrative.errors import StateError
from narrative.yarn.library import Library
from narrative.yarn.places import name_of
from narrative.yarn.program import Program, Value
from narrative.yarn.run.content import DialogueEvent
from narrative.yarn.run.machine import Machine
from narrative.yarn.run.state import JSON, DialogueState, Frame, Status, strategy_named


class Dialogue:
    """One performance. It advances the state in place and holds nothing else: make it anew whenever you like.

    A state of another version of the story is refused with a StateError: `migration` carries it over.

    When a StoryFault comes out of `continue_`, the state is somewhere in the middle: go back to a copy.
    """

    def __init__(self, program: Program, library: Library, state: DialogueState) -> None:
        if state.program not in ("", program.fingerprint):
            message = f"this state belongs to the program {state.program}, not to {program.fingerprint}"
            raise StateError(message)
        for frame in state.frames:
            _check_place(program, frame)
        state.program = program.fingerprint
        self._program = program
        self._machine = Machine(program, library, state)

    @property
    def state(self) -> DialogueState:
        """The state as it is now; it goes on changing."""
        return self._machine.state

    def to_plain(self) -> JSON:
        """Return the state for JSON, with its places named so that a later version of the story finds them."""
        for frame in self.state.frames:
            node = self._program.nodes.get(frame.node)
            frame.place = name_of(node, frame.position) if node and frame.position > 0 else None
        return self.state.to_plain()

    def start(self, node: str) -> None:
        """Begin at a node or group, forgetting only the place; raise StoryFault if it is unknown."""
        self._machine.start(node)

    def continue_(self, *, by_line: bool = False) -> tuple[DialogueEvent, ...]:
        """Run until options, a command or the end (`by_line`: or a line), which is the batch's last event.

        A group announces itself (`NodeStarted`, `NodeCompleted`) round its chosen member.
        """
        if self.state.status is Status.CHOOSING:
            message = "select an option before you continue"
            raise RuntimeError(message)
        self._machine.rest()
        return self._machine.run(by_line=by_line)

    def select(self, option: int | None) -> None:
        """Choose from the delivered options, by index; None lets the story go on behind them."""
        options = self.state.options
        if self.state.status is not Status.CHOOSING:
            message = "there are no options to select from"
            raise RuntimeError(message)
        if option is not None and not 0 <= option < len(options):
            message = f"option {option} is none of the {len(options)} delivered"
            raise ValueError(message)
        self._machine.select(None if option is None else options[option])

    def get(self, name: str) -> Value:
        """Return the value of `$name`, declared or smart; this changes nothing."""
        self._machine.rest()
        return self._machine.peek(name)

    def set(self, name: str, value: Value) -> None:
        """Change `$name`; raise StoryFault if it is unknown, smart, or of another type."""
        self._machine.variables.write(name, value)

    def use_strategy(self, name: str) -> None:
        """Choose group members by another saliency strategy; raise StoryFault if it is unknown."""
        self.state.strategy = strategy_named(name)

    def has_content(self, node: str) -> bool:
        """Return whether running the node or group now would run anything; this changes nothing."""
        self._machine.rest()
        return self._machine.has_content(node)

    def visits(self, node: str) -> int:
        """Return how often the node or group has been completed."""
        return self._machine.visits(node)


def _check_place(program: Program, frame: Frame) -> None:
    """Refuse a state whose place this program does not have."""
    node = program.nodes.get(frame.node)
    length = 0 if node is None else len(node.code)
    if (node is None and frame.node not in program.groups) or frame.position > length:
        message = f"the program has no instruction {frame.position} in a node {frame.node!r}"
        raise StateError(message)
