"""The prompt book of a rehearsal: what is to be known of the book beforehand, and the words of every speech."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from narrative.chance import Chance
from narrative.cues import MASK
from narrative.drama.book import Book
from narrative.drama.lines import NARRATOR, say
from narrative.drama.reading import Option, Shown
from narrative.drama.tags import tags_of
from narrative.events import Language
from narrative.persona.acts import ACTS, SAFETY_ACTS, Expectation, Interpretation

_NAMES = ("Kuroda", "Sam", "Dewi")
_NAMED: Mapping[Language, str] = {
    Language.ENGLISH: "My name is {}.",
    Language.INDONESIAN: "Nama saya {}.",
}
_PHRASINGS = 3
_SECOND_ACTS = tuple(act for act in ACTS if act not in SAFETY_ACTS)


class PromptBook:
    """Kept through a whole rehearsal; what it remembers only saves it work.

    `endings` are the endings that the book names, by their nodes. `voices` are the lines that somebody says to
    the reader, with the line that has the same words (itself, unless it is a shadow). `answers` are the acts
    that the persona expects where something was asked.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.endings = named_endings(book)
        self.voices = _voices(book)
        self.answers = _answers(book)
        self._exemplars = _exemplars(book)
        self._slots: dict[str, Mapping[str, str]] = {}

    def speech(
        self, act: str, language: Language, chance: Chance, *, manner: int = 0
    ) -> tuple[str, Interpretation]:
        """Return words that do that, and what they do: sometimes a second thing as well, or they give a name.

        One `manner` has few ways to say a thing, as people have: in a run the same words come again.
        """
        words, slots = self._words(act, language, chance, manner)
        second = _SECOND_ACTS[chance.below(len(_SECOND_ACTS))] if chance.below(2) else ""
        also = second if second != act else ""
        safety = act if act in SAFETY_ACTS else ""
        return words, Interpretation(act=act, also=also, safety=safety, slots=slots)

    def _words(
        self, act: str, language: Language, chance: Chance, manner: int
    ) -> tuple[str, Mapping[str, str]]:
        if act == "introduce_self" and chance.below(3):
            name = _NAMES[chance.below(len(_NAMES))]
            return _NAMED[language].format(name), {"name": name}
        exemplars = self._exemplars.get((act, language.value)) or [f"({act})"]
        return exemplars[(manner + chance.below(_PHRASINGS)) % len(exemplars)], {}

    def pressed(self, option: Option, language: Language) -> tuple[str, Interpretation]:
        """Return the words of a suggested line, and what it does. Only a name in it is left to be understood."""
        words = say(self.book, language, option.line).text
        if words not in self._slots:
            self._slots[words] = self.book.recognizer.interpret(words, Expectation()).slots
        return words, Interpretation(act=option.act, slots=self._slots[words])


def named_endings(book: Book) -> dict[str, str]:
    """Return the endings that a book names, by the nodes that have the header `ending`."""
    named = {name: node.header("ending") for name, node in book.program.nodes.items()}
    return {name: ending for name, ending in named.items() if ending}


def _voices(book: Book) -> dict[str, str]:
    return {
        line_id: line.shadows or line_id
        for line_id, line in book.program.lines.items()
        if not tags_of(line).suggests
        and say(book, Language.ENGLISH, Shown(line_id=line_id)).speaker not in (NARRATOR, MASK)
    }


def _answers(book: Book) -> dict[str, frozenset[str]]:
    return {
        asked: frozenset(act for act, factor in factors.items() if factor > 1)
        for asked, factors in book.persona.context.items()
    }


def _exemplars(book: Book) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for exemplar in book.persona.exemplars:
        found[exemplar.act, exemplar.language].append(exemplar.text)
    return dict(found)
