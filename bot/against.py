"""Tells what an edited story means for those who are reading it: what changed, and who loses their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.works import find, program_of, read_work
from narrative.yarn.changes import Changes, changes
from narrative.yarn.definitions import words_of
from narrative.yarn.program import Program

_NAMED = 5


def compare(old: str, new: str) -> Changes:
    """Compare two editions of a work, each a script, a project or a book; raise AuthorError if one has errors."""
    return changes(_program(old), _program(new), waits=_waits)


def report(found: Changes, old: str) -> str:
    """Return the comparison for people, one thing a line."""
    return "\n".join((f"Against {old}:", *_differences(found), *_places(found, Path(old))))


def _program(named: str) -> Program:
    with find(named) as path:
        return program_of(read_work(path))


def _waits(command: str) -> bool:
    return words_of(command)[:1] == ["listen"]


def _differences(found: Changes) -> Iterator[str]:
    told = [
        ("new nodes", found.new_nodes),
        ("nodes that are gone", found.gone_nodes),
        ("new lines", found.new_lines),
        ("lines that are gone", found.gone_lines),
        ("lines with another text", found.reworded),
        ("lines in another node", found.moved),
        ("new variables, which begin at their default", found.new_variables),
        ("variables that are gone", found.gone_variables),
        ("variables of another type, which begin anew", found.retyped),
    ]
    for what, names in told:
        if names:
            yield f"  {what} ({len(names)}): {_named(names)}"


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _places(found: Changes, old: Path) -> Iterator[str]:
    kept = found.places - len(found.lost)
    yield f"Readers keep their place at {kept} of {found.places} places where they may be."
    for place in found.lost:
        file = old / place.file if old.is_dir() else old.parent / place.file
        yield f"{file}:{place.line}: at {place.what} in {place.node} they go back to their last checkpoint"
