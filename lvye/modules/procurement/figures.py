"""The figures of procurement: requests, amounts by way and class, what comparing saved, how much was urgent."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import LIVE, LIVE_ORDERS, AcceptanceStatus, Way

WAYS = {str(key): word for key, word in Way.choices}
BY = {
    "way": Dim(_("采购方式"), "way", WAYS), "category": Dim(_("类别"), "category__name"),
    "partner": Dim(_("单位"), "partner__name"),
}  # fmt: skip
ORDERED = Q(status__in=LIVE_ORDERS)

declare(
    Figure(
        name="procurement.requests", label=_("采购申请"), unit=_("份"), register="procurement.request",
        date="asked_on", where=Q(status__in=LIVE),
        by={"way": BY["way"], "category": BY["category"], "department": Dim(_("部门"), "department__name")},
        breakdowns=(("category",), ("department",)),
        definition=_("申请日期在时段内、已提交的采购申请；草稿、没同意的、取消的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.outside", label=_("计划外采购"), unit="%", register="procurement.request",
        date="asked_on", where=Q(status__in=LIVE), value=Share(Q(plan_line__isnull=True)), better="less",
        definition=_("申请日期在时段内的采购申请中，没有列在年度采购计划里的（零星采购）占的比例。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.amount", label=_("采购金额"), unit=_("元"), register="procurement.order", date="ordered_on",
        where=ORDERED, value=Sum("amount"), by=BY, breakdowns=(("way",), ("category",)),
        definition=_("下单日期在时段内的订单金额之和，不含取消的订单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.orders", label=_("采购订单"), unit=_("张"), register="procurement.order", date="ordered_on",
        where=ORDERED, by=BY, breakdowns=(("way",),),
        definition=_("下单日期在时段内的订单，不含取消的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.saved", label=_("比价节约"), unit=_("元"), register="procurement.order", date="ordered_on",
        where=ORDERED & Q(highest__isnull=False), value=Sum("saved"), by=BY, better="more",
        definition=_("下单日期在时段内、有两家以上报价的订单，订单金额比最高报价少的数。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.emergency", label=_("紧急采购占比"), unit="%", register="procurement.order",
        date="ordered_on", where=ORDERED, value=Share(Q(is_emergency=True)), better="less",
        definition=_("下单日期在时段内的订单中，紧急采购（先买后补报告）的张数所占的比例。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="procurement.accepted", label=_("验收金额"), unit=_("元"), register="procurement.acceptance",
        date="accepted_on", where=Q(status=AcceptanceStatus.ACCEPTED), value=Sum("amount"), better="more",
        definition=_("两人验收完成的日期在时段内的到货，按订单单价计。"),
    )
)  # fmt: skip
