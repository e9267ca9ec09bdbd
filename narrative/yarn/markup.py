r"""Markup: `[b]…[/b]` in a line becomes plain text and attributes that say where it was.

Theory of operation
-------------------
One pass from left to right copies the text into the result and keeps the attributes that are open. A closing
marker ends the attribute of its name that was opened last, whatever else is still open, so attributes may
overlap. `[select]`, `[plural]` and `[ordinal]` put a text of their own in instead; what they put in is never
read as markup. `\[ \] \: \\` stand for the character itself, and any other backslash for a backslash.

The text before the first unescaped colon outside a marker is the speaker: it becomes an attribute `character`
over "Name: ", unless the line begins with a `[character]` of its own.

The text is first normalised to NFC, so that a letter with its accent is one. Positions count code points,
where upstream counts UTF-16 units: what a platform counts in is the business of its adapter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from narrative.yarn import plurals
from narrative.yarn.program import Value
from narrative.yarn.values import format_value, single


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One marked stretch of the text; of length 0 for a marker that closes itself."""

    name: str
    position: int
    length: int
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupResult:
    """The text without markers, and the attributes in the order of their opening markers."""

    text: str
    attributes: tuple[Attribute, ...] = ()


class MarkupError(ValueError):
    """The text's markup is wrong; the message says how."""


def parse(text: str, *, language: str = "en") -> MarkupResult:
    """Read a line's final text; where its markup is wrong, give it back as it is, without attributes."""
    try:
        return parse_strictly(text, language=language)
    except MarkupError:
        return MarkupResult(text=text)


def parse_strictly(text: str, *, language: str = "en") -> MarkupResult:
    """Read a line's final text; raise MarkupError where its markup is wrong."""
    return _Reader(normalize("NFC", text), language).read()


def escape(text: str) -> str:
    """Return markup that reads as exactly that text (in NFC), without attributes."""
    return re.sub(r"[\\\[\]:]", r"\\\g<0>", text)


_PLAIN = re.compile(r"[^\\\[:]+")
_ESCAPE = re.compile(r"\\([\[\]:\\])")
_NAME = re.compile(r"\s*([^\W_][\w|]*)\s*")
_VALUE = re.compile(r'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s\[\]"/=]+))\s*', re.DOTALL)
_CLOSE_ALL = re.compile(r"\[\s*/\s*\]")
_CLOSE = re.compile(r"\[\s*/\s*([^\W_][\w|]*)\s*\]")
_CLOSE_NOMARKUP = re.compile(r"\[\s*/\s*nomarkup\s*\]")
_END = re.compile(r"\s*(/?)\s*\]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_COUNTABLE = re.compile(rf"{_NUMBER.pattern}|-?Infinity|NaN", re.ASCII)
_OWN_CHARACTER = re.compile(r"\s*\[\s*character\b")


@dataclass(slots=True)
class _Open:
    """An attribute whose end has not been met; `order` is where its marker stood."""

    name: str
    properties: dict[str, Value]
    order: int
    position: int


class _Reader:
    def __init__(self, source: str, language: str) -> None:
        self._source = source
        self._language = language
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._closed: list[tuple[int, Attribute]] = []
        self._speaker_possible = not _OWN_CHARACTER.match(source)

    def read(self) -> MarkupResult:
        while self._at < len(self._source):
            self._step()
        if self._open:
            message = f"[{self._open[-1].name}] is never closed"
            raise MarkupError(message)
        self._closed.sort(key=lambda entry: entry[0])
        return MarkupResult(
            text="".join(self._pieces), attributes=tuple(attribute for _, attribute in self._closed)
        )

    def _step(self) -> None:
        if plain := self._take(_PLAIN):
            self._put(plain[0])
        elif escaped := self._take(_ESCAPE):
            self._put(escaped[1])
        elif self._source[self._at] == "[":
            self._marker()
        else:
            self._backslash_or_colon()

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._source, self._at)
        if match:
            self._at = match.end()
        return match

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _backslash_or_colon(self) -> None:
        char = self._source[self._at]
        self._at += 1
        self._put(char)
        if char == ":" and self._speaker_possible:
            self._speaker_possible = False
            self._speaker("".join(self._pieces)[:-1].strip())

    def _speaker(self, name: str) -> None:
        if name:
            self._skip_whitespace()
            self._close(_Open("character", {"name": name}, order=-1, position=0))

    def _skip_whitespace(self) -> None:
        while self._source[self._at : self._at + 1].isspace():
            self._put(self._source[self._at])
            self._at += 1

    # Markers

    def _marker(self) -> None:
        order = self._at
        if self._take(_CLOSE_ALL):
            while self._open:
                self._close(self._open.pop())
        elif closing := self._take(_CLOSE):
            self._close(self._opened_last(closing[1]))
        else:
            self._at += 1
            name, properties, closes_itself = self._opening()
            self._opened(_Open(name, properties, order, self._length), closes_itself=closes_itself)

    def _opening(self) -> tuple[str, dict[str, Value], bool]:
        """Read `name p=1 q="x"/]`; the shorthand `name=1` is a property of that name."""
        start = self._at
        properties: dict[str, Value] = {}
        name = self._name()
        if self._source[self._at : self._at + 1] == "=":
            self._at = start
        while not (end := self._take(_END)):
            key = self._name()
            properties[key] = self._property(key)
        return name, properties, bool(end[1])

    def _name(self) -> str:
        name = self._take(_NAME)
        if not name:
            message = f"there is no name at {self._source[self._at : self._at + 10]!r}"
            raise MarkupError(message)
        return name[1]

    def _property(self, key: str) -> Value:
        if self._source[self._at : self._at + 1] == "=":
            self._at += 1
            if value := self._take(_VALUE):
                return _unquoted(value["quoted"]) if value["bare"] is None else _bare(value["bare"])
        message = f"the property {key} has no value"
        raise MarkupError(message)

    def _opened(self, marker: _Open, *, closes_itself: bool) -> None:
        if marker.name in ("select", "plural", "ordinal"):
            if not closes_itself:
                message = f"[{marker.name}] must close itself"
                raise MarkupError(message)
            self._put(_replacement(marker.name, marker.properties, self._language))
        elif closes_itself:
            if marker.properties.setdefault("trimwhitespace", True) is True:
                self._drop_whitespace()
            self._close(marker)
        elif marker.name == "nomarkup":
            self._literal(marker)
        else:
            self._open.append(marker)

    def _drop_whitespace(self) -> None:
        if self._source[self._at : self._at + 1].isspace():
            self._at += 1

    def _literal(self, marker: _Open) -> None:
        end = _CLOSE_NOMARKUP.search(self._source, self._at)
        if not end:
            message = "[nomarkup] is never closed"
            raise MarkupError(message)
        self._put(self._source[self._at : end.start()])
        self._at = end.end()
        self._close(marker)

    def _opened_last(self, name: str) -> _Open:
        for index in reversed(range(len(self._open))):
            if self._open[index].name == name:
                return self._open.pop(index)
        message = f"[/{name}] closes what is not open"
        raise MarkupError(message)

    def _close(self, marker: _Open) -> None:
        attribute = Attribute(
            name=marker.name,
            position=marker.position,
            length=self._length - marker.position,
            properties=marker.properties,
        )
        self._closed.append((marker.order, attribute))


# Properties


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _bare(word: str) -> Value:
    if _NUMBER.fullmatch(word):
        return single(float(word))
    if word in ("true", "True", "false", "False"):
        return word.lower() == "true"
    return word


# Replacement


def _replacement(name: str, properties: Mapping[str, Value], language: str) -> str:
    """Choose the property that the value, or its plural category, names; `%` stands for the value."""
    if "value" not in properties:
        message = f"[{name}] has no value"
        raise MarkupError(message)
    value = properties["value"]
    keys = (format_value(value),) if name == "select" else (_category(name, value, language), "other")
    if isinstance(value, bool):
        keys = (*keys, keys[0].lower())
    for key in keys:
        if key in properties:
            return format_value(properties[key]).replace("%", format_value(value))
    message = f"[{name}] has no property {keys[0]}"
    raise MarkupError(message)


def _category(name: str, value: Value, language: str) -> str:
    shown = format_value(value)
    if not _COUNTABLE.fullmatch(shown):
        message = f"[{name}] needs a number, not {shown}"
        raise MarkupError(message)
    return plurals.ordinal(language, shown) if name == "ordinal" else plurals.cardinal(language, shown)
