"""Nutrition of a menu against WS/T 554-2017: added up honestly, what is unknown named."""

from __future__ import annotations

from .adding import Amount, Day, add_up
from .judging import Band, Judged, judge, keep, part_of_day, served
from .norm import SHARES, Target, amounts, targets

__all__ = [
    "SHARES",
    "Amount",
    "Band",
    "Day",
    "Judged",
    "Target",
    "add_up",
    "amounts",
    "judge",
    "keep",
    "part_of_day",
    "served",
    "targets",
]
