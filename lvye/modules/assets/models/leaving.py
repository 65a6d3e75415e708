"""Things leave the books: the paper, its lines, those who looked at them. And the books held against the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .asset import Asset


class OffStatus(models.TextChoices):
    """A write-off is drafted, asked about, agreed to, and booked when the things are gone."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("已批准")
    DONE = "done", _("已销账")
    REFUSED = "refused", _("未批准")


class WriteOff(Record):
    """报废单. `size` says which chain it takes; value, worth: of its lines when it was asked about, yuan.

    income, receipt: what the things brought, and the treasury's receipt (it is non-tax income). reply: the number of
    the answer from above, which the large chain needs.
    """

    class Size(models.TextChoices):
        """Which chain: by what a piece and all together cost."""

        SMALL = "small", _("小件")
        LARGE = "large", _("大件大额")

    class Ground(models.TextChoices):
        """Why it may leave the books (国务院令738号, article 21)."""

        WORN = "worn", _("达到年限、不能用")
        BROKEN = "broken", _("坏了修不好或不值得修")
        OLD = "old", _("技术淘汰")
        LOST = "lost", _("盘亏、丢失、被盗")
        FORCE = "force", _("不可抗力毁损")

    class Way(models.TextChoices):
        """Where the things went."""

        SOLD = "sold", _("变卖")
        RECYCLED = "recycled", _("交回收单位")
        DESTROYED = "destroyed", _("销毁")
        GIVEN = "given", _("无偿调出")
        NONE = "none", _("没有实物")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    ground = models.CharField(_("报废原因"), max_length=6, choices=Ground.choices, default=Ground.WORN)
    why = models.CharField(_("情况说明"), max_length=200)
    applicant = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("申请人")
    )
    drafted_on = models.DateField(_("申请日期"), editable=False)
    size = models.CharField(_("类型"), max_length=5, choices=Size.choices, default=Size.SMALL, editable=False)
    value = models.DecimalField(_("原值（元）"), max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    worth = models.DecimalField(_("净值（元）"), max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    reply = models.CharField(_("批复文号"), max_length=60, blank=True)
    way = models.CharField(_("处置方式"), max_length=9, choices=Way.choices, blank=True)
    income = models.DecimalField(_("处置收入（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    receipt = models.CharField(_("缴款凭证号"), max_length=40, blank=True)
    done_on = models.DateField(_("销账日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=OffStatus.choices, default=OffStatus.DRAFT, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("ask", _("提交审批"), {OffStatus.DRAFT}, OffStatus.ASKED, tone="main"),
        Step("agree", _("批准"), {OffStatus.ASKED}, OffStatus.AGREED),
        Step("mend", _("退回修改"), {OffStatus.ASKED}, OffStatus.DRAFT),
        Step("refuse", _("不批准"), {OffStatus.ASKED, OffStatus.DRAFT}, OffStatus.REFUSED),
        Step("book", _("处置并销账"), {OffStatus.AGREED}, OffStatus.DONE, fields=("way", "income", "receipt", "reply"),
             tone="main"),
        final={OffStatus.DONE, OffStatus.REFUSED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        OffStatus.DRAFT: "idle", OffStatus.ASKED: "going", OffStatus.AGREED: "soon", OffStatus.DONE: "done",
        OffStatus.REFUSED: "late",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"lines": _("改明细")}

    class Meta:
        verbose_name = _("报废单")
        verbose_name_plural = _("报废单")
        constraints = [
            models.CheckConstraint(
                condition=Q(income__isnull=True) | Q(income__gte=0),
                name="assets_writeoff_income",
                violation_error_message=_("处置收入不能小于零。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class WriteOffLine(Record):
    """One card on a write-off. worth: what the books said of it when it was asked about."""

    writeoff = models.ForeignKey(WriteOff, models.PROTECT, related_name="lines", verbose_name=_("报废单"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="writeoffs", verbose_name=_("资产"))
    value = models.DecimalField(_("原值（元）"), max_digits=14, decimal_places=2)
    worth = models.DecimalField(_("净值（元）"), max_digits=14, decimal_places=2)
    state = models.CharField(_("技术状况"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("报废明细")
        verbose_name_plural = _("报废明细")
        constraints = [
            models.UniqueConstraint(
                fields=["writeoff", "asset"],
                name="assets_writeoffline_once",
                violation_error_message=_("同一件资产在报废单上只能列一次。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.asset)


class Appraisal(Record):
    """One person looked at the things and says whether they should go; a large write-off needs several."""

    writeoff = models.ForeignKey(
        WriteOff, models.PROTECT, related_name="appraisals", verbose_name=_("报废单"),
        limit_choices_to={"status": "draft"},
    )  # fmt: skip
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("鉴定人"))
    opinion = models.CharField(_("鉴定意见"), max_length=200)
    on = models.DateField(_("鉴定日期"), editable=False)

    class Meta:
        verbose_name = _("报废鉴定")
        verbose_name_plural = _("报废鉴定")
        constraints = [
            models.UniqueConstraint(
                fields=["writeoff", "person"],
                name="assets_appraisal_once",
                violation_error_message=_("这位已经写过鉴定意见。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.opinion}"


class MatchStatus(models.TextChoices):
    """A reconciliation is explained line by line, then looked at by another."""

    OPEN = "open", _("待说明")
    DONE = "done", _("已审核")


class Match(Record):
    """对账: on a day ledger, cards and things are held against each other; every difference is explained."""

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    on = models.DateField(_("对账日期"))
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("对账人")
    )
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("审核人")
    )
    differences = models.PositiveIntegerField(_("差异项"), default=0, editable=False)
    status = models.CharField(
        _("状态"), max_length=4, choices=MatchStatus.choices, default=MatchStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("check", _("审核"), {MatchStatus.OPEN}, MatchStatus.DONE, tone="main"), final={MatchStatus.DONE}
    )
    tones: ClassVar[dict[str, str]] = {MatchStatus.OPEN: "soon", MatchStatus.DONE: "done"}

    class Meta:
        verbose_name = _("资产对账")
        verbose_name_plural = _("资产对账")

    def __str__(self) -> str:
        return self.number


class MatchLine(Record):
    """One comparison. book: what the ledger (or the cards) says; found: what the cards (or the things) say, yuan."""

    class Kind(models.TextChoices):
        """What is held against what."""

        LEDGER = "ledger", _("账账")
        CARDS = "cards", _("账卡")
        THINGS = "things", _("账实")

    match = models.ForeignKey(Match, models.PROTECT, related_name="lines", verbose_name=_("对账"))
    kind = models.CharField(_("种类"), max_length=6, choices=Kind.choices)
    what = models.CharField(_("项目"), max_length=80)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产"))
    book = models.DecimalField(_("账面（元）"), max_digits=16, decimal_places=2)
    found = models.DecimalField(_("核对（元）"), max_digits=16, decimal_places=2)
    difference = models.DecimalField(_("差异（元）"), max_digits=16, decimal_places=2)
    explanation = models.CharField(_("差异原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("对账明细")
        verbose_name_plural = _("对账明细")

    def __str__(self) -> str:
        return self.what
