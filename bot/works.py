"""Reads a work as its author names it: one script, a project, or a book's folder."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path

from bot.files import read_text
from narrative.drama.functions import signatures
from narrative.errors import AuthorError
from narrative.yarn.compile.job import Compilation, compile_project
from narrative.yarn.definitions import Definitions, read_definitions
from narrative.yarn.diagnostics import Severity, render
from narrative.yarn.program import Program
from narrative.yarn.project import Project, read_project
from narrative.yarn.signatures import Signature

MANIFEST = "book.yml"
_LONE = Project(version=4, base_language="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The files of a story. `sources` maps the scripts' names, relative to the folder, to their texts.

    `definitions` are of other hosts: what the story may ask for besides what ours does.
    """

    folder: Path
    project: Project
    sources: Mapping[str, str]
    definitions: Definitions = field(default_factory=Definitions)

    @property
    def is_book(self) -> bool:
        """Whether it has all that a book needs, or is at least meant to."""
        return (self.folder / MANIFEST).is_file()

    def table(self, language: str) -> Path:
        """Return the file of a language's string table, be it there or not."""
        return self.folder / self.project.localisation[language].strings


def find(named: str) -> AbstractContextManager[Path]:
    """Return the file or folder of that name, or the folder of the book that Kedok brings under it."""
    path = Path(named)
    if path.exists():
        return nullcontext(path)
    ours = files("narrative") / "books" / named
    if named.isidentifier() and ours.is_dir():
        return as_file(ours)
    message = f"there is no file, folder or book {named}"
    raise AuthorError(message)


def read_work(path: Path) -> Work:
    """Read a script (.yarn), a project (.yarnproject), or the folder of one; raise AuthorError if it cannot be."""
    if path.is_dir():
        return _project_work(_project_file(path))
    if path.suffix == ".yarnproject":
        return _project_work(path)
    return Work(folder=path.parent, project=_LONE, sources={path.name: read_text(path)})


def compile_work(work: Work) -> Compilation:
    """Compile a work for our host, and for those that its definitions tell of."""
    return compile_project(
        work.sources,
        signatures=signatures_for(work),
        requires_declarations=work.project.requires_declarations,
        version=work.project.version,
        severities=work.project.severities,
    )


def signatures_for(work: Work) -> Mapping[str, Signature]:
    """Return the signatures of the functions that a work may call, on our host or on another that it names."""
    theirs = {name: function.signature() for name, function in work.definitions.functions.items()}
    return {**theirs, **signatures()}


def program_of(work: Work) -> Program:
    """Return a work compiled, or raise AuthorError with every error printed."""
    compilation = compile_work(work)
    if compilation.program is None:
        errors = (found for found in compilation.diagnostics if found.severity is Severity.ERROR)
        raise AuthorError("\n".join(render(found, work.sources.get(found.file, "")) for found in errors))
    return compilation.program


def definition_files(folder: Path, named: str) -> list[Path]:
    """Return the files that a project in that folder means by an entry of its `definitions`."""
    return sorted(_globbed(folder, named.removeprefix("${workspaceRoot}").lstrip("/")))


def _project_file(folder: Path) -> Path:
    found = sorted(folder.glob("*.yarnproject"))
    if len(found) != 1:
        message = f"{folder} must hold one .yarnproject file, and holds {len(found)}"
        raise AuthorError(message)
    return found[0]


def _project_work(file: Path) -> Work:
    folder, project = file.parent, read_project(read_text(file))
    scripts = _scripts(folder, project)
    sources = {script.relative_to(folder).as_posix(): read_text(script) for script in scripts}
    return Work(folder=folder, project=project, sources=sources, definitions=_definitions(folder, project))


def _definitions(folder: Path, project: Project) -> Definitions:
    definitions = Definitions()
    for named in project.definitions:
        for file in definition_files(folder, named):
            try:
                definitions = definitions.merged(read_definitions(read_text(file)))
            except AuthorError as error:
                message = f"{file}: {error}"
                raise AuthorError(message) from error
    return definitions


def _scripts(folder: Path, project: Project) -> list[Path]:
    excluded = {file for glob in project.excluded for file in _globbed(folder, glob)}
    found = {file for glob in project.sources for file in _globbed(folder, glob)} - excluded
    if not found:
        message = f"{folder} holds none of the scripts that its project names: {', '.join(project.sources)}"
        raise AuthorError(message)
    return sorted(found)


def _globbed(folder: Path, glob: str) -> list[Path]:
    try:
        return list(folder.glob(glob))
    except (ValueError, NotImplementedError) as error:
        message = f"{folder} has a project that names files by {glob!r}, which cannot be followed: {error}"
        raise AuthorError(message) from error
