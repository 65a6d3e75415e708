"""What a thing is worth: straight line, from the month it came, without residual, the month it leaves not charged.

政府会计准则第3号 and its guide (财会〔2017〕4号): computed from the card whenever it is asked, never kept.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def months_between(first: date, last: date) -> int:
    """Calendar months from one day's month to the other's, both counted; below one where `last` lies before."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def charged_months(acquired_on: date, life_months: int | None, *, on: date, left_on: date | None = None) -> int:
    """How many months of a card are charged by the end of the month of `on`."""
    if life_months is None:
        return 0
    months = months_between(acquired_on, on)
    if left_on is not None and (left_on.year, left_on.month) <= (on.year, on.month):
        months = months_between(acquired_on, left_on) - 1
    return max(0, min(months, life_months))


def charged(value: Decimal, life_months: int | None, months: int) -> Decimal:
    """The depreciation of so many months together, yuan, rounded to a cent: at the end of its life the whole value."""
    if life_months is None:
        return Decimal("0.00")
    return (value * months / life_months).quantize(CENT, ROUND_HALF_UP)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    ahead = day.month - 1 + months
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
