"""Timing, and printing what was timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds the work took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def quantile(seconds: Sequence[float], percent: int) -> float:
    """Return that percentile of the timings."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def show(name: str, figure: str) -> None:
    """Print one line of the report."""
    print(f"  {name:<52} {figure}")


def milliseconds(seconds: Sequence[float]) -> str:
    """Return the median and the 99th percentile."""
    return f"median {statistics.median(seconds) * 1e3:.2f} ms, p99 {quantile(seconds, 99) * 1e3:.2f} ms"


def table(columns: Mapping[str, Mapping[str, str]], *, corner: str) -> str:
    """Return named columns of named figures as an aligned Markdown table; figures stand to the right."""
    rows = list(next(iter(columns.values())))
    names = (corner, *columns)
    cells = [(row, *(figures[row] for figures in columns.values())) for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *cells, strict=True)]
    rule = "|".join((f" {'-' * widths[0]} ", *(f" {'-' * (width - 1)}: " for width in widths[1:])))
    return "\n".join((_row(names, widths), f"|{rule}|", *(_row(each, widths) for each in cells)))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return f"| {' | '.join((first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)))} |"
