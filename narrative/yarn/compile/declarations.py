"""Collects what the whole project declares: its enums, and its variables with their first values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.diagnostics import Report
from narrative.yarn.program import EnumType, Value
from narrative.yarn.syntax.tree import (
    Case,
    Declare,
    EnumCase,
    EnumDeclaration,
    Expression,
    Literal,
    Statement,
    Unary,
    walk,
)
from narrative.yarn.types import BUILT_IN, NUMBER, type_of


@dataclass(frozen=True, slots=True)
class Declared:
    """The enums and the declarations of variables, both by name."""

    enums: Mapping[str, EnumType]
    variables: Mapping[str, Declare]


def declare(nodes: Sequence[NamedNode], report: Report) -> Declared:
    """Collect all declarations. Where one stands, and whether it is ever run, does not matter."""
    statements = [statement for node in nodes for statement in walk(node.tree.body)]
    return Declared(_enums(statements, report), _variables(statements, report))


def is_smart(declaration: Declare) -> bool:
    """Say whether a variable is computed anew each time: unless it begins as a plain value, it is."""
    match declaration.value:
        case Literal() | EnumCase():
            return False
        case Unary("neg", Literal(value)) if type_of(value) == NUMBER:
            return False
        case _:
            return True


def _variables(statements: Sequence[Statement], report: Report) -> Mapping[str, Declare]:
    variables: dict[str, Declare] = {}
    for statement in statements:
        if not isinstance(statement, Declare):
            continue
        name = statement.variable.name
        first = variables.setdefault(name, statement)
        if first is not statement:
            one, other = first.variable.place, statement.variable.place
            for here, there in ((one, other), (other, one)):
                report.error("YS0039", f"`{name}` is declared on {there} too. Keep one declaration.", here)
    return variables


def _enums(statements: Sequence[Statement], report: Report) -> Mapping[str, EnumType]:
    enums: dict[str, EnumType] = {}
    for statement in statements:
        if not isinstance(statement, EnumDeclaration) or not statement.name or not statement.cases:
            continue
        name = statement.name
        if name in enums or name in BUILT_IN:
            report.error(
                "YS0040", f"There is another type called `{name}`. Rename this enum.", statement.place
            )
        else:
            enums[name] = EnumType(name=name, cases=tuple(_cases(statement, report)))
    return enums


def _cases(enum: EnumDeclaration, report: Report) -> Iterator[tuple[str, Value]]:
    if all(case.name for case in enum.cases):  # unless one could not be read
        _check_completeness(enum, report)
    names: set[str] = set()
    given: list[Value] = []
    for number, case in enumerate(enum.cases):
        if case.name and case.name in names:
            report.error(
                "YS0035", f"`{enum.name}` has two cases called `{case.name}`. Rename one.", case.place
            )
        names.add(case.name)
        if case.value is None:
            yield case.name, float(number)
            continue
        value = _raw_value(case, case.value, report)
        if given and type_of(value) != type_of(given[0]):
            report.error("YS0035", _MIXED, case.place)
        elif value in given:
            report.error("YS0035", _TAKEN.format(enum.name), case.place)
        given.append(value)
        yield case.name, value


_TAKEN = "Another case of `{0}` has the same raw value. Give each its own."
_MIXED = "The raw values of one enum are all whole numbers or all texts."


def _check_completeness(enum: EnumDeclaration, report: Report) -> None:
    missing = [case for case in enum.cases if case.value is None]
    if len(missing) == len(enum.cases):
        return
    for case in missing:
        report.error(
            "YS0035",
            f"`{case.name}` has no raw value, but other cases of `{enum.name}` have one. "
            "Give one to all or to none.",
            case.place,
        )


def _raw_value(case: Case, expression: Expression, report: Report) -> Value:
    match expression:
        case Literal(value):
            pass
        case Unary("neg", Literal(float() as value)):
            value = -value
        case _:
            report.error(
                "YS0037",
                f"The raw value of `{case.name}` must be a plain number or text. Write what it comes to.",
                case.place,
            )
            return 0.0
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        report.error("YS0035", _MIXED, case.place)
    return value
