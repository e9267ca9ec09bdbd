"""`kedok tag`: an id for every line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.authoring.tagging import Tagging, plan_tags, write_tags
from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command, add_format
from bot.works import find

HOW = """\
Add a `#line:` id to every line, option and line-group item that has none, and
touch nothing else. Translations, saved readings and `<<once>>` find a line by
its id, so tag before you translate or publish, and keep an id when you edit.

An id is made of the node's name and a few digits of a hash of the text, such
as `#line:she_greet_7f3a`; you may write better ones yourself. It is unique in
the whole project, and no id of a string table is used again.
"""
EXAMPLE = """\
examples:
  kedok tag my_story --dry-run
  kedok tag my_story
  kedok tag my_story/2_landing.yarn
"""


def add(commands: Commands) -> None:
    tag = add_command(commands, "tag", _tag, "add an id to every line that has none")
    tag.formatter_class = argparse.RawDescriptionHelpFormatter
    tag.description, tag.epilog = HOW, EXAMPLE
    tag.add_argument(
        "paths",
        nargs="*",
        default=[ANOTHERS_FACE],
        metavar="PATH",
        help="a script, a project, or a book's folder; without any, Another's Face",
    )
    tag.add_argument("--dry-run", action="store_true", help="only show what would be done")
    add_format(tag, "text", "json")


def _tag(options: argparse.Namespace) -> int:
    done = [_tag_one(path, dry_run=options.dry_run) for path in options.paths]
    if options.format == "json":
        print(
            json.dumps(
                [asdict(given) for tagging in done for given in tagging.given], ensure_ascii=False, indent=2
            )
        )
    else:
        _print(done, dry_run=options.dry_run)
    return FINE


def _tag_one(named: str, *, dry_run: bool) -> Tagging:
    with find(named) as path:
        tagging = plan_tags(path)
        if not dry_run:
            write_tags(tagging)
        return tagging


def _print(done: Sequence[Tagging], *, dry_run: bool) -> None:
    for tagging in done:
        for one in tagging.given:
            print(f"{tagging.folder / one.file}:{one.line}: #{one.id}  {one.text}")
    count = sum(len(tagging.given) for tagging in done)
    print(f"lines that {'would be' if dry_run else 'were'} given an id: {count or 'none'}")
