"""The syntax tree of a story: what was written, before anything is known of its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from narrative.yarn.diagnostics import Place
from narrative.yarn.program import Value


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value
    place: Place


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, its name with the `$`."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class EnumCase:
    """`Enum.Case`, or `.Case` with an empty `enum`."""

    enum: str
    case: str
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Unary:
    """`neg` or `not`."""

    operator: str
    operand: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Binary:
    """One of + - * / % == != < <= > >= and or xor, however it was spelled."""

    operator: str
    left: Expression
    right: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Parenthesised:
    """Kept, because `(1)` makes a variable smart and `1` does not."""

    inner: Expression
    place: Place


Expression: TypeAlias = Literal | Variable | EnumCase | Call | Unary | Binary | Parenthesised


@dataclass(frozen=True, slots=True)
class Template:
    """A text in which the n-th expression stands as {n}."""

    text: str
    expressions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """`<<if e>>`, `<<once>>` or `<<once if e>>`; also a `when:` header, where neither means `always`."""

    once: bool
    expression: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag, without its `#`."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    template: Template
    condition: Condition | None
    tags: tuple[Tag, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """An option or a line-group item: its line and the body that is indented under it."""

    line: Line
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class OptionGroup:
    options: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LineGroup:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One arm of an `<<if>>`. The `<<else>>` has no condition."""

    condition: Expression | None
    body: tuple[Statement, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class If:
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Once:
    condition: Expression | None
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Set:
    """`<<set>>`; `+=` and its like are written out: `$x += 1` is `$x = $x + 1`."""

    variable: Variable
    value: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class CallStatement:
    call: Call


@dataclass(frozen=True, slots=True)
class Jump:
    """`<<jump>>` or `<<detour>>`, to a node's name or to what an expression says."""

    target: str | Expression
    detour: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Return:
    place: Place


@dataclass(frozen=True, slots=True)
class Stop:
    place: Place


@dataclass(frozen=True, slots=True)
class Command:
    """A command for the host."""

    template: Template
    place: Place


@dataclass(frozen=True, slots=True)
class Declare:
    """`<<declare>>`. `type` is what stands after `as`, or empty; `note` is its `///` documentation."""

    variable: Variable
    value: Expression
    type: str
    type_place: Place
    note: str


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    value: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class EnumDeclaration:
    name: str
    cases: tuple[Case, ...]
    place: Place


Statement: TypeAlias = (
    Line
    | OptionGroup
    | LineGroup
    | If
    | Once
    | Set
    | CallStatement
    | Jump
    | Return
    | Stop
    | Command
    | Declare
    | EnumDeclaration
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeTree:
    """One node. Without a title it is only kept so that its body is checked too."""

    title: str
    subtitle: str
    headers: tuple[tuple[str, str], ...]
    when: tuple[Condition, ...]
    body: tuple[Statement, ...]
    place: Place
    broken: bool = False  # something in it could not be read, so it may hold more than is known


def place_of(statement: Statement) -> Place:
    """Return where a statement begins."""
    match statement:
        case OptionGroup(items) | LineGroup(items):
            return items[0].line.place
        case If(branches):
            return branches[0].place
        case CallStatement(call):
            return call.place
        case Declare(variable):
            return variable.place
        case _:
            return statement.place


def blocks(statement: Statement) -> tuple[tuple[Statement, ...], ...]:
    """Return the bodies that stand within a statement, in order."""
    match statement:
        case OptionGroup(items) | LineGroup(items):
            return tuple(item.body for item in items)
        case If(branches):
            return tuple(branch.body for branch in branches)
        case Once():
            return statement.body, statement.otherwise
        case _:
            return ()


def walk(body: Iterable[Statement]) -> Iterator[Statement]:
    """Yield every statement of a body, those within others too, each before what it holds."""
    for statement in body:
        yield statement
        for block in blocks(statement):
            yield from walk(block)


def operands(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly within an expression."""
    match expression:
        case Call():
            return expression.arguments
        case Unary():
            return (expression.operand,)
        case Binary():
            return expression.left, expression.right
        case Parenthesised():
            return (expression.inner,)
        case _:
            return ()


def walk_expression(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and every expression within it."""
    yield expression
    for operand in operands(expression):
        yield from walk_expression(operand)
