"""Timing: medians of interleaved runs, so that a machine that slows down slows both sides."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Act = Callable[[], object]


@dataclass(frozen=True)
class Line:
    """One figure of the report: what, how long, against what, and the most it may be."""

    name: str
    seconds: float
    ratio: float | None = None
    limit: float | None = None
    note: str = ""

    def __str__(self) -> str:
        time_text = f"{self.seconds * 1000:9.1f} ms"
        ratio = f"{self.ratio:6.2f}×" if self.ratio is not None else "       "
        limit = f"limit {self.limit:g}" if self.limit is not None else ""
        state = "" if self.kept is None else ("ok  " if self.kept else "OVER")
        return f"{state:4} {self.name:58} {time_text} {ratio} {limit:12} {self.note}"

    @property
    def kept(self) -> bool | None:
        """Whether the limit holds; None where none is set."""
        if self.limit is None:
            return None
        return (self.ratio if self.ratio is not None else self.seconds) <= self.limit


def timed(act: Act) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def together(*acts: Act, runs: int = 15) -> list[float]:
    """The median seconds of each act, run in turn: A B C A B C …, after one warm-up round."""
    for act in acts:
        act()
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(runs):
        for times, act in zip(taken, acts, strict=True):
            times.append(timed(act))
    return [statistics.median(times) for times in taken]
