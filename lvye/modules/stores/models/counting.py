"""A count of a store: one person counts and proposes, another posts the differences."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .goods import Item, Kind, Lot, Store


class StocktakeStatus(models.TextChoices):
    """Where a count stands."""

    COUNTING = "counting", _("盘点中")
    PROPOSED = "proposed", _("待过账")
    POSTED = "posted", _("已过账")
    DROPPED = "dropped", _("作废")


C = StocktakeStatus


class Stocktake(Record):
    """盘点表. The book quantity of a line is read when it is counted; what moves afterwards does not matter to it.

    kind: only goods of this kind. proposed_by and posted_by are two people.
    """

    Status = StocktakeStatus
    series: ClassVar[str] = "PD"
    flow: ClassVar[Flow] = Flow(
        Step("propose", _("盘完，提交"), {C.COUNTING}, C.PROPOSED, tone="main"),
        Step("back", _("退回重盘"), {C.PROPOSED}, C.COUNTING, fields=("answer",), tone="no"),
        Step("post", _("审核过账"), {C.PROPOSED}, C.POSTED, tone="main"),
        Step("drop", _("作废"), {C.COUNTING, C.PROPOSED}, C.DROPPED, tone="no"),
        final={C.POSTED, C.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {C.COUNTING: "going", C.PROPOSED: "soon", C.POSTED: "done", C.DROPPED: "idle"}
    verbs: ClassVar[dict[str, Any]] = {}
    search_from: ClassVar[tuple[str, ...]] = ("number", "note")

    number = models.CharField(_("单号"), max_length=20, unique=True, editable=False)
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("保管室"))
    kind = models.ForeignKey(
        Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("只盘哪一类")
    )
    happened_on = models.DateField(_("盘点日期"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    answer = models.CharField(_("退回原因"), max_length=100, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=C.choices, default=C.COUNTING, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("盘点人"),
    )  # fmt: skip
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("过账人"),
    )  # fmt: skip
    posted_at = models.DateTimeField(_("过账时间"), null=True, blank=True, editable=False)
    search_text = SearchField()

    class Meta:
        verbose_name = _("盘点表")
        verbose_name_plural = _("盘点表")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="posted") | (Q(posted_by__isnull=False) & ~Q(posted_by=F("proposed_by"))),
                name="stores_stocktake_two",
                violation_error_message=_("盘点的人不能自己过账，请另一个人审核。"),
            )
        ]
        indexes = [models.Index(fields=["store", "-id"], name="stores_stocktake_store")]

    def __str__(self) -> str:
        return self.number


class StocktakeLine(Record):
    """One item (and lot) counted. difference = counted_qty - book_qty; value: yuan it moved, known once posted."""

    stocktake = models.ForeignKey(Stocktake, models.PROTECT, related_name="lines", verbose_name=_("盘点表"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批次"))
    book_qty = models.DecimalField(_("账面数"), max_digits=14, decimal_places=3)
    counted_qty = models.DecimalField(_("实盘数"), max_digits=14, decimal_places=3, null=True, blank=True)
    price = models.DecimalField(
        _("盘盈单价（元）"), max_digits=14, decimal_places=4, null=True, blank=True,
        help_text=_("账上没有价的盘盈物资填；有价的按平均价。"),
    )  # fmt: skip
    why = models.CharField(_("差异原因"), max_length=100, blank=True)
    value = models.DecimalField(_("差异金额（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    done_on = models.DateField(_("过账日期"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("盘点明细")
        verbose_name_plural = _("盘点明细")
        constraints = [
            models.UniqueConstraint(
                fields=["stocktake", "item", "lot"],
                name="stores_stocktakeline_once",
                violation_error_message=_("这一项已经在盘点表里了。"),
            ),
            models.UniqueConstraint(
                fields=["stocktake", "item"],
                condition=Q(lot__isnull=True),
                name="stores_stocktakeline_lotless_once",
                violation_error_message=_("这一项已经在盘点表里了。"),
            ),
            models.CheckConstraint(
                condition=Q(counted_qty__isnull=True) | Q(counted_qty__gte=0),
                name="stores_stocktakeline_counted",
                violation_error_message=_("实盘数不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["done_on", "item"], name="stores_stocktakeline_done")]

    def __str__(self) -> str:
        return f"{self.stocktake_id}/{self.item_id}"
