"""Days and moments in pages, said as everywhere else: `{% load said %}{{ job.done_on|said_date }}`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template

from lvye.kit import say

register = template.Library()


@register.filter
def said_date(day: date | None) -> str:
    """3月2日; nothing for no day."""
    return say.date(day) if day else ""


@register.filter
def said_day(day: date | None) -> str:
    """2026年3月2日; nothing for no day."""
    return say.day(day) if day else ""


@register.filter
def said_moment(at: datetime | None) -> str:
    """3月2日 14:05; nothing for no moment."""
    return say.moment(at) if at else ""


@register.filter
def said_qty(number: Decimal) -> str:
    """2, 1.5: a quantity without idle zeros."""
    return say.qty(number)


@register.filter
def said_money(yuan: Decimal | None) -> str:
    """1,234.50元; nothing for no sum."""
    return "" if yuan is None else say.money(yuan)
