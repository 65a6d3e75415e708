"""The ledger: every movement of goods, only ever added; and what is on the shelf, which follows from it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record

from .goods import Item, Lot, Store


class MoveKind(models.TextChoices):
    """By what kind of document goods moved; each is also the name of that document's model."""

    RECEIPT = "receipt", _("入库")
    ISSUE = "issue", _("领用")
    LOAN = "loan", _("借出")
    GIVE_BACK = "giveback", _("退还")
    TRANSFER = "transfer", _("调拨")
    STOCKTAKE = "stocktake", _("盘点")


class Move(Record):
    """So much of an item into (qty > 0) or out of a store, with its value in yuan. The database refuses any change.

    paper_id: the document of that kind; line_id: its line.
    """

    kind = models.CharField(_("单据"), max_length=9, choices=MoveKind.choices)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"), db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("保管室"), db_index=False)
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批次"))
    qty = models.DecimalField(_("数量"), max_digits=14, decimal_places=3)
    value = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    moved_on = models.DateField(_("日期"))
    paper_id = models.BigIntegerField(_("单据编号"))
    line_id = models.BigIntegerField(_("明细编号"))

    class Meta:
        verbose_name = _("收发明细账")
        verbose_name_plural = _("收发明细账")
        constraints = [
            models.CheckConstraint(
                condition=~Q(qty=0), name="stores_move_qty", violation_error_message=_("数量不能是零。")
            )
        ]
        indexes = [
            models.Index(fields=["item", "store", "moved_on"], name="stores_move_item"),
            models.Index(fields=["store", "moved_on"], name="stores_move_store"),
            models.Index(fields=["kind", "paper_id", "line_id"], name="stores_move_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.qty.normalize():f}"


class Holding(Record):
    """What lies in a store of an item: the sum of its moves, kept so that it need not be summed, proven by `prove`.

    Written by the ledger alone, in the transaction of the moves, under the store's lock; the database itself refuses
    a quantity or value below zero, and a value without a quantity. moved_on: the last day it moved.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="holdings", verbose_name=_("物资"))
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("保管室"))
    qty = models.DecimalField(_("现存数量"), max_digits=14, decimal_places=3)
    value = models.DecimalField(_("现存金额（元）"), max_digits=16, decimal_places=2)
    moved_on = models.DateField(_("最近收发"))

    removable: ClassVar[bool] = False

    class Meta:
        verbose_name = _("库存")
        verbose_name_plural = _("库存")
        constraints = [
            models.UniqueConstraint(fields=["store", "item"], name="stores_holding_once"),
            models.CheckConstraint(
                condition=Q(qty__gte=0) & Q(value__gte=0) & (Q(qty__gt=0) | Q(value=0)),
                name="stores_holding_never_negative",
                violation_error_message=_("库存不够：现存数量不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qty.normalize():f}"

    @property
    def price(self) -> Decimal | None:
        """The moving average, to the cent, half up; none while nothing is there."""
        return (self.value / self.qty).quantize(Decimal("0.01"), "ROUND_HALF_UP") if self.qty else None


class LotHolding(models.Model):
    """What lies in a store of a lot; written with `Holding`, by the same hand. Not a record: the moves are."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="holdings")
    store = models.ForeignKey(Store, models.PROTECT, related_name="+")
    qty = models.DecimalField(max_digits=14, decimal_places=3)

    class Meta:
        verbose_name = _("批次库存")
        verbose_name_plural = _("批次库存")
        constraints = [
            models.UniqueConstraint(fields=["store", "lot"], name="stores_lotholding_once"),
            models.CheckConstraint(condition=Q(qty__gte=0), name="stores_lotholding_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.qty.normalize():f}"


class MonthClose(Record):
    """月结: from now on nothing is posted into this month. Months close one after the other, and stay closed.

    month: its first day. received, gone: all that came in and went out of the stores (not what moved between them);
    value: what lay in them at its end. In yuan, as they were when it was closed: nothing can change them since.
    """

    month = models.DateField(_("月份"), unique=True)
    closed_at = models.DateTimeField(_("结账时间"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("结账人")
    )
    received = models.DecimalField(_("本月收入（元）"), max_digits=16, decimal_places=2, editable=False)
    gone = models.DecimalField(_("本月发出（元）"), max_digits=16, decimal_places=2, editable=False)
    value = models.DecimalField(_("月末库存（元）"), max_digits=16, decimal_places=2, editable=False)

    class Meta:
        verbose_name = _("月结")
        verbose_name_plural = _("月结")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
