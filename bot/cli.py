"""The command `kedok`: play, run, train, strings, understand, check, test, version."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from adapters.port import PlatformLost, PlatformRefused
from bot.app import compose
from bot.bookshelf import book_folder, load_book, update_tables
from bot.logs import configure_logs
from bot.settings import (
    LogLevel,
    Settings,
    SettingsError,
    TerminalSettings,
    data_folder,
    read_settings,
)
from bot.store.schema import StoreBusy, StoreRefused
from bot.testing import FORMAT, try_plan
from narrative.drama.proof import proofread
from narrative.errors import AuthorError
from narrative.events import Language, Pace
from narrative.persona.acts import Expectation
from narrative.phrases import Phrase, phrase

log = logging.getLogger(__name__)

FINE, FAILED, MISCONFIGURED, INTERRUPTED = 0, 1, 78, 130
"""Exit codes; argparse itself leaves with 2. 78 is EX_CONFIG of sysexits.h: restarting will not help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (SettingsError, StoreRefused, PlatformRefused) as error:
        return _fail(error, MISCONFIGURED)
    except (AuthorError, PlatformLost) as error:
        return _fail(error, FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        # Through the log, as it strikes secrets out of tracebacks too.
        log.exception("Kedok has ended unexpectedly.")
        return FAILED


def _fail(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kedok",
        description="A novel you read by talking to it: you speak as the mask, and she answers.",
        epilog="Exit codes: 0 fine, 1 failed, 2 wrong usage, 78 wrong configuration.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_play(commands)
    _add(commands, "run", _run, "serve Telegram and Discord, whichever has a token in the environment")
    _add(commands, "train", _train, "train the recognizer again from the book's exemplars")
    _add(commands, "strings", _strings, "bring the string tables up to the story, for its translators")
    _add_understand(commands)
    _add(
        commands,
        "check",
        _check,
        "compile the book, proofread it in every language, and say what is to be mended",
    )
    _add_test(commands)
    _add(commands, "version", _version, "print the version")
    return parser


_Commands = argparse._SubParsersAction


def _add(
    commands: _Commands[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    parser.set_defaults(command=command)
    return parser


def _add_play(commands: _Commands[argparse.ArgumentParser]) -> None:
    play = _add(commands, "play", _play, "read in the terminal; the same command comes back to your page")
    play.add_argument(
        "--language",
        type=Language,
        choices=tuple(Language),
        metavar="en|id",
        help="the language of a new reading",
    )
    play.add_argument(
        "--pace",
        type=Pace,
        choices=tuple(Pace),
        metavar="instant|brisk|calm|slow",
        help="how fast the lines come in a new reading",
    )
    play.add_argument("--save", type=Path, metavar="FILE", help="where your page is kept")
    play.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help="read your lines from a file and print a plain transcript; without --save, from the beginning",
    )


def _add_understand(commands: _Commands[argparse.ArgumentParser]) -> None:
    summary = "say how she takes each line of standard input, said to her in the middle of a talk"
    understand = _add(commands, "understand", _understand, summary)
    understand.add_argument(
        "--evaluate",
        type=Path,
        metavar="FILE",
        help="measure instead: a table of text, act and perhaps a second act, with tabs and a heading",
    )


def _add_test(commands: _Commands[argparse.ArgumentParser]) -> None:
    test = _add(commands, "test", _test, "play a script by its test plan and show where it does otherwise")
    test.formatter_class = argparse.RawDescriptionHelpFormatter
    test.description = FORMAT
    test.epilog = "Exit codes: 0 as planned, 1 not as planned or not to be read, 2 wrong usage."
    test.add_argument("script", type=_file, metavar="FILE.yarn", help="the script")
    test.add_argument(
        "--plan", type=_file, metavar="FILE.testplan", help="the plan, if not beside the script"
    )
    test.add_argument(
        "--strict-upstream",
        action="store_true",
        help="read the plan exactly as Yarn Spinner does, and know the functions of its test suite",
    )
    test.set_defaults(parser=test)


def _file(argument: str) -> Path:
    path = Path(argument)
    if not path.is_file():
        message = f"there is no file {argument}"
        raise argparse.ArgumentTypeError(message)
    return path


def _play(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="kedok-") as folder:
        settings = _play_settings(options, os.environ, Path(folder))
        configure_logs(settings.log_level, settings.log_format, settings.secrets)
        try:
            app = compose(settings)
        except StoreBusy:
            print(
                phrase(settings.language, Phrase.TERMINAL_SAVE_BUSY, place=str(settings.database)),
                file=sys.stderr,
            )
            return FAILED
        asyncio.run(app.run())
    if sys.stdin.isatty() and options.script is None:
        print(phrase(settings.language, Phrase.TERMINAL_GOODBYE, place=str(settings.database)))
    return FINE


def _play_settings(options: argparse.Namespace, environment: Mapping[str, str], spare: Path) -> Settings:
    """Take from the environment only what is not about serving. What nobody watches needs no pace.

    In the terminal any key skips a wait, but a stranger does not know that yet: the default is brisk.
    """
    ours = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("KEDOK_TELEGRAM", "KEDOK_DISCORD"))
    }
    settings = read_settings({"KEDOK_LOG_LEVEL": LogLevel.WARNING, "KEDOK_PACE": Pace.BRISK, **ours})
    watched = options.script is None and sys.stdin.isatty() and sys.stdout.isatty()
    home = data_folder(environment) if options.script is None else spare
    return replace(
        settings,
        database=options.save or home / "play.sqlite",
        language=options.language or settings.language,
        pace=options.pace or (settings.pace if watched else Pace.INSTANT),
        terminal=TerminalSettings(script=options.script, language=options.language),
    )


def _run(_: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    configure_logs(settings.log_level, settings.log_format, settings.secrets)
    asyncio.run(compose(settings).run())
    return FINE


def _train(_: argparse.Namespace) -> int:
    from bot.training import train

    with book_folder() as folder:
        print(train(folder))
    return FINE


def _strings(_: argparse.Namespace) -> int:
    with book_folder() as folder:
        for table in update_tables(folder):
            print(table)
    return FINE


def _understand(options: argparse.Namespace) -> int:
    from bot.training import load_recognizer
    from bot.understanding import evaluate

    with book_folder() as folder:
        recognizer = load_recognizer(folder)
    if options.evaluate is not None:
        print(evaluate(options.evaluate.read_text(encoding="utf-8"), recognizer), end="")
        return FINE
    for line in sys.stdin:
        understood = recognizer.interpret(line, Expectation(turn=1))
        ranked = ", ".join(f"{one.act} {one.score:.2f}" for one in understood.ranked)
        print(f"{understood.act:<16} {ranked}", flush=True)
    return FINE


def _check(_: argparse.Namespace) -> int:
    book = load_book()
    found = proofread(book)
    for one in found:
        print(f"{one.file}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}")
    counts = f"{len(book.program.nodes)} nodes, {len(book.program.lines)} lines"
    languages = " and ".join(language.value for language in Language)
    print(f"{book.id}: {counts}, in {languages}: {len(found) or 'nothing'} to mend")
    return FAILED if found else FINE


def _test(options: argparse.Namespace) -> int:
    plan: Path = options.plan or options.script.with_suffix(".testplan")
    if not plan.is_file():
        options.parser.error(f"there is no plan {plan}: name one with --plan")
    verdict = try_plan(options.script, plan, strict=options.strict_upstream)
    print(verdict.text)
    return FINE if verdict.passed else FAILED


def _version(_: argparse.Namespace) -> int:
    print(f"kedok {version('kedok')}")
    return FINE
