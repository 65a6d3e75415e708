"""Sums in yuan, and what a list of things is called in one line."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

CENT = Decimal("0.01")
MOST = 120


def yuan(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    return amount.quantize(CENT, "ROUND_HALF_UP")


def called(names: Iterable[str]) -> str:
    """ "投影机灯泡", "投影机灯泡、粉笔", "投影机灯泡等5种"."""
    known = list(dict.fromkeys(names))
    if len(known) <= 2:
        return "、".join(known)[:MOST]
    return _("%(first)s等%(n)s种") % {"first": known[0], "n": len(known)}


def later(day: date, months: int) -> date:
    """The same day so many months on, or the last of that month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
