"""Names what runs once, so that a saved reading still knows it when the story was edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from narrative.yarn.compile.nodes import checksum
from narrative.yarn.diagnostics import Place
from narrative.yarn.syntax.tree import Line, LineGroup, Once, OptionGroup, Statement, walk


class OnceKeys:
    """The keys of `<<once>>` blocks. A line's key is its id, and a node's its name."""

    def __init__(self, line_ids: Mapping[Place, str]) -> None:
        self._line_ids = line_ids
        self._used: dict[str, int] = {}

    def of_block(self, block: Once) -> str:
        """Return the block's key: by the first line in it. Blocks within blocks may share that line."""
        first = next(_lines(block.body), None)
        place = block.place
        name = self._line_ids[first.place] if first else checksum(f"{place.file}{place.line}{place.column}")
        count = self._used[name] = self._used.get(name, 0) + 1
        return f"once:{name}" if count == 1 else f"once:{name}:{count}"


def _lines(body: Iterable[Statement]) -> Iterator[Line]:
    for statement in walk(body):
        match statement:
            case Line():
                yield statement
            case OptionGroup(items) | LineGroup(items):
                yield from (item.line for item in items)
            case _:
                pass
