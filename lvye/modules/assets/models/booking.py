"""The property in the finance ledger: one voucher a month for what was charged and what left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step
from lvye.modules.finance.api import Voucher

NIL = Decimal("0.00")


class BookingStatus(models.TextChoices):
    """A month is in the ledger, or was taken back by a counter-voucher."""

    MADE = "made", _("已入账")
    UNDONE = "undone", _("已冲回")


def _yuan(label: Any) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=16, decimal_places=2, default=NIL, editable=False)


class Booking(Record):
    """资产入账: a month's depreciation and disposals as the voucher says them, yuan.

    charge: the month's depreciation; adjusted: what cards entered late, split or revalued change of the months before;
    left_value, left_worn: of cards that left in the month; closing: accumulated depreciation of the cards after it,
    which the next month begins with.
    """

    month = models.CharField(
        _("月份"), max_length=7, validators=[RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("月份写成 2026-03 的样子。"))]
    )
    voucher = models.ForeignKey(Voucher, models.PROTECT, editable=False, related_name="+", verbose_name=_("记账凭证"))
    charge = _yuan(_("本月折旧（元）"))
    adjusted = _yuan(_("补提、冲减（元）"))
    left_value = _yuan(_("处置原值（元）"))
    left_worn = _yuan(_("处置已提折旧（元）"))
    closing = _yuan(_("累计折旧（元）"))
    made_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("经办人")
    )
    why = models.CharField(_("冲回的原因"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=6, choices=BookingStatus.choices, default=BookingStatus.MADE, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("undo", _("冲回"), {BookingStatus.MADE}, BookingStatus.UNDONE, fields=("why",), tone="no"),
        final={BookingStatus.UNDONE},
    )
    tones: ClassVar[dict[str, str]] = {BookingStatus.MADE: "done", BookingStatus.UNDONE: "idle"}

    class Meta:
        verbose_name = _("资产入账")
        verbose_name_plural = _("资产入账")
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(status=BookingStatus.MADE),
                name="assets_booking_once",
                violation_error_message=_("这个月的折旧和处置已经入账；要重做请先冲回。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.UNDONE) | ~Q(why=""),
                name="assets_booking_why",
                violation_error_message=_("冲回要写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return self.month

    @property
    def tone(self) -> str:
        """The kind of its status, for its pill."""
        return self.tones[self.status]


class BookingLine(Record):
    """What a booking is made of, by account of the ledger. value: original value at the month's end."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="lines", verbose_name=_("资产入账"))
    account = models.CharField(_("会计科目"), max_length=60)
    value = _yuan(_("原值（元）"))
    charge = _yuan(_("本月折旧（元）"))
    closing = _yuan(_("累计折旧（元）"))
    left_value = _yuan(_("处置原值（元）"))
    left_worn = _yuan(_("处置已提折旧（元）"))

    class Meta:
        verbose_name = _("资产入账明细")
        verbose_name_plural = _("资产入账明细")
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "account"],
                name="assets_bookingline_once",
                violation_error_message=_("一个科目只列一行。"),
            )
        ]

    def __str__(self) -> str:
        return self.account
