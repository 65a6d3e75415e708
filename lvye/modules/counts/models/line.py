"""What the book said of each thing when the count began, and what was found of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record
from lvye.modules.assets.api import Asset, Status

from .count import Condition, Count


class Result(models.TextChoices):
    """What came of a line. AWAY: lent or at the repairer's by the book, and not seen."""

    WAITING = "waiting", _("没盘到")
    FOUND = "found", _("盘到")
    WRONG = "wrong", _("不在原处")
    MISSING = "missing", _("盘亏")
    AWAY = "away", _("借出或送修")


R = Result
SEEN = (R.FOUND, R.WRONG)


class Line(Record):
    """One card of the frozen book. place, keeper, value …: as the book said; seen_*: as it was seen.

    is_expected: it should be where the book says; what is lent or being repaired is counted when seen, never missed.
    result_on: the day it was seen first, or declared missing. seen_qty: pieces seen of a card that holds several.
    """

    count = models.ForeignKey(Count, models.PROTECT, related_name="lines", verbose_name=_("盘点"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", verbose_name=_("资产"))
    number = models.CharField(_("资产编号"), max_length=30)
    name = models.CharField(_("名称"), max_length=80)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("账上地点")
    )
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": "building"},
    )  # fmt: skip
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("使用部门")
    )
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保管人")
    )
    qty = models.PositiveIntegerField(_("数量"))
    value = models.DecimalField(_("价值（元）"), max_digits=14, decimal_places=2)
    book_status = models.CharField(_("账上状态"), max_length=13, choices=Status.choices)
    is_expected = models.BooleanField(_("应在原处"), default=True)
    result = models.CharField(_("结果"), max_length=8, choices=R.choices, default=R.WAITING)
    result_on = models.DateField(_("盘点日期"), null=True, blank=True)
    seen_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("盘到的地点")
    )
    seen_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("盘点人")
    )
    seen_qty = models.PositiveIntegerField(_("盘到数量"), null=True, blank=True)
    condition = models.CharField(_("状况"), max_length=6, choices=Condition.choices, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    tones: ClassVar[dict[str, str]] = {
        R.WAITING: "soon", R.FOUND: "done", R.WRONG: "going", R.MISSING: "late", R.AWAY: "idle"
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"see": _("盘到"), "undo": _("取消盘到")}

    class Meta:
        verbose_name = _("盘点明细")
        verbose_name_plural = _("盘点明细")
        constraints = [
            models.UniqueConstraint(
                fields=["count", "asset"],
                name="counts_line_once",
                violation_error_message=_("同一件资产在一次盘点里只列一次。"),
            ),
            models.CheckConstraint(
                condition=~Q(result__in=SEEN) | Q(result_on__isnull=False, seen_qty__isnull=False),
                name="counts_line_seen",
                violation_error_message=_("盘到的要有日期和数量。"),
            ),
        ]
        indexes = [
            models.Index(fields=["count", "place", "number"], name="counts_line_room"),
            models.Index(fields=["count", "result", "-id"], name="counts_line_result"),
            models.Index(fields=["count", "-id"], name="counts_line_sheet"),
            models.Index(fields=["result_on", "result"], name="counts_line_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
