"""The figures of the property: what is there and what it is worth, what came and what left, who signed, who paid."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Count, Dim, Figure, Share, Sum, declare

from .models import ON_BOOKS, Damage, DamageStatus, LoanStatus, SheetStatus, Status, Upkeep

KEPT = Q(status__in=ON_BOOKS)
CAME = ~Q(status=Status.JOINED)  # pieces joined to their lot are counted there
BY = {
    "top": Dim(_("门类"), "top__name"),
    "class": Dim(_("分类"), "asset_class__name"),
    "place": Dim(_("地点"), "place__full_name"),
    "building": Dim(_("楼栋"), "building__name"),
}
TOP = (("top",),)

declare(
    Figure(
        name="assets.count", label=_("资产件数"), unit=_("件"), register="assets.asset", date="", where=KEPT,
        value=Sum("qty"), by=BY, breakdowns=(("top",), ("building",)),
        definition=_("现在账上的资产件数，不含已销账的；一张卡片几件算几件。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.value", label=_("资产总值"), unit=_("元"), register="assets.asset", date="", where=KEPT,
        value=Sum("value"), by=BY, breakdowns=(("top",), ("building",)),
        definition=_("现在账上资产的原值之和，不减折旧，不含已销账的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.idle", label=_("闲置资产"), unit=_("件"), register="assets.asset", date="",
        where=Q(status=Status.IDLE), value=Sum("qty"), by=BY, breakdowns=TOP, better="less",
        definition=_("现在状态是闲置的资产件数。"),
    )
)  # fmt: skip
for name, label, date, where, words in (
    ("added", _("新增资产"), "acquired_on", CAME, _("取得日期在时段内的资产件数，已销账的也算。")),
    ("off", _("报废销账"), "left_on", Q(status=Status.SCRAPPED), _("销账日期在时段内的资产件数。")),
):
    declare(
        Figure(
            name=f"assets.{name}", label=label, unit=_("件"), register="assets.asset", date=date, where=where,
            value=Sum("qty"), by=BY, breakdowns=TOP, definition=words,
        )
    )  # fmt: skip
for name, label, date, where, words in (
    (
        "added_value",
        _("新增资产价值"),
        "acquired_on",
        CAME,
        _("取得日期在时段内的资产原值之和，已销账的也算。"),
    ),
    ("off_value", _("报废销账价值"), "left_on", Q(status=Status.SCRAPPED), _("销账日期在时段内的资产原值之和。")),
):
    declare(
        Figure(
            name=f"assets.{name}", label=label, unit=_("元"), register="assets.asset", date=date, where=where,
            value=Sum("value"), by=BY, breakdowns=TOP, definition=words,
        )
    )  # fmt: skip
declare(
    Figure(
        name="assets.disposal_income", label=_("处置收入"), unit=_("元"), register="assets.writeoff", date="done_on",
        where=Q(status="done", income__gt=0), value=Sum("income"), by={}, better="more",
        definition=_("销账日期在时段内的报废单上记的处置收入之和，按规定上缴。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.loans", label=_("资产借出"), unit=_("次"), register="assets.loan", date="lent_on",
        by={"borrower": Dim(_("借用人"), "borrower__name")}, breakdowns=(),
        definition=_("借出日期在时段内的借用单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.loans_out", label=_("借出未还"), unit=_("件"), register="assets.loan", date="",
        where=Q(status=LoanStatus.OUT), by={"borrower": Dim(_("借用人"), "borrower__name")}, breakdowns=(),
        better="less", definition=_("现在还没有归还的借用单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.damages", label=_("公物损坏"), unit=_("起"), register="assets.damage", date="happened_on",
        by={
            "kind": Dim(_("性质"), "kind", {str(key): word for key, word in Damage.Kind.choices}),
            "school_class": Dim(_("班级"), "school_class__name"),
        },
        breakdowns=(("kind",),), better="less",
        definition=_("发生日期在时段内登记的损坏、遗失、被盗，不论赔没赔。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.damage_paid", label=_("公物赔偿"), unit=_("元"), register="assets.damage", date="paid_on",
        where=Q(status=DamageStatus.PAID), value=Sum("paid"),
        by={"school_class": Dim(_("班级"), "school_class__name")},
        definition=_("交款日期在时段内收到的赔偿款。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="assets.custody_signed", label=_("责任书签字率"), unit="%", register="assets.custodysheet", date="made_on",
        where=~Q(status=SheetStatus.DROPPED), value=Share(Q(status=SheetStatus.SIGNED)),
        by={"phase": Dim(_("时间"), "phase", {"begin": _("学期初"), "end": _("学期末")})}, better="more",
        definition=_("发出日期在时段内、没有作废的责任书里，已签字的占多少。"),
    )
)  # fmt: skip
for name, label, unit, value, words in (
    ("upkeeps", _("保养检测"), _("次"), Count(), _("做的日期在时段内的保养、检查检测和先行培训，一条记录算一次。")),
    ("upkeep_cost", _("保养花费"), _("元"), Sum("cost"), _("做的日期在时段内的保养记录上写的花费之和。")),
):
    declare(
        Figure(
            name=f"assets.{name}", label=label, unit=unit, register="assets.upkeepdone", date="done_on", value=value,
            by={"kind": Dim(_("种类"), "upkeep__kind", {str(key): word for key, word in Upkeep.Kind.choices})},
            breakdowns=(("kind",),), definition=words,
        )
    )  # fmt: skip
declare(
    Figure(
        name="assets.upkeep_on_time", label=_("保养按时率"), unit="%", register="assets.upkeepdone", date="done_on",
        where=Q(was_due_on__isnull=False), value=Share(Q(is_late=False)),
        by={"kind": Dim(_("种类"), "upkeep__kind", {str(key): word for key, word in Upkeep.Kind.choices})},
        better="more", definition=_("做的日期在时段内、有应做日期的保养记录里，没有晚于应做日期的占多少。"),
    )
)  # fmt: skip
