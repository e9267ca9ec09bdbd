"""Lints of the layout, besides those that belong to the parser: options that an empty line has parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from narrative.yarn.diagnostics import Report
from narrative.yarn.syntax.tree import NodeTree, OptionGroup, Statement, blocks, walk


def check_layout(nodes: Iterable[NodeTree], report: Report) -> None:
    """Warn of options that stand under options and yet are not offered together with them."""
    for node in nodes:
        for block in _blocks(node.body):
            for before, after in pairwise(block):
                if isinstance(before, OptionGroup) and isinstance(after, OptionGroup):
                    report.warning(
                        "KD0201",
                        "The empty line above parts this option from those before it: they are offered first, "
                        "and this one only after one of them was chosen. Take the empty line out.",
                        after.options[0].line.place,
                    )


def _blocks(body: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    yield body
    for statement in walk(body):
        yield from blocks(statement)
