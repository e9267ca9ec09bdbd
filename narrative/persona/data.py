"""What a book knows about the language of its readers, read from parsed YAML and checked for the author."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

from narrative.errors import AuthorError
from narrative.persona.acts import ACTS, SAFETY_ACTS
from narrative.persona.exemplars import Exemplar
from narrative.persona.utterance import Reader

_OFTEN = 4

Table: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRules:
    """The signs of a safety act, and the phrases that only look like them."""

    signs: re.Pattern[str]
    harmless: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """How somebody gives his name: openings that only names follow, and those that a name may follow.

    `fillers` may stand between an opening and a name, `titles` belong to it, and `common` words are never one.
    """

    openings: tuple[str, ...]
    weak_openings: tuple[str, ...]
    fillers: tuple[str, ...]
    titles: tuple[str, ...]
    common: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaData:
    """Everything about language that is the book's and not the engine's.

    `exemplars` are lines of readers with what they do; `dangers` are dangerous lines, and lines that only look it.
    `answers` maps a whole utterance to the acts it may be; `concepts` maps a word, or a beginning ending in
    `*`, to what it is about; `facts` are the private facts by the words that presuppose them; `context` maps
    what the scene makes likely to a factor per act; `remember` and `measures` map a kind of quotation and a
    count to acts.
    """

    exemplars: tuple[Exemplar, ...]
    dangers: tuple[Exemplar, ...]
    spellings: Mapping[str, str]
    answers: Mapping[str, tuple[str, ...]]
    questions: frozenset[str]
    negations: frozenset[str]
    concepts: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, re.Pattern[str]]
    safety: Mapping[str, SafetyRules]
    names: NameWords
    context: Mapping[str, Mapping[str, float]]
    remember: Mapping[str, frozenset[str]]
    measures: Mapping[str, frozenset[str]]

    @property
    def digest(self) -> str:
        """Return the hash of all that a trained model depends on."""
        lines = [(line.act, line.text, line.language) for line in (*self.exemplars, *self.dangers)]
        learnt = json.dumps([lines, sorted(self.spellings.items()), sorted(self.concepts.items())])
        return hashlib.sha256(learnt.encode()).hexdigest()

    def concepts_in(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return what `words` are about, in their order."""
        return tuple(chain.from_iterable(map(self._concepts_of, words)))

    def _concepts_of(self, word: str) -> tuple[str, ...]:
        if word in self.concepts:
            return self.concepts[word]
        for end in range(len(word), 2, -1):
            if found := self.concepts.get(word[:end] + "*"):
                return found
        return ()


def read_persona(
    en: Table,
    id: Table,  # noqa: A002 - the language's own name
    measures: Table,
    *,
    exemplars: tuple[Exemplar, ...] = (),
    dangers: tuple[Exemplar, ...] = (),
) -> PersonaData:
    """Return the data of a book's `en.yml`, `id.yml` and `measures.yml`, already parsed, and of its tables.

    Raises `AuthorError`, naming the file and the place, for whatever cannot be meant.
    """
    tables = {"en.yml": en, "id.yml": id}
    spellings = _spellings(tables)
    reader = Reader(spellings)
    return PersonaData(
        exemplars=exemplars,
        dangers=dangers,
        spellings=spellings,
        answers=_answers(tables, reader),
        questions=frozenset(_each(tables, "questions")),
        negations=frozenset(_each(tables, "negations")),
        concepts=_concepts(tables),
        facts={fact: _pattern(parts) for fact, parts in _merged(tables, "facts").items()},
        safety=_safety(tables),
        names=_names(tables, exemplars),
        context=_context(measures),
        remember=_acts_by_key(measures, "remember"),
        measures=_acts_by_key(measures, "measures"),
    )


def _spellings(tables: Mapping[str, Table]) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for name, table in tables.items():
        for plain, variants in _table(name, table, "spellings").items():
            for variant in _lines(variants, f"{name}: spellings: {plain}"):
                if spellings.setdefault(variant, plain) != plain:
                    message = (
                        f"{name}: spellings: {variant!r} stands for {spellings[variant]!r} and for {plain!r}"
                    )
                    raise AuthorError(message)
    return spellings


def _answers(tables: Mapping[str, Table], reader: Reader) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for act, lines in _merged(tables, "answers").items():
        _check_act(act, "answers")
        for line in lines:
            bare = reader.read(line).bare or line
            if act not in answers.get(bare, ()):
                answers[bare] = (*answers.get(bare, ()), act)
    return answers


def _concepts(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    concepts: dict[str, tuple[str, ...]] = {}
    for concept, words in _merged(tables, "concepts").items():
        for word in words:
            if concept not in concepts.get(word, ()):
                concepts[word] = (*concepts.get(word, ()), concept)
    return concepts


def _safety(tables: Mapping[str, Table]) -> dict[str, SafetyRules]:
    signs, harmless = _merged(tables, "safety"), _merged(tables, "harmless")
    for act in {*signs, *harmless} - set(SAFETY_ACTS):
        message = f"safety: {act!r} is not one of {', '.join(SAFETY_ACTS)}"
        raise AuthorError(message)
    return {
        act: SafetyRules(signs=_pattern(signs.get(act, ())), harmless=_pattern(harmless.get(act, ())))
        for act in SAFETY_ACTS
    }


def _names(tables: Mapping[str, Table], exemplars: Iterable[Exemplar]) -> NameWords:
    words = _merged(tables, "names")
    others = (line.text for line in exemplars if line.act != "introduce_self")
    # Some type even names small, but hardly the same name often.
    counts = Counter(
        word for text in others for word in set(re.findall(r"[^\W\d_]+", text)) if word.islower()
    )
    typed_small = {word for word, count in counts.items() if count >= _OFTEN}
    return NameWords(
        openings=tuple(words.get("openings", ())),
        weak_openings=tuple(words.get("weak_openings", ())),
        fillers=tuple(words.get("fillers", ())),
        titles=tuple(words.get("titles", ())),
        common=frozenset((typed_small | set(words.get("common", ()))) - set(words.get("given", ()))),
    )


def _context(measures: Table) -> dict[str, dict[str, float]]:
    context = {key: dict(acts) for key, acts in _table("measures.yml", measures, "context").items()}
    for key, factors in context.items():
        for act, factor in factors.items():
            _check_act(act, f"measures.yml: context: {key}")
            if not isinstance(factor, int | float) or factor <= 0:
                message = f"measures.yml: context: {key}: {act} needs a factor above 0, not {factor!r}"
                raise AuthorError(message)
    return context


def _acts_by_key(measures: Table, section: str) -> dict[str, frozenset[str]]:
    where = f"measures.yml: {section}"
    table = _table("measures.yml", measures, section)
    found = {key: frozenset(_lines(acts, f"{where}: {key}")) for key, acts in table.items()}
    for key, acts in found.items():
        for act in sorted(acts):
            _check_act(act, f"{where}: {key}")
    return found


def _merged(tables: Mapping[str, Table], section: str) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for name, table in tables.items():
        for key, lines in _table(name, table, section).items():
            merged[key] = (*merged.get(key, ()), *_lines(lines, f"{name}: {section}: {key}"))
    return merged


def _each(tables: Mapping[str, Table], section: str) -> Iterator[str]:
    for name, table in tables.items():
        yield from _lines(table.get(section, []), f"{name}: {section}")


def _table(name: str, table: Table, section: str) -> Mapping[str, Any]:
    found = table.get(section, {})
    if not isinstance(found, Mapping):
        message = f"{name}: {section} must be a table, not {found!r}"
        raise AuthorError(message)
    _lines(list(found), f"{name}: {section}")
    return found


def _lines(lines: object, where: str) -> list[str]:
    if not isinstance(lines, list):
        message = f"{where} must be a list, not {lines!r}"
        raise AuthorError(message)
    for line in lines:
        if not isinstance(line, str):
            message = f"{where}: {line!r} must be in quotation marks, for YAML does not read it as text"
            raise AuthorError(message)
    return lines


def _pattern(parts: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches whole words of any of `parts`; of none, it matches nowhere."""
    for part in parts:
        try:
            re.compile(part)
        except re.error as error:
            message = f"the pattern {part!r} cannot be read: {error}"
            raise AuthorError(message) from error
    joined = "|".join(parts)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else r"(?!)")


def _check_act(act: str, where: str) -> None:
    if act not in ACTS:
        message = f"{where}: there is no act {act!r}"
        raise AuthorError(message)
