"""The records of rosters. No writes here."""

from __future__ import annotations

from .kind import Kind, On, Seat, Shift, Span
from .roster import Assignment, Origin, Roster, Slot, Status
from .swap import CalendarLink, Swap, SwapStatus
from .wishes import EXCUSED, Absence, AbsenceStatus, Liking, Why, Wish

__all__ = [
    "EXCUSED",
    "Absence",
    "AbsenceStatus",
    "Assignment",
    "CalendarLink",
    "Kind",
    "Liking",
    "On",
    "Origin",
    "Roster",
    "Seat",
    "Shift",
    "Slot",
    "Span",
    "Status",
    "Swap",
    "SwapStatus",
    "Why",
    "Wish",
]
