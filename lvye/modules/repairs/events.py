"""What the repairs tell to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class JobReported:
    """A fault was reported and has its number."""

    job_id: int
    place_id: int
    category_id: int
    urgency: str
    source: str


@dataclass(frozen=True)
class JobFinished:
    """The work is done and waits to be accepted."""

    job_id: int
    place_id: int
    done_on: date


@dataclass(frozen=True)
class JobClosed:
    """The work was accepted (or nobody objected in time: how = "timeout")."""

    job_id: int
    place_id: int
    how: str
