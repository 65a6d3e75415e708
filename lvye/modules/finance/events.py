"""What money tells the modules above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Paid:
    """A payment was made. about, about_id: the record it was for ("procurement.order"), empty where there is none."""

    payment_id: int
    about: str
    about_id: int | None
    amount: Decimal
    on: date
    actor_id: int


@dataclass(frozen=True)
class Carried:
    """At the end of a year what a record held went from one budget line to another: it is paid of the new one."""

    about: str
    about_id: int | None
    from_line: int
    to_line: int
    actor_id: int
