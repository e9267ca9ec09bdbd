"""Writes the flat code of one node's body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from narrative.yarn.compile.code import Code, Label
from narrative.yarn.compile.expressions import ExpressionWriter, parts
from narrative.yarn.compile.once import OnceKeys
from narrative.yarn.compile.scores import score
from narrative.yarn.compile.strings import LineTable
from narrative.yarn.program import Instruction, Op
from narrative.yarn.syntax.tree import (
    CallStatement,
    Command,
    Declare,
    EnumDeclaration,
    If,
    Item,
    Jump,
    Line,
    LineGroup,
    Once,
    OptionGroup,
    Return,
    Set,
    Statement,
    Stop,
)


class BodyWriter:
    """Writes statements as instructions."""

    def __init__(self, expressions: ExpressionWriter, lines: LineTable, once: OnceKeys) -> None:
        self._expressions = expressions
        self._lines = lines
        self._once = once
        self._code = Code()

    def instructions(self, body: Sequence[Statement]) -> tuple[Instruction, ...]:
        """Return a node's code."""
        self._code = Code()
        self._body(body)
        return self._code.instructions()

    def _body(self, body: Sequence[Statement]) -> None:
        for statement in body:
            self._statement(statement)

    def _statement(self, statement: Statement) -> None:
        match statement:
            case Line():
                self._line(statement)
            case OptionGroup(options):
                self._options(options)
            case LineGroup(items):
                self._line_group(items)
            case If():
                self._if(statement)
            case Once():
                self._once_block(statement)
            case Set(variable, value, place):
                self._expressions.push(self._code, value)
                self._code.emit(Op.STORE, variable.name, at=place.line)
            case CallStatement(call):
                self._expressions.push(self._code, call)
                self._code.emit(Op.POP, at=call.place.line)
            case Jump():
                self._jump(statement)
            case Return(place):
                self._code.emit(Op.RETURN, at=place.line)
            case Stop(place):
                self._code.emit(Op.STOP, at=place.line)
            case Command(template, place):
                self._expressions.push_all(self._code, template.expressions)
                self._code.emit(Op.COMMAND, template.text, len(template.expressions), at=place.line)
            case Declare() | EnumDeclaration():
                pass
            case _:
                assert_never(statement)

    def _line(self, line: Line) -> None:
        code, at = self._code, line.place.line
        end = code.label()
        conditional, key = self._condition(line)
        if conditional:
            code.emit(Op.JUMP_UNLESS, end, at=at)
        if key:
            code.emit(Op.ONCE_SPEND, key, at=at)
        self._say(line)
        code.mark(end)

    def _condition(self, line: Line) -> tuple[bool, str]:
        """Write a line's condition; return whether it has one, and its once key or an empty string."""
        conditions, once = parts(line.condition)
        key = self._lines.ids[line.place] if once else ""
        return self._expressions.push_condition(self._code, conditions, key, line.place.line), key

    def _say(self, line: Line) -> None:
        expressions = line.template.expressions
        self._expressions.push_all(self._code, expressions)
        self._code.emit(Op.LINE, self._lines.ids[line.place], len(expressions), at=line.place.line)

    def _options(self, options: Sequence[Item]) -> None:
        code, end = self._code, self._code.label()
        labels = [code.label() for _ in options]
        for option, label in zip(options, labels, strict=True):
            line, shown = option.line, option.line.template.expressions
            self._expressions.push_all(code, shown)
            conditional, key = self._condition(line)
            operands = (self._lines.ids[line.place], len(shown), label, conditional, key)
            code.emit(Op.OPTION, *operands, at=line.place.line)
        code.emit(Op.SHOW_OPTIONS, at=options[0].line.place.line)
        code.emit(Op.JUMP, end, at=options[-1].line.place.line)
        for option, label in zip(options, labels, strict=True):
            code.mark(label)
            self._leave(option, end)
        code.mark(end)

    def _line_group(self, items: Sequence[Item]) -> None:
        code, end = self._code, self._code.label()
        labels = [code.label() for _ in items]
        for item, label in zip(items, labels, strict=True):
            line = item.line
            conditional, key = self._condition(line)
            worth = score([line.condition] if line.condition else [])
            operands = (self._lines.ids[line.place], worth, label, conditional, key)
            code.emit(Op.CANDIDATE, *operands, at=line.place.line)
        code.emit(Op.SELECT, at=items[0].line.place.line)
        code.emit(Op.JUMP, end, at=items[-1].line.place.line)
        for item, label in zip(items, labels, strict=True):
            code.mark(label)
            self._say(item.line)
            self._leave(item, end)
        code.mark(end)

    def _leave(self, item: Item, end: Label) -> None:
        self._body(item.body)
        self._code.emit(Op.JUMP, end, at=item.line.place.line)

    def _if(self, statement: If) -> None:
        code, end = self._code, self._code.label()
        for branch in statement.branches:
            otherwise, at = code.label(), branch.place.line
            if branch.condition is not None:
                self._expressions.push(code, branch.condition)
                code.emit(Op.JUMP_UNLESS, otherwise, at=at)
            self._body(branch.body)
            code.emit(Op.JUMP, end, at=at)
            code.mark(otherwise)
        code.mark(end)

    def _once_block(self, block: Once) -> None:
        code, at = self._code, block.place.line
        otherwise, end = code.label(), code.label()
        key = self._once.of_block(block)
        conditions = () if block.condition is None else (block.condition,)
        self._expressions.push_condition(code, conditions, key, at)
        code.emit(Op.JUMP_UNLESS, otherwise, at=at)
        code.emit(Op.ONCE_SPEND, key, at=at)
        self._body(block.body)
        code.emit(Op.JUMP, end, at=at)
        code.mark(otherwise)
        self._body(block.otherwise)
        code.mark(end)

    def _jump(self, jump: Jump) -> None:
        name = jump.target if isinstance(jump.target, str) else ""
        if not isinstance(jump.target, str):
            self._expressions.push(self._code, jump.target)
        self._code.emit(Op.DETOUR if jump.detour else Op.GOTO_NODE, name, at=jump.place.line)
