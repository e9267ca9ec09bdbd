"""Names what runs once, so that a saved reading still knows it when the story was edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from narrative.yarn.compile.nodes import NamedNode, checksum
from narrative.yarn.diagnostics import Place, Report
from narrative.yarn.syntax.tree import Line, LineGroup, Once, OptionGroup, Statement, walk


class OnceKeys:
    """The keys of `<<once>>` blocks. A line's key is its id, and a node's its name."""

    def __init__(self, line_ids: Mapping[Place, str]) -> None:
        self._line_ids = line_ids
        self._used: dict[str, int] = {}

    def of_block(self, block: Once) -> str:
        """Return the block's key: by the first line in it. Blocks within blocks may share that line."""
        first = _first_line(block)
        place = block.place
        name = self._line_ids[first.place] if first else checksum(f"{place.file}{place.line}{place.column}")
        count = self._used[name] = self._used.get(name, 0) + 1
        return f"once:{name}" if count == 1 else f"once:{name}:{count}"


def check_once_keys(nodes: Iterable[NamedNode], report: Report) -> None:
    """Warn of what runs once and has no name of its own: after an edit a saved reading would see it again."""
    for node in nodes:
        if any(condition.once for condition in node.tree.when) and not node.tree.subtitle:
            report.warning("KD0014", _UNSTABLE.format("`subtitle:`"), node.tree.place)
        for line in lines_of(node.tree.body):
            if line.condition and line.condition.once and not _has_id(line):
                report.warning("KD0014", _UNSTABLE.format("`#line:`"), line.place)
        for statement in walk(node.tree.body):
            if isinstance(statement, Once) and not _has_id(_first_line(statement)):
                report.warning(
                    "KD0014", _UNSTABLE.format("a first line that has a `#line:`"), statement.place
                )


_UNSTABLE = "This runs once, but an edit makes a saved reading forget that it has. Give it {}."


def _has_id(line: Line | None) -> bool:
    return line is not None and any(tag.text.startswith("line:") for tag in line.tags)


def _first_line(block: Once) -> Line | None:
    return next(lines_of(block.body), None)


def lines_of(body: Iterable[Statement]) -> Iterator[Line]:
    """Yield every line of a body in story order, those of options and line groups too."""
    for statement in walk(body):
        match statement:
            case Line():
                yield statement
            case OptionGroup(items) | LineGroup(items):
                yield from (item.line for item in items)
            case _:
                pass
