"""Shows syntax trees as text, so that a test can put a script and its meaning side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import dedent, indent
from typing import assert_never

from narrative.yarn.diagnostics import Diagnostic, Report
from narrative.yarn.syntax.parser import parse
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
    Item,
    Jump,
    Line,
    LineGroup,
    Literal,
    NodeTree,
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
)


def read(text: str) -> tuple[tuple[NodeTree, ...], tuple[Diagnostic, ...]]:
    """Parse a whole file."""
    report = Report()
    nodes = parse("story.yarn", text, report)
    return nodes, report.diagnostics()


def node(body: str) -> str:
    """Wrap a body; its first line becomes the file's third."""
    return f"title: Start\n---\n{body.strip(chr(10))}\n===\n"


def findings(text: str) -> list[str]:
    """Return what is wrong with a file, each as `line:column code`."""
    return [f"{found.line}:{found.column} {found.code}" for found in read(text)[1]]


def problems(body: str) -> list[str]:
    """Return what is wrong with a node's body, which begins on line 3."""
    return findings(node(body))


def message(body: str) -> str:
    """Return the one message that a body gives."""
    (found,) = read(node(body))[1]
    return found.message


def outline(body: str) -> str:
    """Return a body's statements, nested as they are, one a line. Nothing may be wrong with it."""
    (only,), found = read(node(body))
    assert () == found
    return "".join(_statements(only.body))


def layout(body: str) -> str:
    """Return a body's outline whatever was warned of."""
    (only,), _ = read(node(body))
    return "".join(_statements(only.body))


def text(written: str) -> str:
    """Undo a test's own indentation of an expected outline."""
    return dedent(written).lstrip("\n")


def show(expression: Expression) -> str:
    """Return an expression with every operation in brackets."""
    match expression:
        case Literal(bool() as value):
            return str(value).lower()
        case Literal(str() as value):
            return f'"{value}"'
        case Literal(value):
            return f"{value:g}"
        case Variable(name):
            return name
        case EnumCase(enum, case):
            return f"{enum}.{case}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(show, arguments))})"
        case Unary(operator, operand):
            return f"[{operator} {show(operand)}]"
        case Binary(operator, left, right):
            return f"[{show(left)} {operator} {show(right)}]"
        case Parenthesised(inner):
            return f"({show(inner)})"
        case _:
            assert_never(expression)


def condition(of: Condition | None) -> str:
    """Return a condition as it could be written."""
    if of is None:
        return ""
    asked = f"if {show(of.expression)}" if of.expression else ""
    return " ".join(word for word in ("once" if of.once else "", asked) if word) or "always"


def _statements(body: Sequence[Statement]) -> Iterator[str]:
    for statement in body:
        yield from _statement(statement)


def _inside(body: Sequence[Statement]) -> str:
    return indent("".join(_statements(body)), "  ")


def _statement(statement: Statement) -> Iterator[str]:
    match statement:
        case Line():
            yield f"{_line(statement)}\n"
        case OptionGroup(items):
            yield f"options\n{_items('->', items)}"
        case LineGroup(items):
            yield f"one of\n{_items('=>', items)}"
        case If(branches):
            for branch in branches:
                head = f"if {show(branch.condition)}" if branch.condition else "else"
                yield f"{head}\n{_inside(branch.body)}"
        case Once(asked, body, otherwise):
            yield f"once{f' if {show(asked)}' if asked else ''}\n{_inside(body)}"
            if otherwise:
                yield f"else\n{_inside(otherwise)}"
        case _:
            yield f"{_simple(statement)}\n"


def _simple(
    statement: Set | CallStatement | Jump | Return | Stop | Command | Declare | EnumDeclaration,
) -> str:
    match statement:
        case Set(variable, value):
            return f"set {variable.name} = {show(value)}"
        case CallStatement(call):
            return f"call {show(call)}"
        case Jump(target, detour):
            where = target if isinstance(target, str) else f"{{{show(target)}}}"
            return f"{'detour' if detour else 'jump'} {where}"
        case Return():
            return "return"
        case Stop():
            return "stop"
        case Command(template):
            return f"<<{_template(template)}>>"
        case Declare(variable, value, type_name, _, note):
            return f"declare {variable.name} = {show(value)} as {type_name or '?'} /// {note or '?'}"
        case EnumDeclaration(name, cases):
            listed = (f"{case.name}={show(case.value) if case.value else '?'}" for case in cases)
            return f"enum {name} {' '.join(listed)}"
        case _:
            assert_never(statement)


def _items(arrow: str, items: Sequence[Item]) -> str:
    return "".join(f"  {arrow} {_line(item.line)}\n{indent(_inside(item.body), '  ')}" for item in items)


def _line(line: Line) -> str:
    asked = f" <<{condition(line.condition)}>>" if line.condition else ""
    return _template(line.template) + asked + "".join(f" #{tag.text}" for tag in line.tags)


def _template(template: Template) -> str:
    shown = " ".join(f"{{{number}}}={show(part)}" for number, part in enumerate(template.expressions))
    return f"{template.text} ({shown})" if shown else template.text
