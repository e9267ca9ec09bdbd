"""Compiles small scripts for tests, and shows programs as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import dedent

from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.program import Instruction, Op, Program
from narrative.yarn.signatures import Signature

SIGNATURES: Mapping[str, Signature] = {
    "visited": Signature(("string",), "bool"),
    "visited_count": Signature(("string",), "number"),
    "string": Signature(("any",), "string"),
    "number": Signature(("any",), "number"),
    "double": Signature(("number",), "number"),
    "shout": Signature(("string",), "string"),
    "agree": Signature(("bool",), "bool"),
    "anything": Signature((), "any"),
    "largest": Signature(("string", "number"), "number", variadic=True),
}


def node(body: str, *, title: str = "Start") -> str:
    """Return a whole node whose body begins on the third line."""
    return f"title: {title}\n---\n{dedent(body).strip(chr(10))}\n===\n"


def compiled(*sources: str, requires_declarations: bool = False) -> Compilation:
    """Compile files a.yarn, b.yarn, …"""
    named = {f"{chr(ord('a') + number)}.yarn": source for number, source in enumerate(sources)}
    return compile_project(named, signatures=SIGNATURES, requires_declarations=requires_declarations)


def program(*sources: str) -> Program:
    """Compile files that have no errors."""
    compilation = compiled(*sources)
    assert compilation.program is not None, compilation.diagnostics
    return compilation.program


def codes(*sources: str, requires_declarations: bool = False) -> list[str]:
    """Return what is wrong or warned of, each as `file:line:column code`, without mere information."""
    compilation = compiled(*sources, requires_declarations=requires_declarations)
    return [
        f"{found.file[0]}:{found.line}:{found.column} {found.code}"
        for found in compilation.diagnostics
        if found.severity != "info"
    ]


def wrong(body: str) -> list[str]:
    """Return the errors in the body of one node, each as `line code`."""
    return [
        f"{found.line} {found.code}"
        for found in compiled(node(body)).diagnostics
        if found.severity == "error"
    ]


def message(body: str) -> str:
    """Return the message of the one error in the body of one node."""
    (found,) = (each for each in compiled(node(body)).diagnostics if each.severity == "error")
    return found.message


def code_of(body: str) -> str:
    """Return the code of one node, an instruction a line."""
    return listing(program(node(body)).nodes["Start"].code)


def listing(code: Iterable[Instruction]) -> str:
    """Return code as text, each instruction with its position."""
    return "\n".join(f"{position} {_shown(step)}" for position, step in enumerate(code))


def expression(written: str) -> str:
    """Return the code of a value, in one line."""
    code = (
        program(node(f"<<declare $v = 0>>\n<<declare $b = false>>\n<<call string({written})>>"))
        .nodes["Start"]
        .code
    )
    return "; ".join(_shown(step) for step in code[:-2])


def types(body: str) -> dict[str, str]:
    """Return the types of a script's variables."""
    declarations = program(node(body)).declarations
    return {name: variable.type for name, variable in declarations.items()}


def text(written: str) -> str:
    """Undo a test's own indentation of an expected listing."""
    return dedent(written).strip("\n")


def _shown(step: Instruction) -> str:
    operands = ", ".join(_operand(operand) for operand in step.operands)
    return f"{Op(step.op).name} {operands}".strip()


def _operand(operand: object) -> str:
    if isinstance(operand, bool):
        return str(operand).lower()
    return repr(operand) if isinstance(operand, str) else f"{operand:g}"
