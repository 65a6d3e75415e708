"""Figures in words: how a number is written, and how it stands against the one before."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from lvye.kit import say

from .declare import Mean, Share, Value


def number(value: Value) -> str:
    """The number as Chinese users write it, without its unit: "3,312", "20余", "92.5%"."""
    if isinstance(value.figure.value, Share):
        return f"{say.qty(value.value)}%"
    if isinstance(value.figure.value, Mean):
        return str(value.value)
    text = say.number(int(value.value)) if value.value == int(value.value) else say.qty(value.value)
    return _("%(number)s余") % {"number": text} if value.approx else text


def text(value: Value, unit: str = "") -> str:
    """Number and unit: "84 个" is written "84个"; a share has no unit."""
    if isinstance(value.figure.value, Share):
        return number(value)
    return f"{number(value)}{unit or value.figure.unit}"


def against(now: Value, before: Value) -> str:
    """ "比上学期多12件" without the 比…: "多12件", "少3件", "持平", "提高3.1个百分点"; empty where nothing compares."""
    if before.rows == 0:
        return ""
    change = now.value - before.value
    if change == 0:
        return _("持平")
    size = say.qty(abs(change))
    if isinstance(now.figure.value, Share):
        pattern = _("提高%(n)s个百分点") if change > 0 else _("下降%(n)s个百分点")
        return pattern % {"n": size}
    pattern = _("多%(n)s%(unit)s") if change > 0 else _("少%(n)s%(unit)s")
    return pattern % {"n": size, "unit": now.figure.unit}


def good(now: Value, before: Value) -> bool | None:
    """Whether the change is for the better; None where the figure has no better way or nothing changed."""
    change: Decimal = now.value - before.value
    if not now.figure.better or not change or before.rows == 0:
        return None
    return (change > 0) == (now.figure.better == "more")
