"""`kedok check`: what is to be mended in a story."""

from __future__ import annotations

import argparse

from bot.bookshelf import load_book
from bot.commands.parser import FAILED, FINE, Commands, add_command
from narrative.drama.proof import proofread
from narrative.events import Language


def add(commands: Commands) -> None:
    add_command(
        commands,
        "check",
        _check,
        "compile the book, proofread it in every language, and say what is to be mended",
    )


def _check(_: argparse.Namespace) -> int:
    book = load_book()
    found = proofread(book)
    for one in found:
        print(f"{one.file}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}")
    counts = f"{len(book.program.nodes)} nodes, {len(book.program.lines)} lines"
    languages = " and ".join(language.value for language in Language)
    print(f"{book.id}: {counts}, in {languages}: {len(found) or 'nothing'} to mend")
    return FAILED if found else FINE
