"""Figures in words: how a number is written, and how it stands against the one before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvye.kit import say

from .declare import PERCENT, Mean, Value


def number(value: Value) -> str:
    """The number as Chinese users write it, without its unit: "3,312", "20余", "92.5%"."""
    if isinstance(value.figure.value, PERCENT):
        return f"{say.qty(value.value)}%"
    if isinstance(value.figure.value, Mean):
        return say.qty(value.value)
    text = say.number(int(value.value)) if value.value == int(value.value) else say.qty(value.value)
    return _("%(number)s余") % {"number": text} if value.approx else text


def text(value: Value, unit: str = "") -> str:
    """Number and unit: "84个", in English "84 jobs"; a share has no unit.

    A number over several units has no total; it is said unit by unit: see `apart`.
    """
    if isinstance(value.figure.value, PERCENT):
        return number(value)
    return with_unit(number(value), unit or unit_of(value))


def unit_of(value: Value) -> str:
    """The unit of a value: the figure's, or the one its rows have in common."""
    figure = value.figure
    if figure.apart and figure.apart in value.keys:
        key = value.keys[figure.apart]
        return figure.by[figure.apart].word(key) if key not in (None, "", "~") else ""
    return str(figure.unit)


def with_unit(said: str, unit: str) -> str:
    """A number beside its unit: Chinese writes them together, English with a space (whoever wrote the unit)."""
    chinese = (get_language() or "zh").startswith("zh")
    return f"{said}{unit}" if chinese or not unit or unit == "%" else f"{said} {unit.strip()}"


def apart(values: Sequence[Value], most: int = 3) -> str:
    """A number over several units, the largest first: "1,680个、462张…"; a dash where there is nothing."""
    said = [text(value) for value in values if value.value]
    return (_("、").join(said[:most]) + ("…" if len(said) > most else "")) or "—"


def against(now: Value, before: Value, unit: str = "") -> str:
    """ "比上学期多12件" without the 比…: "多12件", "少3件", "持平", "提高3.1个百分点"; empty where nothing compares."""
    if before.rows == 0:
        return ""
    change = now.value - before.value
    if change == 0:
        return _("持平")
    size = say.qty(abs(change))
    if isinstance(now.figure.value, PERCENT):
        pattern = _("提高%(n)s个百分点") if change > 0 else _("下降%(n)s个百分点")
        return pattern % {"n": size}
    pattern = _("多%(n)s") if change > 0 else _("少%(n)s")
    return pattern % {"n": with_unit(size, unit or unit_of(now))}


def good(now: Value, before: Value) -> bool | None:
    """Whether the change is for the better; None where the figure has no better way or nothing changed."""
    change: Decimal = now.value - before.value
    if not now.figure.better or not change or before.rows == 0:
        return None
    return (change > 0) == (now.figure.better == "more")
