"""Acceptance: two people who did not buy look at what has come."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .order import Order, OrderLine

USER = settings.AUTH_USER_MODEL


class AcceptanceStatus(models.TextChoices):
    """Where an acceptance stands."""

    COUNTED = "counted", _("待第二人")
    ACCEPTED = "accepted", _("已验收")
    UNDONE = "undone", _("重新点数")


A = AcceptanceStatus


class Acceptance(Record):
    """One delivery, looked at (验收单): counted by the first, confirmed by the second; then it is posted.

    amount: yuan, what was accepted at the order's prices. place: where things with a card are put.
    """

    Status = AcceptanceStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="acceptances", verbose_name=_("采购订单"))
    counted_on = models.DateField(_("到货日期"), editable=False)
    first = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("验收人一"))
    second = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("验收人二")
    )
    accepted_on = models.DateField(_("验收日期"), null=True, blank=True, editable=False)
    amount = models.DecimalField(_("验收金额（元）"), max_digits=14, decimal_places=2, editable=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("放在哪里")
    )
    note = models.CharField(_("验收意见"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=A.choices, default=A.COUNTED, editable=False)
    why = models.CharField(_("退回重点的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "note")
    flow = Flow(
        Step("confirm", _("第二人确认"), {A.COUNTED}, A.ACCEPTED, tone="main"),
        Step("undo", _("数不对，重新点"), {A.COUNTED}, A.UNDONE, fields=("why",), tone="no"),
        final={A.ACCEPTED, A.UNDONE},
    )
    tones: ClassVar[dict[str, str]] = {A.COUNTED: "soon", A.ACCEPTED: "done", A.UNDONE: "idle"}

    class Meta:
        verbose_name = _("验收单")
        verbose_name_plural = _("验收单")
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("first")),
                name="procurement_acceptance_two",
                violation_error_message=_("验收要两个人，不能由同一个人确认。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(second__isnull=False, accepted_on__isnull=False),
                name="procurement_acceptance_signed",
                violation_error_message=_("验收单要有两个人和日期。"),
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(status="counted"),
                name="procurement_acceptance_one_open",
                violation_error_message=_("这张订单有一批到货还等第二人确认。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AcceptanceLine(Record):
    """How many of one thing were taken, how many refused and why."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="lines", verbose_name=_("验收单"))
    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="acceptances", verbose_name=_("品名"))
    accepted = models.DecimalField(_("合格"), max_digits=12, decimal_places=3)
    refused = models.DecimalField(_("拒收"), max_digits=12, decimal_places=3, default=0)
    why = models.CharField(_("拒收的原因"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("验收明细")
        verbose_name_plural = _("验收明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__gte=0, refused__gte=0),
                name="procurement_acceptanceline_qty",
                violation_error_message=_("数量不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(refused=0) | ~Q(why=""),
                name="procurement_acceptanceline_why",
                violation_error_message=_("拒收要写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.line)

    @property
    def sum(self) -> Decimal:
        """What was taken, in yuan at the order's price."""
        return (self.accepted * self.line.price).quantize(Decimal("0.01"), "ROUND_HALF_UP")
