"""Checks that every value is of the type its place asks for, and works out the types of all variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from narrative.yarn.compile.declarations import Declared, is_smart
from narrative.yarn.compile.nodes import NamedNode
from narrative.yarn.compile.solver import WRONG, Solver, Term, Unknown, find, no_such_case
from narrative.yarn.compile.spelling import Spelling
from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.signatures import Signature
from narrative.yarn.syntax.tree import (
    Binary,
    Call,
    CallStatement,
    Command,
    Condition,
    Declare,
    EnumCase,
    EnumDeclaration,
    Expression,
    If,
    Jump,
    Line,
    LineGroup,
    Literal,
    Once,
    OptionGroup,
    Parenthesised,
    Return,
    Set,
    Statement,
    Stop,
    Template,
    Unary,
    Variable,
    walk,
)
from narrative.yarn.types import ANY, BOOL, BUILT_IN, NUMBER, STRING, Type, type_of

_ARITHMETIC: Final = frozenset({"-", "*", "/", "%"})
_COMPARISON: Final = frozenset({"<", "<=", ">", ">="})
_LOGIC: Final = frozenset({"and", "or", "xor"})


@dataclass(frozen=True, slots=True)
class Types:
    """Every variable's type, and at each `.Case` or `Enum.Case` the enum that is meant."""

    variables: Mapping[str, Type]
    cases: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class _Inferred:
    """A function that nobody has declared: its types follow from its calls. `place` is the first of them."""

    parameters: Sequence[Term]
    returns: Term
    place: Place


def check_types(
    nodes: Sequence[NamedNode],
    declared: Declared,
    signatures: Mapping[str, Signature],
    unread: Unread,
    report: Report,
    *,
    requires_declarations: bool,
    infers_functions: bool = False,
) -> Types:
    """Check the whole project and return what was found out."""
    checker = _Checker(declared, signatures, unread, report, infers_functions=infers_functions)
    for node in nodes:
        checker.node(node)
    return checker.finish(requires_declarations=requires_declarations)


class _Checker:
    def __init__(
        self,
        declared: Declared,
        signatures: Mapping[str, Signature],
        unread: Unread,
        report: Report,
        *,
        infers_functions: bool,
    ) -> None:
        self._declared = declared
        self._signatures = signatures
        self._infers_functions = infers_functions
        self._inferred: dict[str, _Inferred] = {}
        self._functions = Spelling(signatures)
        self._enums = Spelling(declared.enums)
        self._unread = unread
        self._report = report
        self._solver = Solver(declared.enums, unread, report)
        self._variables: dict[str, Term] = {name: Unknown() for name in declared.variables}
        self._first_use: dict[str, Place] = {}
        for declaration in declared.variables.values():
            self._declare(declaration)

    def node(self, node: NamedNode) -> None:
        for condition in node.tree.when:
            self._condition(condition.expression)
        for statement in walk(node.tree.body):
            self._statement(statement)

    def finish(self, *, requires_declarations: bool) -> Types:
        self._solver.settle()
        types: dict[str, Type] = {}
        for name, term in self._variables.items():
            found = find(term)
            if isinstance(found, Unknown) and not self._unread.has(name):
                self._report.error("YS0029", _UNKNOWN_TYPE.format(name), self._place_of(name))
            elif isinstance(found, str) and found != WRONG:
                types[name] = found
        self._report_unknown_functions()
        self._report_undeclared(types, requires_declarations=requires_declarations)
        self._report_unused()
        return Types(types, self._solver.cases)

    def _place_of(self, name: str) -> Place:
        declaration = self._declared.variables.get(name)
        return declaration.variable.place if declaration else self._first_use[name]

    def _report_unknown_functions(self) -> None:
        for name, function in self._inferred.items():
            if any(isinstance(find(term), Unknown) for term in (*function.parameters, function.returns)):
                self._report.error("YS0029", _UNKNOWN_FUNCTION.format(name), function.place)

    def _report_undeclared(self, types: Mapping[str, Type], *, requires_declarations: bool) -> None:
        tell = self._report.error if requires_declarations else self._report.warning
        for name, place in self._first_use.items():
            declared = name in self._declared.variables or self._unread.has("declare", name)
            if name in types and not declared:
                tell(
                    "YS0003",
                    f"`{name}` is not declared anywhere, so its type is taken for {types[name]}. "
                    f"Declare it: `<<declare {name} = …>>`.",
                    place,
                )

    def _report_unused(self) -> None:
        for name, declaration in self._declared.variables.items():
            if name not in self._first_use and not self._unread.has(name):
                self._report.info(
                    "YS0010",
                    f"`{name}` is declared, but no script uses it. If the host does not either, take it out.",
                    declaration.variable.place,
                )

    def _declare(self, declaration: Declare) -> None:
        name, value = declaration.variable.name, self._type(declaration.value)
        if declaration.type:
            value = self._as_type(declaration, value)
        message = f"`{name}` is used as {{0}}, but declared as {{1}}."
        self._solver.same(self._variables[name], value, declaration.variable.place, message)

    def _as_type(self, declaration: Declare, value: Term) -> Term:
        wanted = _SPELLINGS.get(declaration.type.lower(), declaration.type)
        if wanted not in BUILT_IN and wanted not in self._declared.enums:
            if not self._unread.has("enum", declaration.type):
                self._report.error(
                    "YS0050",
                    f"There is no type `{declaration.type}`. "
                    "After `as` stands number, string, bool or the name of an enum.",
                    declaration.type_place,
                )
            return value
        known = find(value)
        if isinstance(known, str) and known not in (wanted, WRONG):
            self._report.error(
                "YS0053",
                f"`{declaration.variable.name}` is declared as {wanted}, but begins as {known}. "
                "Change one of the two.",
                declaration.type_place,
            )
            return wanted
        self._solver.same(value, wanted, declaration.type_place, "Here stands {0}, not {1}.")
        return wanted

    def _statement(self, statement: Statement) -> None:
        match statement:
            case Line():
                self._line(statement)
            case OptionGroup(items) | LineGroup(items):
                for item in items:
                    self._line(item.line)
            case If(branches):
                for branch in branches:
                    self._condition(branch.condition)
            case Once(condition):
                self._condition(condition)
            case Set():
                self._set(statement)
            case CallStatement(call):
                self._type(call)
            case Jump(target, _, place):
                self._jump(target, place)
            case Command(template):
                self._template(template)
            case Declare() | EnumDeclaration() | Return() | Stop():
                pass
            case _:
                assert_never(statement)

    def _line(self, line: Line) -> None:
        self._template(line.template)
        condition: Condition | None = line.condition
        if condition is not None:
            self._condition(condition.expression)

    def _template(self, template: Template) -> None:
        for expression in template.expressions:
            self._type(expression)

    def _condition(self, expression: Expression | None) -> None:
        if expression is not None:
            self._solver.same(
                self._type(expression), BOOL, expression.place, "A condition must be a bool, not {0}."
            )

    def _set(self, statement: Set) -> None:
        name = statement.variable.name
        declaration = self._declared.variables.get(name)
        if declaration is not None and is_smart(declaration):
            self._report.error(
                "YS0030",
                f"`{name}` is computed from its declaration each time it is read, so it cannot be set. "
                "Set what it is computed from.",
                statement.variable.place,
            )
        value, target = self._type(statement.value), self._variable(statement.variable)
        self._solver.passes(value, target, statement.place, f"A {{0}} cannot be put into `{name}`, a {{1}}.")

    def _jump(self, target: str | Expression, place: Place) -> None:
        if not isinstance(target, str):
            message = "The name of a node to go to must be a string, not {0}."
            self._solver.passes(self._type(target), STRING, place, message)

    def _type(self, expression: Expression) -> Term:
        match expression:
            case Literal(value):
                return type_of(value)
            case Variable():
                return self._variable(expression)
            case EnumCase():
                return self._enum_case(expression)
            case Call():
                return self._call(expression)
            case Unary():
                return self._unary(expression)
            case Binary():
                return self._binary(expression)
            case Parenthesised(inner):
                return self._type(inner)
            case _:
                assert_never(expression)

    def _variable(self, variable: Variable) -> Term:
        self._first_use.setdefault(variable.name, variable.place)
        return self._variables.setdefault(variable.name, Unknown())

    def _enum_case(self, case: EnumCase) -> Term:
        if not case.enum:
            return self._solver.has_case(case)
        enum = self._declared.enums.get(case.enum)
        if enum is None:
            if not self._unread.has("enum", case.enum):
                self._report.error(
                    "YS0050",
                    f"There is no enum `{case.enum}`. Declare it, or mend its name."
                    f"{self._enums.hint(case.enum)}",
                    case.place,
                )
            return WRONG
        if self._solver.lacks(enum, case.case):
            self._report.error("YS0038", no_such_case(enum, case.case), case.place)
        self._solver.cases[case.place] = case.enum
        return case.enum

    def _call(self, call: Call) -> Term:
        given = [self._type(argument) for argument in call.arguments]
        signature = self._signatures.get(call.function)
        if signature is None:
            return self._undeclared_call(call, given)
        self._arguments(call, given, signature)
        return Unknown() if signature.returns == ANY else signature.returns

    def _undeclared_call(self, call: Call, given: Sequence[Term]) -> Term:
        if not self._infers_functions:
            self._report.error(
                "YS0013",
                f"There is no function `{call.function}`. Mend its name."
                f"{self._functions.hint(call.function)}",
                call.place,
            )
            return WRONG
        first = _Inferred([Unknown() for _ in given], Unknown(), call.place)
        function = self._inferred.setdefault(call.function, first)
        if len(function.parameters) != len(given):
            self._report.error(
                "YS0014",
                f"`{call.function}` is called with {_counted(len(given))} here, but with "
                f"{len(function.parameters)} on {function.place}. "
                "Call it alike everywhere.",
                call.place,
            )
            return function.returns
        message = f"`{call.function}` is given a {{0}} here, but a {{1}} elsewhere."
        for argument, source, target in zip(call.arguments, given, function.parameters, strict=True):
            self._solver.passes(source, target, argument.place, message)
        return function.returns

    def _arguments(self, call: Call, given: Sequence[Term], signature: Signature) -> None:
        wanted = list(signature.parameters)
        if signature.variadic and wanted:
            wanted += [wanted[-1]] * (len(given) - len(wanted))
        if len(wanted) != len(given):
            least = "at least " if signature.variadic else ""
            self._report.error(
                "YS0014",
                f"`{call.function}` takes {least}{_counted(len(signature.parameters))}, "
                f"but here {'is' if len(given) == 1 else 'are'} {len(given)}.",
                call.place,
            )
            return
        message = f"`{call.function}` wants a {{1}} here, not a {{0}}."
        for argument, source, target in zip(call.arguments, given, wanted, strict=True):
            self._solver.passes(source, target, argument.place, message)

    def _unary(self, unary: Unary) -> Term:
        wanted, sign = (BOOL, "not") if unary.operator == "not" else (NUMBER, "-")
        self._operand(self._type(unary.operand), wanted, sign, unary.place)
        return wanted

    def _binary(self, binary: Binary) -> Term:
        left, right = self._type(binary.left), self._type(binary.right)
        operator, place = binary.operator, binary.place
        if operator in _LOGIC:
            return self._both((left, right), BOOL, operator, place)
        if operator in _ARITHMETIC:
            return self._both((left, right), NUMBER, operator, place)
        if operator in _COMPARISON:
            self._both((left, right), NUMBER, operator, place)
            return BOOL
        message = f"`{operator}` needs two values of one type, but here are {{0}} and {{1}}."
        joined = self._solver.same(left, right, place, message)
        if operator != "+":
            return BOOL
        self._solver.adds(joined, place)
        return joined

    def _both(self, operands: Iterable[Term], wanted: Type, operator: str, place: Place) -> Term:
        for operand in operands:
            self._operand(operand, wanted, operator, place)
        return wanted

    def _operand(self, operand: Term, wanted: Type, operator: str, place: Place) -> None:
        message = f"`{operator}` needs a {{1}}, but here stands a {{0}}."
        self._solver.same(operand, wanted, place, message)


_UNKNOWN_TYPE = "The type of `{0}` cannot be found out from its uses. Declare it: `<<declare {0} = …>>`."
_UNKNOWN_FUNCTION = "The types of `{0}` cannot be found out from its calls. Let the host declare it."


def _counted(arguments: int) -> str:
    return f"{arguments or 'no'} argument{'' if arguments == 1 else 's'}"


_SPELLINGS: Final = {"number": NUMBER, "string": STRING, "bool": BOOL}
