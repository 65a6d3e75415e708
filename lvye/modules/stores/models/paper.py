"""What all documents of the stores share: a draft may change, a posted one is final, its correction is another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .goods import Item, Lot, Store


class Status(models.TextChoices):
    """Where a document stands. A reversed one keeps its moves; the reversal beside it takes them back."""

    DRAFT = "draft", _("草稿")
    POSTED = "posted", _("已过账")
    REVERSED = "reversed", _("已红冲")


BOOKED = (Status.POSTED, Status.REVERSED)  # what has moves in the ledger


def paper_flow(*steps: Step) -> Flow:
    """The life of a document: posted once, reversed once."""
    return Flow(
        Step("post", _("过账"), {Status.DRAFT}, Status.POSTED, tone="main"),
        Step("reverse", _("红冲"), {Status.POSTED}, Status.REVERSED, fields=("why",), tone="no"),
        *steps,
        final={*BOOKED},
    )


class Paper(Record):
    """A document that moves goods.

    number: given when it is posted, without gaps within the year. happened_on: the day it counts for.
    reverses: the document this one takes back. about: the record of another register it was made for.
    """

    Status = Status
    series: ClassVar[str] = ""  # the letters before the number
    flow: ClassVar[Flow] = paper_flow()
    tones: ClassVar[dict[str, str]] = {Status.DRAFT: "soon", Status.POSTED: "done", Status.REVERSED: "idle"}
    verbs: ClassVar[dict[str, Any]] = {}
    removable: ClassVar[bool] = True  # drafts only: the services see to that

    number = models.CharField(_("单号"), max_length=20, blank=True, editable=False)
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("保管室"))
    happened_on = models.DateField(_("日期"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    why = models.CharField(_("红冲原因"), max_length=100, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.DRAFT, editable=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="reversal",
        verbose_name=_("红冲哪张单"),
    )  # fmt: skip
    about = models.CharField(_("为哪类记录"), max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(_("为哪条记录"), null=True, blank=True, editable=False)
    posted_at = models.DateTimeField(_("过账时间"), null=True, blank=True, editable=False)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("过账人"),
    )  # fmt: skip
    search_text = SearchField()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="%(app_label)s_%(class)s_number_once",
                violation_error_message=_("这个单号已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (~Q(number="") & Q(posted_at__isnull=False)),
                name="%(app_label)s_%(class)s_posted",
                violation_error_message=_("过账的单据要有单号和过账时间。"),
            ),
        ]
        indexes = [
            models.Index(fields=["store", "happened_on"], name="%(app_label)s_%(class)s_day"),
            models.Index(fields=["about", "about_id"], name="%(app_label)s_%(class)s_abt"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_status_display()} {self.pk}"

    @property
    def is_reversal(self) -> bool:
        """Whether it takes another document back (红字)."""
        return self.reverses is not None


class Line(Record):
    """A line of a document: so much of an item. qty is in the item's unit, below zero on a reversal.

    unit, unit_qty: as it was written (3 盒). lot: the one asked for; which lots went is told by the moves.
    value: yuan it moved, known once posted, as is done_on.
    """

    removable: ClassVar[bool] = True

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    lot = models.ForeignKey(Lot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批次"))
    qty = models.DecimalField(_("数量"), max_digits=14, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=10)
    unit_qty = models.DecimalField(_("填写的数量"), max_digits=14, decimal_places=3)
    value = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2, null=True, blank=True)
    done_on = models.DateField(_("日期"), null=True, blank=True, editable=False)
    note = models.CharField(_("备注"), max_length=100, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(qty=0),
                name="%(app_label)s_%(class)s_qty",
                violation_error_message=_("数量不能是零。"),
            )
        ]
        indexes = [models.Index(fields=["done_on", "item"], name="%(app_label)s_%(class)s_done")]

    def __str__(self) -> str:
        return f"{self.unit_qty.normalize():f}{self.unit}"
