"""The order: from whom, at what price, until when; and what of it has come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import Contract, Partner, SupplyCategory

from .quote import Quote
from .request import Request, RequestLine
from .way import Way

USER = settings.AUTH_USER_MODEL


class OrderStatus(models.TextChoices):
    """Where an order stands."""

    OPEN = "open", _("待到货")
    PART = "part", _("部分到货")
    ARRIVED = "arrived", _("已到齐")
    SETTLED = "settled", _("已结清")
    CANCELLED = "cancelled", _("已取消")


O = OrderStatus  # noqa: E741 - one letter, as the other statuses here
LIVE_ORDERS = (O.OPEN, O.PART, O.ARRIVED, O.SETTLED)
COMING = (O.OPEN, O.PART)


class Order(Record):
    """One purchase order (订单).

    highest: the dearest quote there was, for what comparing saved. choice_why: why not the lowest.
    due_on: when it should be there. category, budget_line, way: as the request had them, for lists and figures.
    """

    Status = OrderStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="orders", verbose_name=_("采购申请"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("供应商"))
    quote = models.OneToOneField(
        Quote, models.PROTECT, null=True, blank=True, editable=False, related_name="order", verbose_name=_("选定的报价")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("合同")
    )
    what = models.CharField(_("买什么"), max_length=120, editable=False)
    category = models.ForeignKey(
        SupplyCategory, models.PROTECT, editable=False, related_name="+", verbose_name=_("类别")
    )
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, editable=False, related_name="+", verbose_name=_("预算项目")
    )
    way = models.CharField(_("采购方式"), max_length=10, choices=Way.choices, editable=False)
    is_emergency = models.BooleanField(_("紧急采购"), default=False, editable=False)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, editable=False)
    highest = models.DecimalField(
        _("最高报价（元）"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    saved = models.DecimalField(_("比最高报价省（元）"), max_digits=14, decimal_places=2, default=0, editable=False)
    choice_why = models.CharField(_("没选最低价的理由"), max_length=200, blank=True)
    ordered_on = models.DateField(_("下单日期"), editable=False)
    due_on = models.DateField(_("约定到货日"))
    warranty = models.PositiveSmallIntegerField(_("保修几个月"), null=True, blank=True)
    buyer = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("采购员"))
    arrived_on = models.DateField(_("到齐日期"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=O.choices, default=O.OPEN, editable=False)
    why = models.CharField(_("取消或停止的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "partner")
    flow = Flow(
        Step("deliver", _("部分到货"), {O.OPEN, O.PART}, O.PART),
        Step("complete", _("到齐"), {O.OPEN, O.PART}, O.ARRIVED),
        Step("stop", _("其余不要了"), {O.PART}, O.ARRIVED, fields=("why",), tone="no"),
        Step("settle", _("结清"), {O.ARRIVED}, O.SETTLED),
        Step("cancel", _("取消订单"), {O.OPEN}, O.CANCELLED, fields=("why",), tone="no"),
        final={O.SETTLED, O.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {
        O.OPEN: "going", O.PART: "going", O.ARRIVED: "soon", O.SETTLED: "done", O.CANCELLED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("采购订单")
        verbose_name_plural = _("采购订单")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=~Q(status=O.CANCELLED),
                name="procurement_order_once",
                violation_error_message=_("这份申请已经下过单了。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="procurement_order_amount",
                violation_error_message=_("订单金额要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ordered_on")),
                name="procurement_order_days",
                violation_error_message=_("到货日不能早于下单日。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="procurement_order_due"),
            models.Index(fields=["ordered_on"], name="procurement_order_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def search_source(self) -> list[str]:
        """Found by number, things and supplier."""
        return [self.number, self.what, self.partner.name]


class OrderLine(Record):
    """One thing ordered. price: yuan for one, as agreed; accepted: how many have been taken in."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("采购订单"))
    line = models.ForeignKey(RequestLine, models.PROTECT, related_name="+", verbose_name=_("品名"))
    brand = models.CharField(_("品牌型号"), max_length=60, blank=True)
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)
    accepted = models.DecimalField(_("已收"), max_digits=12, decimal_places=3, default=0, editable=False)

    verbs: ClassVar[dict[str, Any]] = {"receive": _("收货")}

    class Meta:
        verbose_name = _("订单明细")
        verbose_name_plural = _("订单明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0, price__gt=0),
                name="procurement_orderline_qty",
                violation_error_message=_("数量和单价要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(accepted__gte=0) & Q(accepted__lte=F("qty")),
                name="procurement_orderline_accepted",
                violation_error_message=_("收的数不能多于订的数。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)

    @property
    def sum(self) -> Decimal:
        """Yuan, to the cent."""
        return (self.qty * self.price).quantize(Decimal("0.01"), "ROUND_HALF_UP")

    @property
    def missing(self) -> Decimal:
        """How many are still to come."""
        return self.qty - self.accepted
