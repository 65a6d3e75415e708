"""Periods of a contract or lease: months counted from its first day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
CENT = Decimal("0.01")


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def periods(begins_on: date, ends_on: date, every: str) -> Iterator[tuple[date, date, Decimal]]:
    """Each period as (first day, last day, share of a whole one): the last may be cut short by the end."""
    step, number = MONTHS[every], 0
    while (first := later(begins_on, step * number)) <= ends_on:
        number += 1
        whole = later(begins_on, step * number) - timedelta(days=1)
        last = min(whole, ends_on)
        share = Decimal((last - first).days + 1) / Decimal((whole - first).days + 1)
        yield first, last, share


def part(amount: Decimal, share: Decimal) -> Decimal:
    """A share of an amount, to the cent."""
    return (amount * share).quantize(CENT, ROUND_HALF_UP)
