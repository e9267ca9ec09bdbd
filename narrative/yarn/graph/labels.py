"""What drawings write on boxes and ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from narrative.yarn.graph.model import Box, Edge

LONGEST: Final = 40


def box_label(box: Box) -> str:
    """Return a box's name, and how many nodes there are in a group."""
    return f"{box.name} ×{len(box.passages)}" if box.is_group else box.name


def edge_label(edge: Edge) -> str:
    """Return the options that open a way."""
    return shortened(" / ".join(edge.labels))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text that is not longer than that."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def by_cluster(boxes: Sequence[Box]) -> dict[str, list[Box]]:
    """Return the boxes of each cluster, both in the story's order."""
    clusters: dict[str, list[Box]] = {}
    for box in boxes:
        clusters.setdefault(box.cluster, []).append(box)
    return clusters
