"""Pay by person: what each month's payout is made of, and the changes it follows from. Seen by few."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .about import money, positive
from .dealings import Payout
from .ledger import MONTH

USER = settings.AUTH_USER_MODEL


class PayChange(Record):
    """From a month on somebody gets so much a month of one kind (调资, 公积金基数, 参保, 停保: nothing).

    before: what it was; computed when it is entered. Reported outside (申报) by a day, where that is asked for.
    """

    class Status(models.TextChoices):
        """Whether who has to know outside was told."""

        DUE = "due", _("待申报")
        DECLARED = "declared", _("已申报")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("人员"))
    kind = models.CharField(_("内容"), max_length=14, choices=Payout.Kind.choices)
    item = models.CharField(_("项目或险种"), max_length=30, blank=True)
    month = models.CharField(_("从哪月起"), max_length=7, validators=[MONTH], help_text=_("写成 2026-03。"))
    before = money(_("原来每月（元）"), default=0, editable=False)
    amount = money(_("现在每月（元）"))
    why = models.CharField(_("变动原因"), max_length=80)
    document = models.CharField(_("依据文件"), max_length=80, blank=True)
    declare_by = models.DateField(_("最迟申报日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.DUE, editable=False)
    declared_on = models.DateField(_("申报日期"), null=True, blank=True, editable=False)
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("经办人"))

    flow = Flow(Step("declare", _("已申报"), {Status.DUE}, Status.DECLARED, tone="main"), final={Status.DECLARED})
    tones: ClassVar[dict[str, str]] = {"due": "soon", "declared": "done"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    class Meta:
        verbose_name = _("工资社保变动")
        verbose_name_plural = _("工资社保变动")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "item", "month"],
                name="finance_paychange_once",
                violation_error_message=_("这个人这个月的这一项变动已经登记了，请改原来那条。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="finance_paychange_amount",
                violation_error_message=_("金额不能小于零，停发写 0。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.get_kind_display()}{self.item}"


class PayRow(Record):
    """What one person gets of a payout."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="rows", verbose_name=_("发放"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("人员"))
    amount = money(_("金额（元）"))
    note = models.CharField(_("说明"), max_length=80, blank=True)

    removable: ClassVar[bool] = True
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    class Meta:
        verbose_name = _("发放明细")
        verbose_name_plural = _("发放明细")
        constraints = [
            positive("amount", "finance_payrow_amount"),
            models.UniqueConstraint(
                fields=["payout", "person"],
                name="finance_payrow_once",
                violation_error_message=_("这个人在这次发放里已经有了。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"
