"""What the grounds tell to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scored:
    """A round of scores was given."""

    score_ids: tuple[int, ...]
    low: int
