"""The virtual machine: it performs a Program's instructions upon a DialogueState.

Theory of operation
-------------------
The frames are the nodes being run, the innermost last. `run` takes one instruction after the other from the
innermost frame and calls the method for its `Op` with its operands (the methods stand in the order of
`program.Op`, where the operands are described). A method that returns True stops the run there: the host must
act. When a frame has no instruction left, its node is completed and the run goes on in the frame below; when
no frame is left, the dialogue has ended.

A node group has a frame of its own, without code, under the frame of the member that saliency chose: so it
starts, completes and counts its visits as any node.

Everything that outlives a stop is in the state. Candidates do not: no instruction between the gathering of
candidates and their SELECT can stop. Conditions and smart variables are code too, which `evaluate` runs on
top of the same value stack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from narrative.errors import StoryFault
from narrative.yarn.library import Library
from narrative.yarn.program import Instruction, Op, Program, Value
from narrative.yarn.run.content import (
    CommandEvent,
    DialogueCompleted,
    DialogueEvent,
    LineEvent,
    NodeCompleted,
    NodeStarted,
    OptionItem,
    OptionsEvent,
)
from narrative.yarn.run.saliency import Candidate, RankedSaliency, SaliencyStrategy
from narrative.yarn.run.state import DialogueState, Frame, PendingOption, Status
from narrative.yarn.run.storage import VariableStorage
from narrative.yarn.values import BINARY, UNARY, format_value, substitute, value_of

MOST_INSTRUCTIONS = 100_000
"""A run that takes more than this without a stop is a runaway script."""

MOST_FRAMES = 256
"""Detours nested deeper than this never come back."""


class Machine:
    """One dialogue's machine. It is also what a library's functions ask (`library.Asking`)."""

    def __init__(self, program: Program, library: Library, state: DialogueState) -> None:
        self._program = program
        self._library = library
        self.state = state
        self.variables = VariableStorage(program, state)
        self._events: list[DialogueEvent] = []
        self._candidates: list[Candidate] = []
        self._evaluating: list[str] = []
        self._left = MOST_INSTRUCTIONS
        self._by_line = False

    # Running

    def start(self, node: str) -> None:
        """Begin at a node or group; what was running before is dropped."""
        self._require(node)
        self.state.frames[:] = [Frame(node)]
        self.state.stack.clear()
        self.state.options.clear()
        self.state.status = Status.READY
        self._candidates.clear()

    def rest(self) -> None:
        """Allow the full number of instructions to whatever the host asks next."""
        self._left = MOST_INSTRUCTIONS

    def run(self, *, by_line: bool = False) -> tuple[DialogueEvent, ...]:
        """Run until the host must act, or at most to the next line, and return what happened on the way."""
        self._events = []
        self._by_line = by_line
        try:
            self._run()
        except StoryFault as fault:
            message = f"{self._place()}: {fault}"
            raise StoryFault(message) from fault
        return tuple(self._events)

    def _run(self) -> None:
        frames, nodes = self.state.frames, self._program.nodes
        while frames:
            frame = frames[-1]
            if frame.position < 0:
                self._begin(frame)
                continue
            node = nodes.get(frame.node)
            if node is None or frame.position >= len(node.code):
                self._complete()
                continue
            step = node.code[frame.position]
            frame.position += 1
            if self._perform(step):
                return
        self.state.status = Status.ENDED
        self._events.append(DialogueCompleted())

    def _perform(self, step: Instruction) -> bool | None:
        self._left -= 1
        if self._left < 0:
            message = f"the story ran {MOST_INSTRUCTIONS} instructions without a stop"
            raise StoryFault(message)
        return _PERFORM[step.op](self, *step.operands)

    def select(self, option: PendingOption | None) -> None:
        """Go on with a delivered option's body, or behind the options."""
        if option is not None:
            self._go(option.label)
            self._spend(option.once)
        self.state.options.clear()
        self.state.status = Status.READY

    def evaluate(self, code: tuple[Instruction, ...]) -> Value:
        """Run code that pushes one value."""
        for step in code:
            self._perform(step)
        return self.state.stack.pop()

    def value(self, name: str) -> Value:
        """Return a variable's value; a smart one is evaluated now."""
        declaration = self.variables.declaration(name)
        if not declaration.smart:
            return self.variables.read(declaration)
        with self._inside(name):
            return self.evaluate(declaration.smart)

    def peek(self, name: str) -> Value:
        """Return a variable's value and change nothing."""
        with self._unchanged():
            return self.value(name)

    # Nodes and groups

    def _require(self, node: str) -> None:
        if node not in self._program.nodes and node not in self._program.groups:
            message = f"there is no node {node!r}"
            raise StoryFault(message)

    def _enter(self, node: str) -> None:
        self._require(node)
        if len(self.state.frames) >= MOST_FRAMES:
            message = f"detours are nested deeper than {MOST_FRAMES}"
            raise StoryFault(message)
        self.state.frames.append(Frame(node))

    def _begin(self, frame: Frame) -> None:
        frame.position = 0
        node = self._program.nodes.get(frame.node)
        self._events.append(NodeStarted(node=frame.node, line_ids=node.line_ids if node else ()))
        if node is None:
            saliency = self._saliency()
            member = saliency.choose(self._members(frame.node))
            if member is not None:
                self._take(saliency, member)
                self._enter(member.content)

    def _complete(self) -> None:
        node = self.state.frames.pop().node
        self._events.append(NodeCompleted(node=node))
        if self._tracks(node):
            self.state.visits[node] = self.state.visits.get(node, 0) + 1

    def _complete_all(self) -> None:
        while self.state.frames:
            self._complete()

    def _tracks(self, node: str) -> bool:
        """A group is tracked unless none of its members is."""
        members = self._program.groups.get(node)
        if members is None:
            return self._program.nodes[node].tracked
        return any(self._program.nodes[member.node].tracked for member in members)

    # Saliency

    def _saliency(self) -> SaliencyStrategy:
        return RankedSaliency(self.state)

    def _members(self, group: str) -> list[Candidate]:
        return [
            Candidate(content=member.node, score=member.score, once=member.once)
            for member in self._program.groups[group]
            if self._unspent(member.once) and (not member.condition or self.evaluate(member.condition))
        ]

    def _take(self, saliency: SaliencyStrategy, candidate: Candidate) -> None:
        saliency.chosen(candidate)
        self._spend(candidate.once)

    def _unspent(self, once: str) -> bool:
        return not once or once not in self.state.once

    def _spend(self, once: str) -> None:
        if once:
            self.state.once.add(once)

    # What functions ask

    def visits(self, node: str) -> int:
        """Return how often the node or group has been completed."""
        return self.state.visits.get(node, 0)

    def has_content(self, node: str) -> bool:
        """Return whether running the node or group now would run anything; this changes nothing."""
        if node not in self._program.groups:
            return node in self._program.nodes
        with self._inside(node), self._unchanged():
            return self._saliency().choose(self._members(node)) is not None

    def fraction(self) -> float:
        """Return the next random number from 0 up to, but not including, 1."""
        return self.state.fraction()

    def below(self, bound: int) -> int:
        """Return the next random whole number from 0 up to, but not including, `bound`."""
        return self.state.below(bound)

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        """Take back the throws, and what a fault leaves half done, when something is only asked for."""
        chance, depth = self.state.chance, len(self.state.stack)
        try:
            yield
        finally:
            self.state.chance = chance
            del self.state.stack[depth:]

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        """Refuse a smart variable, or a question about a group, that leads to itself."""
        if name in self._evaluating:
            message = f"to know {name} the story must already know {name}"
            raise StoryFault(message)
        self._evaluating.append(name)
        try:
            yield
        finally:
            self._evaluating.pop()

    # Instructions: each method's parameters are its Op's operands

    def _push(self, value: Value) -> None:
        self.state.stack.append(value_of(value))

    def _load(self, name: str) -> None:
        self.state.stack.append(self.value(name))

    def _store(self, name: str) -> None:
        self.variables.write(name, self.state.stack.pop())

    def _pop(self) -> None:
        self.state.stack.pop()

    def _call(self, name: str, count: int) -> None:
        self.state.stack.append(self._library.call(name, self._pop_many(count), self))

    def _operate(self, operator: str) -> None:
        stack = self.state.stack
        if operator in UNARY:
            stack.append(UNARY[operator](stack.pop()))
        else:
            right = stack.pop()
            stack.append(BINARY[operator](stack.pop(), right))

    def _go(self, label: int) -> None:
        self.state.frames[-1].position = label

    def _go_unless(self, label: int) -> None:
        if not self.state.stack.pop():
            self._go(label)

    def _line(self, line_id: str, count: int) -> bool:
        self.state.last_line = line_id
        self._events.append(LineEvent(line_id=line_id, substitutions=self._pop_texts(count)))
        return self._by_line

    def _command(self, text: str, count: int) -> bool:
        self._events.append(CommandEvent(text=substitute(text, self._pop_texts(count))))
        return True

    def _option(self, line_id: str, count: int, label: int, conditional: bool, once: str) -> None:  # noqa: FBT001
        holds = not conditional or bool(self.state.stack.pop())
        self.state.options.append(
            PendingOption(
                line_id=line_id,
                substitutions=self._pop_texts(count),
                available=holds and self._unspent(once),
                label=label,
                once=once,
            )
        )

    def _show_options(self) -> bool:
        self._events.append(
            OptionsEvent(
                options=tuple(
                    OptionItem(
                        line_id=option.line_id,
                        substitutions=option.substitutions,
                        available=option.available,
                    )
                    for option in self.state.options
                )
            )
        )
        self.state.status = Status.CHOOSING
        return True

    def _go_to_node(self, node: str) -> None:
        target = node or self._pop_text()
        self._require(target)
        self._complete_all()
        self._enter(target)

    def _detour(self, node: str) -> None:
        self._enter(node or self._pop_text())

    def _return(self) -> None:
        self._complete()

    def _stop(self) -> None:
        self._complete_all()

    def _candidate(self, content: str, score: int, label: int, conditional: bool, once: str) -> None:  # noqa: FBT001
        holds = not conditional or bool(self.state.stack.pop())
        if holds and self._unspent(once):
            self._candidates.append(Candidate(content=content, score=score, once=once, label=label))

    def _select(self) -> None:
        saliency = self._saliency()
        item = saliency.choose(self._candidates)
        self._candidates.clear()
        if item is not None:
            self._take(saliency, item)
            self._go(item.label)

    def _push_spent(self, once: str) -> None:
        self.state.stack.append(not self._unspent(once))

    # Helpers

    def _pop_many(self, count: int) -> list[Value]:
        stack = self.state.stack
        values = stack[len(stack) - count :]
        del stack[len(stack) - count :]
        return values

    def _pop_texts(self, count: int) -> tuple[str, ...]:
        return tuple(format_value(value) for value in self._pop_many(count)) if count else ()

    def _pop_text(self) -> str:
        return format_value(self.state.stack.pop())

    def _place(self) -> str:
        if not self.state.frames:
            return "after the last node"
        frame = self.state.frames[-1]
        node = self._program.nodes.get(frame.node)
        if node is None or not 0 < frame.position <= len(node.code):
            return frame.node
        return f"{node.file or node.name}, line {node.code[frame.position - 1].at} ({node.name})"


_PERFORM: Mapping[Op, Callable[..., bool | None]] = {
    Op.PUSH: Machine._push,
    Op.LOAD: Machine._load,
    Op.STORE: Machine._store,
    Op.POP: Machine._pop,
    Op.CALL: Machine._call,
    Op.OPERATE: Machine._operate,
    Op.JUMP: Machine._go,
    Op.JUMP_UNLESS: Machine._go_unless,
    Op.LINE: Machine._line,
    Op.COMMAND: Machine._command,
    Op.OPTION: Machine._option,
    Op.SHOW_OPTIONS: Machine._show_options,
    Op.GOTO_NODE: Machine._go_to_node,
    Op.DETOUR: Machine._detour,
    Op.RETURN: Machine._return,
    Op.STOP: Machine._stop,
    Op.CANDIDATE: Machine._candidate,
    Op.SELECT: Machine._select,
    Op.ONCE_SEEN: Machine._push_spent,
    Op.ONCE_SPEND: Machine._spend,
}
