"""What a thing cost before: the prices of orders, for whoever compares quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kit import say

from .models import LIVE_ORDERS, OrderLine, RequestLine

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Paid:
    """One earlier purchase of the same thing. price: yuan for one."""

    on: date
    partner: str
    price: Decimal
    order_id: int


@dataclass(frozen=True, slots=True)
class History:
    """The earlier prices of a line, the oldest first."""

    line: RequestLine
    paid: tuple[Paid, ...]

    @property
    def last(self) -> Paid:
        """The newest."""
        return self.paid[-1]

    @property
    def words(self) -> str:
        """One sentence: last time, lowest ever."""
        lowest = min(self.paid, key=lambda one: one.price)
        text = _("%(what)s上次%(day)s%(price)s（%(who)s），最低%(low)s")
        return text % {
            "what": self.line.name, "day": say.date(self.last.on), "price": say.money(self.last.price),
            "who": self.last.partner, "low": say.money(lowest.price),
        }  # fmt: skip

    @property
    def picture(self) -> SafeString:
        """Its price from purchase to purchase."""
        rows = [papers.Bar(say.day(one.on), one.price, say.money(one.price)) for one in self.paid]
        return papers.bar_svg(rows, hot=[say.day(self.last.on)], unit=str(_("元")), label=self.words)


def histories(lines: Sequence[RequestLine]) -> list[History]:
    """Those of the lines that were bought before, with one query."""
    names = {line.name for line in lines}
    rows = OrderLine.objects.filter(line__name__in=names, order__status__in=LIVE_ORDERS)
    rows = rows.exclude(line__in=lines).select_related("order__partner", "line").order_by("order__ordered_on", "pk")
    return [History(line, found) for line in lines if (found := _of(line, rows))]


def _of(line: RequestLine, rows: Iterable[OrderLine]) -> tuple[Paid, ...]:
    found = [
        Paid(one.order.ordered_on, one.order.partner.name, one.price, one.order_id)
        for one in rows
        if one.line.name == line.name and (not line.spec or not one.line.spec or one.line.spec == line.spec)
    ]
    return tuple(found[-SHOWN:])
