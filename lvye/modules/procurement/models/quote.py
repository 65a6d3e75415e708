"""What suppliers offered."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step
from lvye.modules.partners.api import Partner

from .request import Request, RequestLine

USER = settings.AUTH_USER_MODEL


class QuoteStatus(models.TextChoices):
    """Whether it counts."""

    VALID = "valid", _("有效")
    CHOSEN = "chosen", _("已选定")
    WITHDRAWN = "withdrawn", _("作废")


Q_ = QuoteStatus


class Quote(Record):
    """One supplier's offer for all lines of a request. total: yuan; days: until it is delivered; warranty: months."""

    Status = QuoteStatus

    request = models.ForeignKey(Request, models.PROTECT, related_name="quotes", verbose_name=_("采购申请"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("供应商"))
    quoted_on = models.DateField(_("报价日期"))
    total = models.DecimalField(_("总价（元）"), max_digits=14, decimal_places=2, editable=False)
    days = models.PositiveSmallIntegerField(_("几天到货"), null=True, blank=True)
    warranty = models.PositiveSmallIntegerField(_("保修几个月"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=120, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("记录人"))
    status = models.CharField(_("状态"), max_length=10, choices=Q_.choices, default=Q_.VALID, editable=False)
    why = models.CharField(_("作废的原因"), max_length=120, blank=True)

    flow = Flow(
        Step("choose", _("选定"), {Q_.VALID}, Q_.CHOSEN),
        Step("fail", _("没有成交"), {Q_.CHOSEN}, Q_.WITHDRAWN),
        Step("withdraw", _("作废"), {Q_.VALID}, Q_.WITHDRAWN, fields=("why",), tone="no"),
        final={Q_.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {Q_.VALID: "going", Q_.CHOSEN: "done", Q_.WITHDRAWN: "idle"}

    class Meta:
        verbose_name = _("报价")
        verbose_name_plural = _("报价")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "partner"],
                condition=~Q(status=Q_.WITHDRAWN),
                name="procurement_quote_once",
                violation_error_message=_("这家已经报过价了，要改请先作废原来的。"),
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(status=Q_.CHOSEN),
                name="procurement_quote_one_chosen",
                violation_error_message=_("已经选定了一家。"),
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="procurement_quote_total",
                violation_error_message=_("报价要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.partner)


class QuoteLine(Record):
    """The price of one line. price: yuan for one."""

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="lines", verbose_name=_("报价"))
    line = models.ForeignKey(RequestLine, models.PROTECT, related_name="prices", verbose_name=_("品名"))
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)
    brand = models.CharField(_("品牌型号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("报价明细")
        verbose_name_plural = _("报价明细")
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "line"],
                name="procurement_quoteline_once",
                violation_error_message=_("一样东西只报一个价。"),
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0),
                name="procurement_quoteline_price",
                violation_error_message=_("单价要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price}"

    @property
    def sum(self) -> Decimal:
        """Yuan, to the cent."""
        return (self.line.qty * self.price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
