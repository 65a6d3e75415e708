"""Amounts in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lvye.kit import say

register = template.Library()


@register.filter
def yuan(amount: Decimal | None) -> str:
    """1,234.50元; nothing for nothing known."""
    return say.money(amount) if amount is not None else ""


@register.filter
def plain(amount: Decimal | None) -> str:
    """1,234.50 in a column of amounts; empty for nothing."""
    return f"{amount:,.2f}" if amount else ""


@register.filter
def upper(amount: Decimal) -> str:
    """The amount in capital numerals (大写)."""
    return say.money_upper(amount)


@register.simple_tag
def meter(percent: int) -> SafeString:
    """How much of a line is used, drawn by the browser itself."""
    return format_html('<meter min="0" max="100" high="90" optimum="0" value="{}">{}%</meter>', percent, percent)
