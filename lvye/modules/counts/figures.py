"""The figures of the counts: how much was checked against the book, and what did not agree."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import SEEN, ProposalKind, ProposalStatus, Result

DIMS = {
    "count": Dim(_("盘点"), "count__name"),
    "building": Dim(_("楼栋"), "building__name"),
    "department": Dim(_("使用部门"), "department__name"),
}
RESULT = {"result": Dim(_("结果"), "result", {str(key): word for key, word in Result.choices})}
KIND = {"kind": Dim(_("建议"), "kind", {str(key): word for key, word in ProposalKind.choices})}
CHECKED = Q(result__in=SEEN) | Q(result=Result.MISSING)

declare(
    Figure(
        name="counts.seen", label=_("盘到资产"), unit=_("件"), register="counts.line", date="result_on",
        where=Q(result__in=SEEN), by=DIMS | RESULT, breakdowns=(("building",), ("result",)), better="more",
        definition=_("盘点中第一次盘到的日期在时段内的卡片，含不在原处的；同一次盘点里重复扫的不再计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="counts.missing", label=_("盘亏资产"), unit=_("件"), register="counts.line", date="result_on",
        where=Q(result=Result.MISSING), by=DIMS, breakdowns=(("building",), ("count",)), better="less",
        definition=_("盘点完毕的日期在时段内，应在原处而没有盘到的卡片；借出、送修的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="counts.missing_value", label=_("盘亏价值"), unit=_("元"), register="counts.line", date="result_on",
        where=Q(result=Result.MISSING), value=Sum("value"), by=DIMS, breakdowns=(("building",),), better="less",
        definition=_("盘亏卡片按账面原值相加。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="counts.rate", label=_("盘点账实相符率"), unit="%", register="counts.line", date="result_on",
        where=CHECKED, value=Share(Q(result=Result.FOUND)), by=DIMS, breakdowns=(("building",), ("count",)),
        better="more",
        definition=_("时段内有结论的卡片（盘到、不在原处、盘亏）中，在账上所写地点盘到的占多少；借出、送修没盘到的不在分母里。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="counts.posted", label=_("盘点调整入账"), unit=_("条"), register="counts.proposal", date="decided_on",
        where=Q(status=ProposalStatus.POSTED), by={"count": DIMS["count"]} | KIND, breakdowns=(("kind",),),
        definition=_("入账日期在时段内，由没参加盘点的人核准的调整：改地点、盘亏、找回、送修、待报废、盘盈建卡。"),
    )
)  # fmt: skip
