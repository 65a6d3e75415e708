"""The front door of rosters: who is on duty, who is assigned, and which kinds a school begins with."""

from __future__ import annotations

from .declare import KindSpec, SeatSpec, ShiftSpec, ship
from .events import Changed, Published, Recalled, Swapped
from .models import (
    Absence,
    AbsenceStatus,
    Assignment,
    Kind,
    Liking,
    Roster,
    Seat,
    Shift,
    Slot,
    Swap,
    Why,
    Wish,
)  # fmt: skip
from .models import Status as RosterStatus
from .queries import assigned, kind_of, on_duty, slots_of
from .services import absence_add, kinds_prepare, roster_ask, roster_create, roster_publish, roster_solve

__all__ = [
    "Absence",
    "AbsenceStatus",
    "Assignment",
    "Changed",
    "Kind",
    "KindSpec",
    "Liking",
    "Published",
    "Recalled",
    "Roster",
    "RosterStatus",
    "Seat",
    "SeatSpec",
    "Shift",
    "ShiftSpec",
    "Slot",
    "Swap",
    "Swapped",
    "Why",
    "Wish",
    "absence_add",
    "assigned",
    "kind_of",
    "kinds_prepare",
    "on_duty",
    "roster_ask",
    "roster_create",
    "roster_publish",
    "roster_solve",
    "ship",
    "slots_of",
]
