"""Where a jump or detour can lead: to one node, or to whichever an expression names.

A name that an expression builds is a row of parts: what is written, and gaps that only the reading fills. If a
gap is filled by an enum, all that can stand there is known, and with it every node that can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final, TypeAlias

from narrative.yarn.program import Value
from narrative.yarn.syntax.tree import (
    Binary,
    Call,
    Declare,
    EnumCase,
    EnumDeclaration,
    Expression,
    If,
    Jump,
    LineGroup,
    Literal,
    NodeTree,
    Once,
    OptionGroup,
    Parenthesised,
    Return,
    Statement,
    Stop,
    Unary,
    Variable,
    walk,
)
from narrative.yarn.values import format_value

_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Gap:
    """What only the reading knows: how it is asked for, and all that it can be, if that is known."""

    asked: str
    values: tuple[str, ...] = ()


Target: TypeAlias = tuple[str | Gap, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """A jump or a detour. It is `guarded` if it is made only where `has_any_content` has found its node."""

    jump: Jump
    target: Target
    guarded: bool


def names(target: Target) -> tuple[str, ...]:
    """Return every name that a target can be; none if there is no telling, or if they are too many."""
    choices = [part.values if isinstance(part, Gap) else (part,) for part in target]
    if prod(map(len, choices)) > _MOST:
        return ()
    return tuple("".join(parts) for parts in product(*choices))


def fits(target: Target, name: str) -> bool:
    """Return whether a target can be that name."""
    pattern = "".join(_pattern(part) for part in target)
    return re.fullmatch(pattern, name) is not None


def _pattern(part: str | Gap) -> str:
    match part:
        case Gap(values=()):
            return ".*"
        case Gap(values=values):
            return f"(?:{'|'.join(map(re.escape, values))})"
        case _:
            return re.escape(part)


class Map:
    """Knows the enums of a work, and so where its nodes can lead."""

    def __init__(self, nodes: Iterable[NodeTree]) -> None:
        statements = [statement for node in nodes for statement in walk(node.body)]
        self._enums = {one.name: _cases(one) for one in statements if isinstance(one, EnumDeclaration)}
        self._variables = {
            one.variable.name: self._enum_of(one) for one in statements if isinstance(one, Declare)
        }

    def journeys(self, node: NodeTree) -> Iterator[Journey]:
        """Yield every jump and detour of a node."""
        asked = (self._asked(condition.expression) for condition in node.when)
        yield from self._within(node.body, frozenset[Target]().union(*asked))

    def _within(self, body: Sequence[Statement], found: frozenset[Target]) -> Iterator[Journey]:
        """Yield every jump and detour of a block. `found` are the targets known to be there."""
        for statement in body:
            match statement:
                case Jump(target=target):
                    place = (target,) if isinstance(target, str) else self._target(target)
                    yield Journey(statement, place, guarded=place in found)
                case If():
                    yield from self._branches(statement, found)
                    found |= self._past(statement)
                case OptionGroup(items) | LineGroup(items):
                    for item in items:
                        condition = item.line.condition
                        asked = self._asked(condition.expression if condition else None)
                        yield from self._within(item.body, found | asked)
                case Once():
                    yield from self._within(statement.body, found | self._asked(statement.condition))
                    yield from self._within(statement.otherwise, found)
                case _:
                    pass

    def _branches(self, statement: If, found: frozenset[Target]) -> Iterator[Journey]:
        for branch in statement.branches:
            yield from self._within(branch.body, found | self._asked(branch.condition))
            found |= self._asked(branch.condition, positive=False)

    def _past(self, statement: If) -> frozenset[Target]:
        """Return the targets that are there if the story comes past an `<<if>>` that leads away."""
        first, *others = statement.branches
        leads_away = first.body and isinstance(first.body[-1], Jump | Return | Stop)
        if others or not leads_away:
            return frozenset()
        return self._asked(first.condition, positive=False)

    def _asked(self, condition: Expression | None, *, positive: bool = True) -> frozenset[Target]:
        """Return the targets that are there if the condition holds; or, if not `positive`, if it does not."""
        match condition:
            case Call(function="has_any_content", arguments=(argument,)) if positive:
                return frozenset({self._target(argument)})
            case Parenthesised():
                return self._asked(condition.inner, positive=positive)
            case Unary(operator="not"):
                return self._asked(condition.operand, positive=not positive)
            case Binary(operator="and") if positive:
                return self._asked(condition.left) | self._asked(condition.right)
            case _:
                return frozenset()

    def _target(self, expression: Expression) -> Target:
        match expression:
            case Literal(value=value):
                return (format_value(value),)
            case Parenthesised():
                return self._target(expression.inner)
            case Binary(operator="+") if _is_text(expression):
                return _joined(self._target(expression.left) + self._target(expression.right))
            case Call(function="string", arguments=(argument,)):
                return self._target(argument)
            case EnumCase(enum, case):
                raw = self._enums.get(enum, {}).get(case)
                return (raw,) if raw else (Gap(f"{enum}.{case}"),)
            case Variable(name):
                return (Gap(name, tuple(self._enums.get(self._variables.get(name, ""), {}).values())),)
            case Call(function):
                return (Gap(f"{function}()"),)
            case Unary(operator) | Binary(operator):
                return (Gap(operator),)

    def _enum_of(self, declaration: Declare) -> str:
        value = declaration.value
        return declaration.type or (value.enum if isinstance(value, EnumCase) else "")


def _is_text(expression: Expression) -> bool:
    """Return whether an expression is surely a text, so that `+` joins and does not add."""
    match expression:
        case Literal(value=str()) | Call(function="string"):
            return True
        case Parenthesised():
            return _is_text(expression.inner)
        case Binary(operator="+"):
            return _is_text(expression.left) or _is_text(expression.right)
        case _:
            return False


def _joined(parts: Target) -> Target:
    """Return the parts with what is written side by side made one."""
    joined: list[str | Gap] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        else:
            joined.append(part)
    return tuple(joined)


def _cases(enum: EnumDeclaration) -> Mapping[str, str]:
    """Return the cases with what is shown of each; those whose value is no literal are left out."""
    return {
        case.name: format_value(value)
        for number, case in enumerate(enum.cases)
        if (value := float(number) if case.value is None else _literal(case.value)) is not None
    }


def _literal(expression: Expression) -> Value | None:
    match expression:
        case Literal(value=value):
            return value
        case Unary(operator="neg", operand=Literal(value=float() as number)):
            return -number
        case _:
            return None
