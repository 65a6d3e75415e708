"""What the first run tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SchoolSetUp:
    """The school was entered for the first time; modules bring what they need to begin, in the same transaction."""

    school_id: int
    actor_id: int
    on: date
