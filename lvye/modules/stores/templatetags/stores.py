"""Quantities and money as the pages of the stores write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template

from lvye.kit import say

register = template.Library()


@register.filter
def plain(qty: Decimal | None) -> str:
    """12.500 → 12.5; nothing for nothing."""
    return "" if qty is None else say.qty(qty)


@register.filter
def yuan(value: Decimal | None) -> str:
    """1234.5 → 1,234.50元; a dash where it is not known."""
    return "—" if value is None else say.money(value)


@register.filter
def short_day(day: dt.date) -> str:
    """3月2日"""
    return say.date(day)


@register.filter
def whole_day(day: dt.date) -> str:
    """2026年3月2日"""
    return say.day(day)
