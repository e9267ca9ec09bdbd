"""Gives `#line:` ids to the lines that have none, and touches nothing else in a script.

Theory of operation
-------------------
An id is the line's node, in small letters, and a few digits of a hash of its text: `#line:she_greet_7f3a`. It
tells a translator where the line stands, and it says nothing of order, so it never looks wrong when lines are
put before it. It does not depend on the lines around it either: two authors who tag the same story on two
branches give the same line the same id, and different lines different ones.

Once given, an id is never changed, whatever becomes of the line's text or node.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from narrative.errors import AuthorError
from narrative.yarn.diagnostics import Report, Severity, render
from narrative.yarn.syntax.tree import NodeTree
from narrative.yarn.written import Written, written_lines

_NAMED = ("line:", "shadow:")
_WRITTEN_ID = re.compile(r"#(?:line|shadow):([^\s#$<]+)")  # in comments too: that line may come back
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An id that a line is given: `tag` goes into its file at that line, behind that many characters."""

    file: str
    line: int
    column: int
    id: str
    text: str

    @property
    def tag(self) -> str:
        return f" #{self.id}"


def new_ids(
    sources: Mapping[str, str], *, taken: Collection[str] = (), only: Collection[str] | None = None
) -> tuple[Given, ...]:
    """Return an id for every line that has none, in all files of a project or `only` in some.

    No id is given that the files know or that is `taken`. A project that cannot be parsed raises AuthorError.
    """
    report = Report()
    lines = [written for written in written_lines(sources, report) if _unnamed(written)]
    _refuse_errors(report, sources)
    used = {f"line:{name}" for text in sources.values() for name in _WRITTEN_ID.findall(text)} | set(taken)
    given: list[Given] = []
    for written in lines:
        place = written.line.place
        if only is not None and place.file not in only:
            continue
        line_id = next(candidate for candidate in _candidates(written) if candidate not in used)
        used.add(line_id)
        text = written.line.template.text
        given.append(Given(file=place.file, line=place.line, column=written.end, id=line_id, text=text))
    return tuple(given)


def tagged(source: str, given: Collection[Given]) -> str:
    """Return one file's text with the ids that its lines are given."""
    plain = source.removeprefix("\ufeff")
    pieces = _LINE_END.split(plain)  # lines and their ends in turn
    for one in given:
        line = pieces[2 * (one.line - 1)]
        before, after = line[: one.column], line[one.column :]
        # A comment that follows at once would be taken for a part of the id.
        gap = "" if not after or after[0].isspace() else " "
        pieces[2 * (one.line - 1)] = before + one.tag + gap + after
    return source[: len(source) - len(plain)] + "".join(pieces)


def _unnamed(written: Written) -> bool:
    return not any(tag.text.startswith(_NAMED) for tag in written.line.tags)


def _refuse_errors(report: Report, sources: Mapping[str, str]) -> None:
    errors = [found for found in report.diagnostics() if found.severity is Severity.ERROR]
    if errors:
        raise AuthorError("\n".join(render(found, sources[found.file]) for found in errors))


def _candidates(written: Written) -> Iterator[str]:
    """Yield ids for a line, the best first; they soon grow longer, so that one is free."""
    stem = _stem(written.node)
    attempt = 0
    while True:
        content = f"{written.node.title}.{written.node.subtitle}\n{written.line.template.text}\n{attempt}"
        digest = hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()
        yield f"line:{stem}_{digest[: _DIGITS + attempt // 4]}"
        attempt += 1


def _stem(node: NodeTree) -> str:
    names = [name for name in (node.title, node.subtitle) if name]
    return "_".join(_HUMP.sub("_", name).lower() for name in names)
