"""Gives ids to the lines of a work, in its files."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.files import read_exactly, write_whole
from bot.works import Work, read_work
from narrative.yarn.strings import read_rows
from narrative.yarn.tagging import Given, new_ids, tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """The ids that the files of one folder are given."""

    folder: Path
    given: tuple[Given, ...]


def plan_tags(path: Path) -> Tagging:
    """Return the ids that a script, or all scripts of a project, should be given.

    A script's ids are unique in the whole project that it belongs to, not only in the script.
    """
    work, only = _whole(path)
    return Tagging(folder=work.folder, given=new_ids(work.sources, taken=_translated_ids(work), only=only))


def write_tags(tagging: Tagging) -> tuple[Path, ...]:
    """Write the ids into their files, and return those."""
    files = []
    for name, given in groupby(tagging.given, key=lambda one: one.file):
        file = tagging.folder / name
        write_whole(file, tagged(read_exactly(file), tuple(given)))
        files.append(file)
    return tuple(files)


def _whole(path: Path) -> tuple[Work, frozenset[str] | None]:
    """Return the work that a path is part of, and which of its files are meant if not all."""
    if path.suffix != ".yarn":
        return read_work(path), None
    script = path.resolve()
    for folder in script.parents:
        if len(list(folder.glob("*.yarnproject"))) == 1:
            work, name = read_work(folder), script.relative_to(folder).as_posix()
            if name in work.sources:
                return work, frozenset({name})
    return read_work(path), None


def _translated_ids(work: Work) -> frozenset[str]:
    """Return the ids in the string tables: even a line that is gone may come back and want its own."""
    tables = (work.table(language) for language, entry in work.project.localisation.items() if entry.strings)
    return frozenset(row.id for table in tables if table.exists() for row in read_rows(read_exactly(table)))
