"""The picture beside a line of the needs list: past use, what is expected between which bounds, what is there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from lvye.kit import say
from lvye.modules.openings.models import NeedsLine

register = template.Library()
WIDE, HIGH, FOOT, BAR, GAP, MOST = 260, 84, 18, 20, 8, 7


@register.inclusion_tag("openings/_picture.html")
def use_picture(line: NeedsLine) -> dict[str, Any]:
    """Bars of past terms (pale: not reckoned from), the expected one with its interval, a line for the stock."""
    past = [(code, Decimal(qty), counted) for code, qty, _heads, counted in line.past[-MOST:]]
    top = max([qty for _code, qty, _counted in past] + [line.high, line.there if line.there < line.high * 2 else 0, 1])

    def y(qty: Decimal) -> int:
        return round(HIGH - (HIGH - 6) * min(qty, top) / top)

    bars = [
        {"x": n * (BAR + GAP), "y": y(qty), "h": HIGH - y(qty), "code": short_term(code), "counted": counted}
        for n, (code, qty, counted) in enumerate(past)
    ]
    x = len(past) * (BAR + GAP) + GAP
    return {
        "bars": bars, "x": x, "y": y(line.expected), "h": HIGH - y(line.expected), "low": y(line.low),
        "high": y(line.high), "middle": x + BAR // 2, "there": y(line.there), "over": line.there > top,
        "wide": WIDE, "tall": HIGH + FOOT, "foot": HIGH + FOOT - 4, "base": HIGH, "bar": BAR, "end": x + BAR + GAP,
        "words": _("往期用量 %(past)s；预计 %(a)s，%(b)s 到 %(c)s；库存 %(there)s") % {
            "past": "、".join(f"{short_term(code)} {say.qty(qty)}" for code, qty, _counted in past),
            "a": say.qty(line.expected), "b": say.qty(line.low), "c": say.qty(line.high),
            "there": say.qty(line.there)}, "stock": say.qty(line.there),
    }  # fmt: skip


def short_term(code: str) -> str:
    """2025-1 → 25秋: the autumn term of the school year that began in 2025; 2025-2 → 26春."""
    year, _dash, half = code.partition("-")
    if half == "1":
        return _("%(year)s秋") % {"year": year[2:]}
    return _("%(year)s春") % {"year": str(int(year) + 1)[2:]}
