"""Timing, and printing what was timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


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
