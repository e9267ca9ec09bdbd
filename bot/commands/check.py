"""`kedok check`: what is to be mended in a story."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files

from bot.authoring.against import compare, report
from bot.authoring.checking import Checked, check
from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FAILED, FINE, WRONG_USAGE, Commands, add_command, add_format
from narrative.yarn.changes import Changes
from narrative.yarn.diagnostics import Diagnostic, Severity, explain, render

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        _check,
        "compile a story, proofread it, and say what is to be mended, with its place",
    )
    parser.epilog = "Exit codes: 0 no errors (with --strict: no warnings either), 1 some, 2 wrong usage."
    parser.add_argument(
        "paths",
        nargs="*",
        default=[ANOTHERS_FACE],
        metavar="PATH",
        help="a .yarn file, a .yarnproject, a story's folder, or a book of Kedok's; without it, Another's Face",
    )
    parser.add_argument("--strict", action="store_true", help="fail at warnings too")
    parser.add_argument(
        "--against",
        metavar="OLD",
        help="tell what changed since an older copy of PATH, and which readers would lose their place",
    )
    parser.add_argument("--explain", metavar="CODE", help="explain a code such as YS0005, with an example")
    add_format(parser, "text", "json")
    parser.set_defaults(parser=parser)


def _check(options: argparse.Namespace) -> int:
    if options.explain is not None:
        return _explain(options.explain)
    if options.against is not None and len(options.paths) != 1:
        options.parser.error("with --against, name one PATH")
    checked = [check(path) for path in dict.fromkeys(options.paths)]
    found = [one for each in checked for one in each.findings]
    compared = _compared(options, found)
    if options.format == "json":
        findings = [asdict(one) for one in found]
        answer = findings if options.against is None else {"findings": findings, "changes": compared}
        print(json.dumps(answer, ensure_ascii=False, indent=2, default=asdict))
    else:
        _print(checked)
        if compared is not None:
            print(report(compared, options.against))
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAILED if any(one.severity in failing for one in found) else FINE


def _compared(options: argparse.Namespace, found: Sequence[Diagnostic]) -> Changes | None:
    """Compare with the older copy, if there is one and the new one can be played."""
    if options.against is None or any(one.severity is Severity.ERROR for one in found):
        return None
    return compare(options.against, *options.paths)


def _explain(code: str) -> int:
    page = (files("narrative.yarn") / "diagnostics.md").read_text(encoding="utf-8")
    entry = explain(page, code.upper())
    if entry is None:
        print(f"there is no finding with the code {code}", file=sys.stderr)
        return WRONG_USAGE
    print(entry)
    return FINE


def _print(checked: Sequence[Checked]) -> None:
    for each in checked:
        for one in each.findings:
            print(_rendered(one, each.sources))
    names = ", ".join(each.name for each in checked)
    nodes, lines = (sum(each.nodes for each in checked), sum(each.lines for each in checked))
    size = f"{_count(nodes, 'node')}, {_count(lines, 'line')}: " if nodes else ""
    print(f"{names}: {size}{_summary(one for each in checked for one in each.findings)}")


def _rendered(one: Diagnostic, sources: Mapping[str, str]) -> str:
    if one.file in sources:
        return render(one, sources[one.file])
    return render(one, "").splitlines()[0]  # there is no line to show, so no caret either


def _summary(found: Iterable[Diagnostic]) -> str:
    counts = Counter(one.severity for one in found)
    told = [_count(counts[severity], word) for severity, word in _WORDS.items() if counts[severity]]
    to_mend = counts[Severity.ERROR] + counts[Severity.WARNING]
    return ", ".join(told if to_mend else ["nothing to mend", *told])


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
