"""The figures of the stores: what came in, what went out and to whom, what is there, what is lent."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import LoanStatus, Source, Status, ToKind, TurnStatus

ITEM = {
    "item": Dim(_("物资"), "item__name"),
    "kind": Dim(_("类别"), "item__kind__name"),
    "unit": Dim(_("单位"), "item__unit"),
}
SOURCES = {str(key): word for key, word in Source.choices}
KINDS = {str(key): word for key, word in ToKind.choices}

declare(
    Figure(
        name="stores.received", label=_("物资入库"), unit=_("元"), register="stores.receiptline", date="done_on",
        value=Sum("value"),
        where=~Q(receipt__source=Source.OPENING),
        by={
            "kind": ITEM["kind"], "store": Dim(_("保管室"), "receipt__store__name"),
            "source": Dim(_("来源"), "receipt__source", SOURCES), "item": ITEM["item"],
        },
        breakdowns=(("kind",), ("source",)),
        definition=_("过账日期在时段内的入库明细金额相加，不含期初库存。红冲的从中减去。"),
    )
)  # fmt: skip
OUT = {
    **ITEM,
    "department": Dim(_("部门"), "issue__department__name"),
    "to": Dim(_("领给"), "issue__to_kind", KINDS),
    "class": Dim(_("班级"), "issue__to_class__name"),
    "store": Dim(_("保管室"), "issue__store__name"),
}
declare(
    Figure(
        name="stores.issued", label=_("物资领用"), unit=_("元"), register="stores.issueline", date="done_on",
        value=Sum("value"), by=OUT, breakdowns=(("kind",), ("department",), ("to",)),
        definition=_("过账日期在时段内的领用明细金额相加，按发出时的移动平均价。红冲的从中减去。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.issued_qty", label=_("领用数量"), unit="", register="stores.issueline", date="done_on",
        value=Sum("qty"), by=OUT, breakdowns=(("item", "unit"), ("kind", "unit")), apart="unit",
        definition=_("过账日期在时段内的领用明细，按物资和基本单位分别求和。红冲的从中减去。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.issues", label=_("领用单"), unit=_("张"), register="stores.issue", date="happened_on",
        where=Q(status=Status.POSTED, reverses__isnull=True),
        by={"department": Dim(_("部门"), "department__name"), "to": Dim(_("领给"), "to_kind", KINDS)},
        definition=_("日期在时段内、已过账的领用单，不含红冲的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.unsigned", label=_("没有签字的领用单"), unit=_("张"), register="stores.issue",
        date="happened_on", where=Q(status=Status.POSTED, reverses__isnull=True, signed=""), better="less",
        by={"department": Dim(_("部门"), "department__name")},
        definition=_("日期在时段内、已过账、领取人还没有签字或在手机上确认的领用单，不含红冲的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.loans", label=_("物资借用"), unit=_("次"), register="stores.loan", date="happened_on",
        where=Q(status=Status.POSTED, reverses__isnull=True),
        by={"returned": Dim(_("归还"), "returned", {str(k): w for k, w in LoanStatus.choices})},
        definition=_("借出日期在时段内、已过账的借用单，不含红冲的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.value", label=_("库存金额"), unit=_("元"), register="stores.holding", date="",
        value=Sum("value"), by={"kind": ITEM["kind"], "store": Dim(_("保管室"), "store__name")},
        definition=_("各保管室现存物资的金额（移动平均），是现在的数，不分时段。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.gain_loss", label=_("盘点盈亏"), unit=_("元"), register="stores.stocktakeline", date="done_on",
        value=Sum("value"), where=~Q(counted_qty=F("book_qty")),
        by={"kind": ITEM["kind"], "item": ITEM["item"], "store": Dim(_("保管室"), "stocktake__store__name")},
        breakdowns=(("kind",),),
        definition=_("过账日期在时段内的盘点差异金额相加，盘盈为正、盘亏为负。"),
    )
)  # fmt: skip
TURNS = {
    "department": Dim(_("部门"), "supply__department__name"), "store": Dim(_("保管室"), "supply__store__name"),
}  # fmt: skip
declare(
    Figure(
        name="stores.supplied", label=_("定期供应"), unit=_("次"), register="stores.supplyturn", date="handed_on",
        where=Q(status=TurnStatus.HANDED), by=TURNS, breakdowns=(("department",),), better="more",
        definition=_("发放日期在时段内的定期发放次数；写明不发的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="stores.supplied_in_time", label=_("定期供应按时率"), unit="%", register="stores.supplyturn",
        date="handed_on", where=Q(status=TurnStatus.HANDED), value=Share(Q(handed_on__lte=F("due_on"))), by=TURNS,
        breakdowns=(("department",),), better="more",
        definition=_("时段内发出的定期发放中，在排定当天或以前发到的占多少；没有发的不在分母里。"),
    )
)  # fmt: skip
