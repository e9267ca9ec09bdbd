"""Names for the places where a dialogue can stop, by which they are found again when the script was edited.

Theory of operation
-------------------
A dialogue waits behind an instruction: a command, a line, delivered options, or, in the nodes below the
running one, a detour. Positions in the code move with every edit; the ids of lines do not. So a place is named
by the last line before it in its node's code and by the step it waits behind: "after line:c1_0020, the command
listen She". It is looked for under its whole name first, in its own node and then anywhere, as a line may have
moved to another node with all that hangs on it; then with another text, as an author may have given the command
another word; and last, if its line is gone, by the text alone in the same node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from narrative.yarn.program import Instruction, Node, Op, Program

_LINES = (Op.LINE, Op.OPTION, Op.CANDIDATE)
_STOPS = (Op.LINE, Op.COMMAND, Op.DETOUR, Op.SHOW_OPTIONS)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a dialogue waits behind: the `nth` step of that kind and text after the line with that id."""

    after: str
    op: Op
    text: str
    nth: int


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where that is: in front of the instruction at `position` in a node's code."""

    node: str
    position: int


def name_of(node: Node, position: int) -> PlaceName:
    """Return the name of the place in front of that position, which is 1 or more."""
    *before, last = node.code[:position]
    if last.op in _LINES:
        return PlaceName(str(last.operands[0]), last.op, "", 1)
    text, nth = _text(last), 1
    for step in reversed(before):
        if step.op in _LINES:
            return PlaceName(str(step.operands[0]), last.op, text, nth)
        nth += step.op is last.op and _text(step) == text
    return PlaceName(f"node:{node.name}", last.op, text, nth)


def places_of(node: Node) -> Iterator[tuple[PlaceName, CodePlace]]:
    """Yield every place where a dialogue can wait in a node."""
    for position, (step, name) in enumerate(zip(node.code, _names(node, node.code), strict=True), start=1):
        if step.op in _STOPS:
            yield name, CodePlace(node.name, position)


def find(program: Program, name: PlaceName, node: str) -> CodePlace | None:
    """Return where the place of that name is in a program, or None; `node` is the one it used to be in."""
    home = tuple(places_of(program.nodes[node])) if node in program.nodes else ()
    return (
        _first(home, lambda known: known == name)
        or _first(_everywhere(program), lambda known: known == name)
        or _first(home, lambda known: _but_text(known) == _but_text(name))
        or _first(_everywhere(program), lambda known: _but_text(known) == _but_text(name))
        or _first(home, lambda known: (known.op, known.text) == (name.op, name.text))
    )


def find_options(program: Program, line_ids: Iterable[str]) -> tuple[CodePlace, dict[str, int]] | None:
    """Return where the group is delivered that holds one of these options, and the labels of all its options."""
    wanted = frozenset(line_ids)
    choices = (choice for node in program.nodes.values() for choice in choices_of(node))
    return next((choice for choice in choices if wanted & choice[1].keys()), None)


def choices_of(node: Node) -> Iterator[tuple[CodePlace, dict[str, int]]]:
    """Yield every choice of a node: where it is delivered, and its options' labels by their ids."""
    labels: dict[str, int] = {}
    for position, step in enumerate(node.code, start=1):
        if step.op is Op.OPTION:
            line_id, _, label, *_ = step.operands
            labels[str(line_id)] = int(label)
        elif step.op is Op.SHOW_OPTIONS:
            yield CodePlace(node.name, position), labels
            labels = {}


def _names(node: Node, code: Iterable[Instruction]) -> Iterator[PlaceName]:
    after, counts = f"node:{node.name}", dict[tuple[Op, str], int]()
    for step in code:
        if step.op in _LINES:
            after, counts = str(step.operands[0]), {}
        text = _text(step)
        counts[step.op, text] = nth = counts.get((step.op, text), 0) + 1
        yield PlaceName(after, step.op, text, nth)


def _text(step: Instruction) -> str:
    return str(step.operands[0]) if step.op in (Op.COMMAND, Op.DETOUR) else ""


def _everywhere(program: Program) -> Iterator[tuple[PlaceName, CodePlace]]:
    for node in program.nodes.values():
        yield from places_of(node)


def _first(
    places: Iterable[tuple[PlaceName, CodePlace]], fits: Callable[[PlaceName], bool]
) -> CodePlace | None:
    return next((place for name, place in places if fits(name)), None)


def _but_text(name: PlaceName) -> tuple[str, Op]:
    return name.after, name.op
