"""Writes the code of expressions and of conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from narrative.yarn.compile.code import Code
from narrative.yarn.diagnostics import Place
from narrative.yarn.program import EnumType, Instruction, Op, Value
from narrative.yarn.syntax.tree import (
    Binary,
    Call,
    Condition,
    EnumCase,
    Expression,
    Literal,
    Parenthesised,
    Unary,
    Variable,
)


class ExpressionWriter:
    """Writes expressions, given what each enum's case is worth."""

    def __init__(self, enums: Mapping[str, EnumType], cases: Mapping[Place, str]) -> None:
        self._values = {name: dict(enum.cases) for name, enum in enums.items()}
        self._cases = cases

    def push(self, code: Code, expression: Expression) -> None:
        """Write what puts the expression's value on the stack."""
        at = expression.place.line
        match expression:
            case Literal(value):
                code.emit(Op.PUSH, value, at=at)
            case Variable(name):
                code.emit(Op.LOAD, name, at=at)
            case EnumCase(_, case, place):
                code.emit(Op.PUSH, self._values[self._cases[place]][case], at=at)
            case Call(function, arguments):
                self.push_all(code, arguments)
                code.emit(Op.CALL, function, len(arguments), at=at)
            case Unary(operator, operand):
                self.push(code, operand)
                code.emit(Op.OPERATE, operator, at=at)
            case Binary(operator, left, right):
                self.push_all(code, (left, right))
                code.emit(Op.OPERATE, operator, at=at)
            case Parenthesised(inner):
                self.push(code, inner)
            case _:
                assert_never(expression)

    def push_all(self, code: Code, expressions: Iterable[Expression]) -> None:
        for expression in expressions:
            self.push(code, expression)

    def push_condition(self, code: Code, expressions: Iterable[Expression], once: str, at: int) -> bool:
        """Write one Bool: `once`, if given, is not spent, and all expressions hold. False if empty."""
        written = False
        if once:
            code.emit(Op.ONCE_SEEN, once, at=at)
            code.emit(Op.OPERATE, "not", at=at)
            written = True
        for expression in expressions:
            self.push(code, expression)
            if written:
                code.emit(Op.OPERATE, "and", at=at)
            written = True
        return written

    def condition(self, expressions: Iterable[Expression], once: str, at: int) -> tuple[Instruction, ...]:
        """Return such a condition as code of its own."""
        code = Code()
        self.push_condition(code, expressions, once, at)
        return code.instructions()

    def value(self, expression: Expression) -> tuple[Instruction, ...]:
        """Return an expression as code of its own."""
        code = Code()
        self.push(code, expression)
        return code.instructions()

    def constant(self, expression: Expression) -> Value:
        """Return what a literal, a negative number or an enum's case is worth."""
        match expression:
            case Literal(value):
                return value
            case Unary("neg", Literal(float() as number)):
                return -number
            case EnumCase(_, case, place):
                return self._values[self._cases[place]][case]
            case _:
                raise TypeError(f"not a constant: {expression}")


def parts(condition: Condition | None) -> tuple[tuple[Expression, ...], bool]:
    """Return a condition's expressions (at most one) and whether it is once."""
    if condition is None:
        return (), False
    return (() if condition.expression is None else (condition.expression,)), condition.once
