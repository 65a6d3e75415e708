"""What the first run tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SchoolSetUp:
    """The school was entered for the first time, or the program brought up to date where one stands.

    Modules bring what they need to begin and is not there yet, in the same transaction; what the school changed stays.
    """

    school_id: int
    actor_id: int
    on: date
