"""Test plans as values: what a script is to do, step by step, and how each step is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from narrative.yarn.program import Value
from narrative.yarn.values import format_number

NOTHING: Final = "nothing"
"""What a plan says where nobody says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectLine:
    """The next event is a line with this text (None: any) and these tags. `at` is every step's line."""

    text: str | None
    tags: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyLines:
    """Any number of lines may come before what the next step expects."""

    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectOption:
    """One of the options that the next `SelectOption` chooses from."""

    text: str
    available: bool = True
    tags: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectCommand:
    """The next event is a command with this text."""

    text: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectStop:
    """The next event is the dialogue's end."""

    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectVariable:
    """A variable, declared or smart, has this value now."""

    name: str
    value: Value
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectOption:
    """The next event is the options expected before; choose one by its number from 1, or 0 for none."""

    number: int
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVariable:
    """Change a variable now."""

    name: str
    value: Value
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoToNode:
    """Go on at the beginning of another node."""

    node: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UseStrategy:
    """From now on choose by this saliency strategy."""

    name: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Say this to the story, which listens now or as its next event; None lets its patience end."""

    text: str | None
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Do this by saying something, as if it had been understood so; without a text, in silence."""

    act: str
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """From now on the reading is in this language."""

    language: str
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Begin the sequence of throws that belongs to this number."""

    number: int
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    """From now on these commands may come where the plan does not list them."""

    commands: tuple[str, ...]
    at: int = 0


Step: TypeAlias = (
    ExpectLine
    | AnyLines
    | ExpectOption
    | ExpectCommand
    | ExpectStop
    | ExpectVariable
    | SelectOption
    | SetVariable
    | GoToNode
    | UseStrategy
    | Say
    | Act
    | Speak
    | Seed
    | Allow
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One performance from the node `Start`, unless a step goes elsewhere."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Performances one after the other, in one reading. A strict one follows Yarn Spinner's rules alone."""

    runs: tuple[Run, ...]
    strict: bool = False


def written(step: Step) -> str:
    """Return a step as a plan writes it."""
    match step:
        case ExpectLine():
            return f"line: {_any_or_text(step.text, '*')}{_tags(step.tags)}"
        case AnyLines():
            return "lines: *"
        case ExpectOption():
            return f"option: `{step.text}`{'' if step.available else ' [disabled]'}{_tags(step.tags)}"
        case ExpectCommand():
            return f"command: `{step.text}`"
        case ExpectStop():
            return "stop"
        case ExpectVariable():
            return f"expect: {step.name} = {written_value(step.value)}"
        case SelectOption():
            return f"select: {step.number}"
        case SetVariable():
            return f"set: {step.name} = {written_value(step.value)}"
        case GoToNode():
            return f"node: {step.node}"
        case UseStrategy():
            return f"saliency: {step.name}"
        case Say():
            return f"say: {_any_or_text(step.text, NOTHING)}"
        case Act():
            return f"act: {step.act}{f' `{step.text}`' if step.text else ''}"
        case Speak():
            return f"language: {step.language}"
        case Seed():
            return f"seed: {step.number}"
        case Allow():
            return f"allow: {' '.join(step.commands)}"
        case _:
            assert_never(step)


def _any_or_text(text: str | None, otherwise: str) -> str:
    return otherwise if text is None else f"`{text}`"


def _tags(tags: tuple[str, ...]) -> str:
    return "".join(f" #{tag}" for tag in tags)


def written_value(value: Value) -> str:
    """Return a value as a plan writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"`{value}`"
        case _:
            return format_number(value)


def written_plan(plan: Plan) -> str:
    """Return a plan as the text that is read as it."""
    return "\n---\n".join("\n".join(map(written, run.steps)) for run in plan.runs) + "\n"
