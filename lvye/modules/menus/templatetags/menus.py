"""Weights in words."""

from __future__ import annotations

from decimal import Decimal

from django import template

from lvye.modules.menus import units

register = template.Library()


@register.filter
def said_weight(grams: Decimal) -> str:
    """Grams as 公斤 or 克."""
    return units.said(grams)


@register.filter
def said_jin(grams: Decimal) -> str:
    """Grams as 斤, one place: what the market counts in."""
    return units.said_jin(grams)
