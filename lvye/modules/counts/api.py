"""The front door of the counts: what the summaries and the openings may use."""

from __future__ import annotations

from .models import Condition, Count, CountStatus, Line, Proposal, Result, Scan
from .queries import Rate, rate
from .services import count_begin, count_finish, count_plan, counter_add, scan_take

__all__ = [
    "Condition",
    "Count",
    "CountStatus",
    "Line",
    "Proposal",
    "Rate",
    "Result",
    "Scan",
    "count_begin",
    "count_finish",
    "count_plan",
    "counter_add",
    "rate",
    "scan_take",
]
