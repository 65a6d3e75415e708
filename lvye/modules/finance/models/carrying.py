"""The end of a year: what is held goes on with its documents, what is left goes on by decision or is given back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step

from .about import money
from .budget import Adjustment, Budget, BudgetLine, DocStatus

USER = settings.AUTH_USER_MODEL


class CarryOver(Record):
    """A year's budget closed and carried over into the next, in one deed. note: becomes its final account's word."""

    Status = DocStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    source = models.OneToOneField(Budget, models.PROTECT, related_name="carryover", verbose_name=_("结转的预算"))
    target = models.ForeignKey(Budget, models.PROTECT, related_name="+", verbose_name=_("转入的预算"))
    note = models.TextField(_("决算和结转说明"), max_length=4000)
    made_on = models.DateField(_("日期"), editable=False)
    status = models.CharField(
        _("状态"), max_length=10, choices=DocStatus.choices, default=DocStatus.DRAFT, editable=False
    )
    author = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("申请人"))
    adjustment = models.OneToOneField(
        Adjustment, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("转入的调整单"),
    )  # fmt: skip

    flow = Flow(
        Step("ask", _("送审"), {DocStatus.DRAFT}, DocStatus.ASKED, tone="main"),
        Step("agree", _("同意"), {DocStatus.ASKED}, DocStatus.AGREED),
        Step("send_back", _("退回"), {DocStatus.ASKED}, DocStatus.DRAFT),
        final={DocStatus.AGREED},
    )
    tones: ClassVar[dict[str, str]] = {DocStatus.DRAFT: "idle", DocStatus.ASKED: "soon", DocStatus.AGREED: "done"}

    class Meta:
        verbose_name = _("年终结转")
        verbose_name_plural = _("年终结转")

    def __str__(self) -> str:
        return self.number


class CarryLine(Record):
    """What becomes of one line. held: goes on with its documents; rest: goes on by decision; released: given back."""

    carryover = models.ForeignKey(CarryOver, models.PROTECT, related_name="lines", verbose_name=_("年终结转"))
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+", verbose_name=_("预算项目"))
    held = money(_("随单据结转（元）"), default=0)
    rest = money(_("决定结转（元）"), default=0)
    released = money(_("收回（元）"), default=0)
    target = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("转入")
    )

    verbs: ClassVar[dict[str, object]] = {"carry": _("结转下年")}

    class Meta:
        verbose_name = _("结转明细")
        verbose_name_plural = _("结转明细")
        constraints = [
            models.UniqueConstraint(fields=["carryover", "line"], name="finance_carryline_once"),
            models.CheckConstraint(
                condition=Q(rest__gte=0) & Q(held__gte=0),
                name="finance_carryline_amount",
                violation_error_message=_("结转的数不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held + self.rest}"
