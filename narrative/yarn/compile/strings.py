"""Gives every line its id and collects the story's lines, in order, as the string table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrative.yarn.compile.nodes import NamedNode, checksum
from narrative.yarn.compile.spelling import Spelling
from narrative.yarn.compile.unread import Unread
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.program import LineInfo
from narrative.yarn.syntax.tree import (
    If,
    Line,
    LineGroup,
    OptionGroup,
    Statement,
    Tag,
    blocks,
)

_LAST_LINE = "lastline"


@dataclass(frozen=True, slots=True)
class LineTable:
    """Each line's id by the place where it stands, and what is known of it by its id."""

    ids: Mapping[Place, str]
    infos: Mapping[str, LineInfo]


@dataclass(frozen=True, slots=True)
class _Found:
    node: NamedNode
    line: Line
    before_options: bool


def collect_lines(nodes: Sequence[NamedNode], unread: Unread, report: Report) -> LineTable:
    """Name and collect the lines of all nodes."""
    found = [line for node in nodes for line in _lines(node, node.tree.body, counts=True)]
    table = _Collector(report)
    # Written ids first, so that no made-up one can take their place.
    explicit = {line.line.place: table.explicit_id(line) for line in found}
    ids = {line.line.place: explicit[line.line.place] or table.implicit_id(line) for line in found}
    infos = {ids[line.line.place]: _info(line) for line in found}
    _check_shadows(found, unread, report)
    return LineTable(ids, infos)


def _lines(node: NamedNode, body: Sequence[Statement], *, counts: bool) -> Iterator[_Found]:
    """Yield the lines in story order. Only in a block that `counts` can one be the last before options."""
    for position, statement in enumerate(body):
        match statement:
            case Line():
                following = body[position + 1] if position + 1 < len(body) else None
                yield _Found(node, statement, counts and isinstance(following, OptionGroup))
            case OptionGroup(items) | LineGroup(items):
                options = isinstance(statement, OptionGroup)
                for item in items:
                    yield _Found(node, item.line, before_options=False)
                    yield from _lines(node, item.body, counts=options)
            case _:
                for block in blocks(statement):
                    yield from _lines(node, block, counts=isinstance(statement, If))


class _Collector:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._places: dict[str, Place] = {}
        self._numbers: dict[str, int] = {}

    def explicit_id(self, found: _Found) -> str:
        tags = [tag for tag in found.line.tags if tag.text.startswith("line:")]
        shadows = [tag for tag in found.line.tags if tag.text.startswith("shadow:")]
        self._check_count(tags, shadows)
        if not tags:
            return ""
        return self._claimed(tags[0].text, tags[0].place)

    def implicit_id(self, found: _Found) -> str:
        prefix = "line:sh_" if _shadowed(found.line) else "line:"
        node = found.node
        while True:
            number = self._numbers.get(node.name, 0)
            self._numbers[node.name] = number + 1
            made_up = prefix + checksum(f"{node.file}{node.name}{number}")
            if made_up not in self._places:
                self._places[made_up] = found.line.place
                return made_up

    def _claimed(self, line_id: str, place: Place) -> str:
        first = self._places.setdefault(line_id, place)
        if first != place:
            for here, there in ((first, place), (place, first)):
                self._report.error(
                    "YS0018", f"`#{line_id}` is the id of {there} too. Give each line its own.", here
                )
        return line_id

    def _check_count(self, tags: Sequence[Tag], shadows: Sequence[Tag]) -> None:
        for tag in [*tags[1:], *shadows[1:]]:
            self._report.error("YS0062", "A line has one such id only. Take this one out.", tag.place)
        for tag in (*tags, *shadows):
            if tag.text.endswith(":"):
                message = f"After `#{tag.text}` an id is expected. Write one, or take the hashtag out."
                self._report.error("KD0003", message, tag.place)
        if tags and shadows:
            for tag in (tags[0], shadows[0]):
                self._report.error("YS0017", _EITHER, tag.place)


_EITHER = "A line has either an id of its own (`#line:`) or another one's (`#shadow:`). Take one out."


def _shadowed(line: Line) -> str:
    """Return the id of the line that this one repeats, or an empty string."""
    names = (tag.text.removeprefix("shadow:") for tag in line.tags if tag.text.startswith("shadow:"))
    return next((f"line:{name}" for name in names), "")


def _info(found: _Found) -> LineInfo:
    tags = tuple(tag.text for tag in found.line.tags)
    if found.before_options and _LAST_LINE not in tags:
        tags = (*tags, _LAST_LINE)
    return LineInfo(
        text=found.line.template.text,
        tags=tags,
        node=found.node.name,
        file=found.node.file,
        line=found.line.place.line,
        shadows=_shadowed(found.line),
    )


def _check_shadows(found: Sequence[_Found], unread: Unread, report: Report) -> None:
    sources = {
        tag.text: line.line for line in found for tag in line.line.tags if tag.text.startswith("line:")
    }
    spelling = Spelling(sources)
    for shadow in found:
        if source_id := _shadowed(shadow.line):
            source = sources.get(source_id)
            if source is not None:
                _check_shadow(shadow.line, source_id, source, report)
            elif not unread.has_line(source_id):
                report.error(
                    "YS0042",
                    f"There is no line `#{source_id}` for this one to repeat. Mend the id."
                    f"{spelling.hint(source_id)}",
                    shadow.line.place,
                )


def _check_shadow(line: Line, source_id: str, source: Line, report: Report) -> None:
    if source.template.expressions or line.template.expressions:
        report.error(
            "YS0043",
            "A line that is repeated with `#shadow:` must not hold `{ }`. Give this one an id of its own.",
            line.place,
        )
    elif source.template.text != line.template.text:
        report.error(
            "YS0044",
            f"This text differs from the text of `#{source_id}`, which it repeats. Make them the same.",
            line.place,
        )
