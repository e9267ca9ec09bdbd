"""Compiles a project: its sources in, a program or the reasons why there is none out.

Theory of operation
-------------------
Each pass looks at the whole project and reports all that it finds, so that an author sees every mistake at
once. What only follows from a mistake that is told already is not told: the passes ask `Unread` what stands on
the lines that could not be read. Only when no pass has found an error is the program written. The same sources
always give the same program: files are taken in the order of their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from narrative.yarn.compile.codegen import BodyWriter
from narrative.yarn.compile.declarations import Declared, declare, is_smart
from narrative.yarn.compile.expressions import ExpressionWriter
from narrative.yarn.compile.features import NEWEST, check_features
from narrative.yarn.compile.groups import make_groups
from narrative.yarn.compile.markup import check_markup
from narrative.yarn.compile.nodes import NamedNode, name_nodes
from narrative.yarn.compile.once import OnceKeys, check_once_keys
from narrative.yarn.compile.reach import check_reach
from narrative.yarn.compile.references import check_smart_variables, check_targets
from narrative.yarn.compile.strings import LineTable, collect_lines
from narrative.yarn.compile.typecheck import Types, check_types
from narrative.yarn.compile.unread import Unread
from narrative.yarn.compile.visits import tracked_nodes
from narrative.yarn.diagnostics import Diagnostic, Report, Severity, graded
from narrative.yarn.program import Declaration, Node, Op, Program, fingerprint
from narrative.yarn.signatures import Signature
from narrative.yarn.syntax.parser import parse
from narrative.yarn.types import default_value

NOTHING_GRADED: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """What compiling gave. There is no program if any diagnostic is an error."""

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]


def compile_project(
    sources: Mapping[str, str],
    *,
    signatures: Mapping[str, Signature],
    requires_declarations: bool = False,
    infers_functions: bool = False,
    version: int = NEWEST,
    severities: Mapping[str, str] = NOTHING_GRADED,
) -> Compilation:
    """Compile the texts of all files of a project, by file name, for a host with these functions.

    With `infers_functions` a function may also be one of which no more is known than its calls tell.
    `version` and `severities` are the project file's: `projectFileVersion` and `diagnosticsSeverity`.
    """
    report = Report()
    trees = [tree for name, text in sorted(sources.items()) for tree in parse(name, text, report)]
    unread = Unread(sources, report.diagnostics())
    nodes = name_nodes(trees, report)
    declared = declare(nodes, report)
    lines = collect_lines(nodes, unread, report)
    types = check_types(
        nodes,
        declared,
        signatures,
        unread,
        report,
        requires_declarations=requires_declarations,
        infers_functions=infers_functions,
    )
    check_targets(nodes, unread, report)
    check_smart_variables(declared, report)
    check_markup(lines, report)
    check_once_keys(nodes, report)
    check_reach(nodes, report)
    check_features(nodes, version, report)
    diagnostics = graded(report.diagnostics(), severities)
    failed = any(found.severity is Severity.ERROR for found in diagnostics)
    program = None if failed else _program(nodes, declared, lines, types)
    return Compilation(program=program, diagnostics=diagnostics)


def _program(nodes: Sequence[NamedNode], declared: Declared, lines: LineTable, types: Types) -> Program:
    expressions = ExpressionWriter(declared.enums, types.cases)
    bodies = BodyWriter(expressions, lines, OnceKeys(lines.ids))
    program = Program(
        nodes={node.name: _node(node, bodies) for node in nodes},
        groups=make_groups(nodes, expressions),
        declarations={
            name: _declaration(name, declared, types, expressions) for name in sorted(types.variables)
        },
        enums=declared.enums,
        lines=lines.infos,
    )
    program = replace(program, nodes=tracked_nodes(program))
    return replace(program, fingerprint=fingerprint(program))


def _node(node: NamedNode, bodies: BodyWriter) -> Node:
    code = bodies.instructions(node.tree.body)
    return Node(
        name=node.name,
        code=code,
        headers=node.tree.headers,
        group=node.group,
        file=node.file,
        line=node.tree.place.line,
        line_ids=tuple(str(step.operands[0]) for step in code if step.op in (Op.LINE, Op.OPTION)),
    )


def _declaration(name: str, declared: Declared, types: Types, expressions: ExpressionWriter) -> Declaration:
    type_ = types.variables[name]
    default = default_value(type_, declared.enums)
    written = declared.variables.get(name)
    if written is None:
        return Declaration(name=name, type=type_, default=default)
    if is_smart(written):
        smart = expressions.value(written.value)
        return Declaration(name=name, type=type_, default=default, smart=smart, note=written.note)
    return Declaration(name=name, type=type_, default=expressions.constant(written.value), note=written.note)
