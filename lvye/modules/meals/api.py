"""The front door of the meals: what modules above may use."""

from __future__ import annotations

from .events import Published
from .models import Complaint, Fee, Line, Meal, Meeting, Month, Refund, Serving, Side, Survey, Waste
from .queries import Balance, Eaten, Numbers, balance, eaten_by, heads, numbers, waste_per_head
from .services import catalogue_prepare, complaint_take, line_add

__all__ = [
    "Balance",
    "Complaint",
    "Eaten",
    "Fee",
    "Line",
    "Meal",
    "Meeting",
    "Month",
    "Numbers",
    "Published",
    "Refund",
    "Serving",
    "Side",
    "Survey",
    "Waste",
    "balance",
    "catalogue_prepare",
    "complaint_take",
    "eaten_by",
    "heads",
    "line_add",
    "numbers",
    "waste_per_head",
]
