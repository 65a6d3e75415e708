"""The figures of the shop."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, declare

from .models import Check, Finding, FindingStatus, Price

KINDS = {str(key): word for key, word in Finding.Kind.choices}
WAYS = {str(key): word for key, word in Check.Kind.choices}
REAL = ~Q(status=FindingStatus.DROPPED)

declare(
    Figure(
        name="shop.checks", label=_("小卖部检查"), unit=_("次"), register="shop.check", date="checked_on",
        better="more",
        definition=_("检查日期在时段内的小卖部检查，每月检查和不打招呼的抽查都算。"),
        by={"kind": Dim(_("怎么查的"), "kind", WAYS)},
    )
)  # fmt: skip
declare(
    Figure(
        name="shop.findings", label=_("小卖部问题"), unit=_("个"), register="shop.finding", date="found_on", where=REAL,
        better="less", definition=_("发现日期在时段内的小卖部问题，不含核实不成立的。"),
        by={"kind": Dim(_("什么问题"), "kind", KINDS)},
    )
)  # fmt: skip
declare(
    Figure(
        name="shop.cut", label=_("商品降价"), unit=_("种"), register="shop.price", date="cut_on", better="more",
        where=Q(status=Price.Status.CUT), definition=_("降价日期在时段内、比价以后谈成降价的商品。"),
    )
)  # fmt: skip
