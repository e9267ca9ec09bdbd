"""`kedok test`: whether a story goes as its plan says."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.commands.parser import FAILED, FINE, Commands, add_command, existing_file
from bot.testing import FORMAT, try_plan


def add(commands: Commands) -> None:
    test = add_command(
        commands, "test", _test, "play a script by its test plan and show where it does otherwise"
    )
    test.formatter_class = argparse.RawDescriptionHelpFormatter
    test.description = FORMAT
    test.epilog = "Exit codes: 0 as planned, 1 not as planned or not to be read, 2 wrong usage."
    test.add_argument("script", type=existing_file, metavar="FILE.yarn", help="the script")
    test.add_argument(
        "--plan", type=existing_file, metavar="FILE.testplan", help="the plan, if not beside the script"
    )
    test.add_argument(
        "--strict-upstream",
        action="store_true",
        help="read the plan exactly as Yarn Spinner does, and know the functions of its test suite",
    )
    test.set_defaults(parser=test)


def _test(options: argparse.Namespace) -> int:
    plan: Path = options.plan or options.script.with_suffix(".testplan")
    if not plan.is_file():
        options.parser.error(f"there is no plan {plan}: name one with --plan")
    verdict = try_plan(options.script, plan, strict=options.strict_upstream)
    print(verdict.text)
    return FINE if verdict.passed else FAILED
