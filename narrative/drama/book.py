"""A Book: a compiled story with its texts in every language and the persona that listens in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from narrative.drama.commands import COMMANDS
from narrative.drama.tags import tags_of
from narrative.drama.words import plain_words
from narrative.errors import AuthorError, StoryFault
from narrative.events import Language
from narrative.persona.acts import Recognizer
from narrative.persona.data import PersonaData
from narrative.yarn.program import Op, Program
from narrative.yarn.project import Project
from narrative.yarn.run.state import Strategy, strategy_named
from narrative.yarn.strings import Row, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What book.yml says: the words about the story and how its speakers are called.

    From the project file come the node it starts at and how groups choose until a script says otherwise.
    """

    id: str
    start: str
    saliency: Strategy = Strategy.RELEVANT
    title: Mapping[Language, str]
    about: Mapping[Language, str]
    notes: Mapping[Language, str]
    speakers: Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """The compiled work. `fingerprint` changes when its code does, never when only its texts do.

    `tables` are the string tables as they stand in their files, `texts` their lines by language and line id.
    `suggestions` has the plain words of every line the mask is ever offered, in every language, with its act.
    """

    manifest: Manifest
    program: Program
    fingerprint: str
    tables: Mapping[Language, tuple[Row, ...]]
    texts: Mapping[Language, Mapping[str, str]]
    persona: PersonaData
    recognizer: Recognizer
    suggestions: Mapping[str, str]

    @property
    def id(self) -> str:
        """The book's id, as readings remember it."""
        return self.manifest.id

    def text(self, language: Language, line_id: str) -> str:
        """Return a line's text with placeholders and markup; the base text where it is not translated."""
        line = self.program.lines[line_id]
        key = line.shadows or line_id
        return self.texts.get(language, {}).get(key) or self.program.lines[key].text

    def suggestion(self, text: str) -> str:
        """Return the act of a text that is, but for case and punctuation, a line the story suggests; or empty."""
        return self.suggestions.get(plain_words(text), "")

    def name(self, language: Language, speaker: str) -> str:
        """Return how the reader sees a speaker called; an unlisted one by its id."""
        names = self.manifest.speakers.get(speaker)
        return names[language] if names else speaker


def build_book(
    program: Program,
    *,
    project: Project,
    manifest: Mapping[str, Any],
    translations: Mapping[Language, str],
    persona: PersonaData,
    recognizer: Recognizer,
) -> Book:
    """Make a book of a compiled story and the texts of its other files, or raise AuthorError.

    `project` is what the .yarnproject says, `manifest` what book.yml says; `translations` maps a language to
    its string table (CSV text).
    """
    _check_commands(program)
    tables = {language: read_rows(text) for language, text in translations.items()}
    texts = {language: {row.id: row.text for row in table} for language, table in tables.items()}
    return Book(
        manifest=_manifest(manifest, project),
        program=program,
        fingerprint=program.fingerprint,
        tables=tables,
        texts=texts,
        persona=persona,
        recognizer=recognizer,
        suggestions=suggestions_of(program, texts.values()),
    )


def suggestions_of(program: Program, tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the plain words of every suggested line, in the base language and in the tables, with its act."""
    acts = {line_id: tags_of(line).suggests for line_id, line in program.lines.items()}
    base = {line_id: line.text for line_id, line in program.lines.items()}
    return {
        plain_words(text.partition(":")[2]): acts[line_id]
        for table in (base, *tables)
        for line_id, text in table.items()
        if acts.get(line_id) and plain_words(text.partition(":")[2])
    }


def _check_commands(program: Program) -> None:
    unknown = [
        f"{node.file}:{step.at}: error YS0060: nobody obeys the command <<{step.operands[0]}>>"
        for node in program.nodes.values()
        for step in node.code
        if step.op is Op.COMMAND and str(step.operands[0]).split(maxsplit=1)[0] not in COMMANDS
    ]
    if unknown:
        raise AuthorError("\n".join(unknown))


def _manifest(plain: Mapping[str, Any], project: Project) -> Manifest:
    def words(value: Mapping[str, str]) -> dict[Language, str]:
        return {language: str(value[language.value]) for language in Language}

    try:
        return Manifest(
            id=str(plain["id"]),
            start=project.start,
            saliency=_strategy(project.saliency),
            title=words(plain["title"]),
            about=words(plain["about"]),
            notes=words(plain["notes"]),
            speakers={name: words(names) for name, names in plain["speakers"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        message = f"book.yml: error KD0101: it lacks, or has wrongly, the entry {error}"
        raise AuthorError(message) from error


def _strategy(name: str) -> Strategy:
    try:
        return strategy_named(name) if name else Strategy.RELEVANT
    except StoryFault as error:
        message = f"the project's saliencyStrategy: error KD0102: {error}"
        raise AuthorError(message) from error
