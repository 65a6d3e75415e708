"""Things lent for a while, and things damaged, lost or stolen."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, Record, Step

from .asset import Asset


class LoanStatus(models.TextChoices):
    """A loan is out, back, or lost."""

    OUT = "out", _("借出")
    BACK = "back", _("已归还")
    LOST = "lost", _("丢失")


class Loan(Record):
    """借用单: one thing, one borrower, a day by which it is back. reminded_on: when the borrower was told last.

    qty: so many pieces of a lot, whose card stays where it is; none: the card as a whole.
    """

    class Condition(models.TextChoices):
        """How it came back."""

        GOOD = "good", _("完好")
        WORN = "worn", _("正常磨损")
        DAMAGED = "damaged", _("有损坏")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="loans", verbose_name=_("资产"))
    borrower = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("借用人"))
    qty = models.PositiveIntegerField(
        _("借几件"), null=True, blank=True, help_text=_("一张卡片上有好几件、只借其中几件时填；不填就是整张卡片。")
    )
    purpose = models.CharField(_("用途"), max_length=100, blank=True)
    lent_on = models.DateField(_("借出日期"), editable=False)
    due_on = models.DateField(_("应还日期"))
    returned_on = models.DateField(_("归还日期"), null=True, blank=True, editable=False)
    condition = models.CharField(_("归还时情况"), max_length=7, choices=Condition.choices, blank=True)
    was_idle = models.BooleanField(default=False, editable=False)
    reminded_on = models.DateField(_("上次提醒"), null=True, blank=True, editable=False)
    note = models.CharField(_("备注"), max_length=120, blank=True)
    status = models.CharField(
        _("状态"), max_length=4, choices=LoanStatus.choices, default=LoanStatus.OUT, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("back", _("归还"), {LoanStatus.OUT}, LoanStatus.BACK, fields=("condition", "note"), tone="main"),
        Step("lost", _("丢失"), {LoanStatus.OUT}, LoanStatus.LOST, fields=("note",), tone="no"),
        final={LoanStatus.BACK, LoanStatus.LOST},
    )
    tones: ClassVar[dict[str, str]] = {LoanStatus.OUT: "going", LoanStatus.BACK: "done", LoanStatus.LOST: "late"}

    class Meta:
        verbose_name = _("借用单")
        verbose_name_plural = _("资产借用")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on")),
                name="assets_loan_due",
                violation_error_message=_("应还日期不能早于借出日期。"),
            ),
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(status="out", qty__isnull=True),
                name="assets_loan_one_out",
                violation_error_message=_("这件资产已经借出去了。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__isnull=True) | Q(qty__gt=0),
                name="assets_loan_qty",
                violation_error_message=_("件数要大于零。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="assets_loan_due_on")]

    def __str__(self) -> str:
        return self.number

    @property
    def pieces(self) -> int:
        """How many pieces were lent."""
        return self.qty or self.asset.qty


class DamageStatus(models.TextChoices):
    """A case is told, judged, and then paid, or closed without money."""

    TOLD = "told", _("待认定")
    JUDGED = "judged", _("待赔偿")
    PAID = "paid", _("已赔偿")
    CLOSED = "closed", _("已结（不赔）")


class Damage(Record):
    """公物损坏: what happened to a thing, whose doing it was, and what is owed.

    price: yuan the amount is taken from (its price, or the repair's cost); share: percent of it, by age, as the rule
    said on the day; due: what is owed. A thing worn out by use costs nobody anything.
    """

    class Kind(models.TextChoices):
        """What it was, and so who pays."""

        WEAR = "wear", _("自然损耗")
        DAMAGE = "damage", _("人为损坏")
        LOSS = "loss", _("遗失")
        THEFT = "theft", _("被盗")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="damages", verbose_name=_("资产"))
    kind = models.CharField(_("性质"), max_length=6, choices=Kind.choices, default=Kind.DAMAGE)
    happened_on = models.DateField(_("发生日期"))
    what = models.CharField(_("经过"), max_length=200)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    repair_cost = models.DecimalField(
        _("修理费（元）"), max_digits=10, decimal_places=2, null=True, blank=True,
        help_text=_("能修好的按修理费赔；不填就按价格和使用年限算。"),
    )  # fmt: skip
    qty = models.PositiveIntegerField(_("件数"), default=1)
    price = models.DecimalField(_("计价（元）"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    share = models.PositiveSmallIntegerField(_("赔偿比例（%）"), null=True, blank=True, editable=False)
    due = models.DecimalField(_("应赔（元）"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False)
    judged_on = models.DateField(_("认定日期"), null=True, blank=True, editable=False)
    paid_on = models.DateField(_("交款日期"), null=True, blank=True, editable=False)
    paid = models.DecimalField(_("已赔（元）"), max_digits=12, decimal_places=2, default=0, editable=False)
    receipt = models.CharField(_("收据号"), max_length=30, blank=True)
    opinion = models.CharField(_("处理意见"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=6, choices=DamageStatus.choices, default=DamageStatus.TOLD, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("judge", _("认定"), {DamageStatus.TOLD}, DamageStatus.JUDGED, fields=("kind", "repair_cost", "opinion"),
             tone="main"),
        Step("pay", _("收到赔款"), {DamageStatus.JUDGED}, DamageStatus.PAID, fields=("receipt",), tone="main"),
        Step("close", _("不赔结案"), {DamageStatus.TOLD, DamageStatus.JUDGED}, DamageStatus.CLOSED,
             fields=("opinion",)),
        final={DamageStatus.PAID, DamageStatus.CLOSED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        DamageStatus.TOLD: "soon", DamageStatus.JUDGED: "late", DamageStatus.PAID: "done", DamageStatus.CLOSED: "idle"
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {}

    class Meta:
        verbose_name = _("公物损坏赔偿")
        verbose_name_plural = _("公物损坏赔偿")
        constraints = [
            models.CheckConstraint(
                condition=Q(repair_cost__isnull=True) | Q(repair_cost__gte=0),
                name="assets_damage_cost",
                violation_error_message=_("修理费不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="assets_damage_qty", violation_error_message=_("件数要大于零。")
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="assets_damage_status"),
            models.Index(fields=["happened_on"], name="assets_damage_day"),
        ]

    def __str__(self) -> str:
        return self.number
