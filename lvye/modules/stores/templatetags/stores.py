"""Quantities and money as the pages of the stores write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kit import say
from lvye.modules.stores.models import LotHolding, Supply, SupplyPer

register = template.Library()
WEEKDAYS = (
    gettext_lazy("周一"), gettext_lazy("周二"), gettext_lazy("周三"), gettext_lazy("周四"), gettext_lazy("周五"),
    gettext_lazy("周六"), gettext_lazy("周日"),
)  # fmt: skip


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


@register.filter
def when_supplied(supply: Supply) -> str:
    """每周周一, 每月5日, 每学期第3个工作日"""
    if supply.per == SupplyPer.WEEK:
        return _("每周%(day)s") % {"day": WEEKDAYS[supply.day - 1]}
    if supply.per == SupplyPer.MONTH:
        return _("每月 %(day)s 日") % {"day": supply.day}
    return _("每学期第 %(day)s 个工作日") % {"day": supply.day}


@register.filter
def of_item(found: dict[int, list[LotHolding]], pk: int) -> list[LotHolding]:
    """What is known of one item."""
    return found.get(pk, [])
