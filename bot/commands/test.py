"""`kedok test`: whether a story goes as its plans say."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.authoring.testing import FORMAT, Rules, plans_of, record, try_plans
from bot.authoring.verdicts import as_json, as_text
from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FAILED, FINE, Commands, add_command, add_format, existing_file
from bot.works import find


def add(commands: Commands) -> None:
    test = add_command(
        commands, "test", _test, "play a story by its test plans and show where it does otherwise"
    )
    test.formatter_class = argparse.RawDescriptionHelpFormatter
    test.description = FORMAT
    test.epilog = "Exit codes: 0 as planned, 1 not as planned or not to be read, 2 wrong usage."
    test.add_argument(
        "story",
        nargs="?",
        default=ANOTHERS_FACE,
        metavar="STORY",
        help="a script (.yarn), a project (.yarnproject), or a book's folder; without it, Another's Face",
    )
    test.add_argument(
        "--plan",
        type=existing_file,
        action="append",
        metavar="FILE.testplan",
        help="this plan instead of the story's own; may be given more than once",
    )
    test.add_argument(
        "--strict-upstream",
        action="store_true",
        help="read plans exactly as Yarn Spinner does, and know the functions of its test suite",
    )
    test.add_argument(
        "--check-tags", action="store_true", help="check the hashtags behind line: and option: too"
    )
    test.add_argument(
        "--record",
        action="store_true",
        help="print the plan of a performance instead, in which always the first way open is taken",
    )
    test.add_argument(
        "--choose",
        type=_numbers,
        default=(),
        metavar="2,1,…",
        help="for --record: the numbers of the options that are taken first",
    )
    add_format(test, "text", "json")
    test.set_defaults(parser=test)


def _test(options: argparse.Namespace) -> int:
    rules = Rules(strict=options.strict_upstream, tags=options.check_tags)
    if options.choose and not options.record:
        options.parser.error("--choose needs --record")
    with find(options.story) as path:
        if options.record:
            print(record(path, options.choose, strict=rules.strict), end="")
            return FINE
        plans: list[Path] = options.plan or list(plans_of(path))
        if not plans:
            options.parser.error(f"{path} has no plan: name one with --plan")
        verdicts = try_plans(path, plans, rules)
    print(as_json(verdicts) if options.format == "json" else as_text(verdicts))
    return FINE if all(verdict.passed for verdict in verdicts) else FAILED


def _numbers(argument: str) -> tuple[int, ...]:
    return tuple(map(int, argument.split(",")))
