"""`kedok strings`: the tables that translators work in."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bot.authoring.tables import base_table, check_tables, measure_tables, update_tables
from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FAILED, FINE, Command, Commands, add_command, add_format
from bot.files import write_whole
from bot.works import Work, find, read_work
from narrative.yarn.diagnostics import Diagnostic, Severity
from narrative.yarn.translation import Progress

HOW = """\
Each language has one table, a CSV file that any spreadsheet opens. The project
names it: "localisation": {"id": {"strings": "id/strings.csv"}}.

`update` brings every table up to the story, in the story's order. Beside each
`text`, which only its translator changes, stand `original`, which is the line
as the story has it now, and `status`:

  new      to be translated: write the text
  stale    the line has changed: mend the text, then empty the status cell.
           If the text is still right, empty the cell all the same
  gone     the story has no such line any more. The text is kept, at the end,
           and comes back when the line does; `update --prune` lets it go
  double   another text for the line above it: delete the one you do not want

Any other word in that cell is yours. So are columns that you add, and comments
that you change.
"""
EXAMPLE = """\
  kedok strings update my_story
  kedok strings check my_story --strict
  kedok strings extract my_story --output base.csv
  kedok strings stats my_story --format json
"""


def add(commands: Commands) -> None:
    strings = commands.add_parser(
        "strings",
        help="keep the string tables up to the story, for its translators",
        description=HOW,
        epilog=f"examples:\n{EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tasks = strings.add_subparsers(title="tasks", required=True, metavar="TASK")
    extract = _add(tasks, "extract", _extract, "print the lines as the story has them, as a table")
    extract.add_argument("--output", type=Path, metavar="FILE", help="write the table there instead")
    update = _add(tasks, "update", _update, "bring every language's table up to the story")
    update.add_argument("--prune", action="store_true", help="let the texts of gone lines go")
    add_format(update, "text", "json")
    check = _add(tasks, "check", _check, "say what is missing, stale, broken, doubled or gone")
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    add_format(check, "text", "json")
    add_format(_add(tasks, "stats", _stats, "say how far each translation is"), "text", "json")


def _add(
    tasks: Commands, name: str, task: Callable[[argparse.Namespace, Work], int], summary: str
) -> argparse.ArgumentParser:
    parser = add_command(tasks, name, _on_work(task), summary)
    parser.add_argument(
        "path",
        nargs="?",
        default=ANOTHERS_FACE,
        metavar="PATH",
        help="a project, or a book's folder; without it, Another's Face",
    )
    return parser


def _on_work(task: Callable[[argparse.Namespace, Work], int]) -> Command:
    def command(options: argparse.Namespace) -> int:
        with find(options.path) as path:
            return task(options, read_work(path))

    return command


def _extract(options: argparse.Namespace, work: Work) -> int:
    table = base_table(work)
    if options.output is None:
        print(table, end="")
    else:
        write_whole(options.output, table)
    return FINE


def _update(options: argparse.Namespace, work: Work) -> int:
    for table in (updated := update_tables(work, prune=options.prune)):
        if options.format == "text":
            state = "updated" if table.written else "is up to date"
            print(f"{table.file}: {state}: {_told(table.progress)}")
    if options.format == "json":
        _print_json([{**asdict(table), "file": str(table.file)} for table in updated])
    return FINE


def _check(options: argparse.Namespace, work: Work) -> int:
    found = [(language, one) for language, some in check_tables(work).items() for one in some]
    if options.format == "json":
        _print_json([{"language": language, **asdict(one)} for language, one in found])
    else:
        _print_findings([one for _, one in found])
    failing = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return FAILED if any(one.severity in failing for _, one in found) else FINE


def _print_findings(found: list[Diagnostic]) -> None:
    for one in found:
        print(f"{one.file}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}")
    counts = {severity: sum(one.severity is severity for one in found) for severity in Severity}
    print(f"errors: {counts[Severity.ERROR]}, warnings: {counts[Severity.WARNING]}")


def _stats(options: argparse.Namespace, work: Work) -> int:
    measured = measure_tables(work)
    if options.format == "json":
        _print_json({language: _figures(progress) for language, progress in measured.items()})
    else:
        for language, progress in measured.items():
            print(f"{language}: {_told(progress)}")
    return FINE


def _figures(progress: Progress) -> dict[str, float]:
    return {**asdict(progress), "percent": round(progress.percent, 1)}


def _told(progress: Progress) -> str:
    return (
        f"{progress.translated} of {progress.lines} lines translated ({progress.percent:.1f} %), "
        f"{progress.stale} stale, {progress.missing} missing; "
        f"{progress.words_translated} of {progress.words} words"
    )


def _print_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
