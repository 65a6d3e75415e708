"""Sightings: only ever added. Two phones never overwrite each other, and what was seen first stays readable."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record
from lvye.modules.assets.api import Asset

from .count import Condition, Count
from .line import Line


class How(models.TextChoices):
    """How a thing was recognised."""

    SCAN = "scan", _("扫标签")
    TYPED = "typed", _("输标签码")
    TICK = "tick", _("点清单")
    BARE = "bare", _("没有标签")
    UNDO = "undo", _("取消")


class Seen(models.TextChoices):
    """What a sighting was, when it reached the server."""

    FOUND = "found", _("盘到")
    WRONG = "wrong", _("不在原处")
    TWICE = "twice", _("重复")
    UNKNOWN = "unknown", _("不认识")
    UNDONE = "undone", _("已取消")


class Scan(Record):
    """One sighting. code: as it was read; place: the room it was read in.

    is_present: the room's own label was read before. device_at: by the clock of the phone, which may have been away
    from the network; received_at: when the server had it.
    """

    Seen = Seen

    count = models.ForeignKey(Count, models.PROTECT, related_name="scans", verbose_name=_("盘点"))
    line = models.ForeignKey(
        Line, models.PROTECT, null=True, blank=True, related_name="scans", verbose_name=_("盘点明细")
    )
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("盘点人"))
    code = models.CharField(_("读到的码"), max_length=60, blank=True)
    how = models.CharField(_("怎么认的"), max_length=5, choices=How.choices)
    result = models.CharField(_("结果"), max_length=7, choices=Seen.choices)
    is_present = models.BooleanField(_("扫过房间码"), default=False)
    condition = models.CharField(_("状况"), max_length=6, choices=Condition.choices, blank=True)
    qty = models.PositiveIntegerField(_("数量"), default=1)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    device_at = models.DateTimeField(_("手机上的时间"), null=True, blank=True)
    received_at = models.DateTimeField(_("收到的时间"))

    tones: ClassVar[dict[str, str]] = {
        Seen.FOUND: "done", Seen.WRONG: "going", Seen.TWICE: "soon", Seen.UNKNOWN: "late", Seen.UNDONE: "idle"
    }  # fmt: skip

    class Meta:
        verbose_name = _("扫码记录")
        verbose_name_plural = _("扫码记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(how=How.BARE) | ~Q(words=""),
                name="counts_scan_bare",
                violation_error_message=_("没有标签的东西，请写一下是什么。"),
            )
        ]
        indexes = [
            models.Index(fields=["count", "person", "-id"], name="counts_scan_person"),
            models.Index(fields=["count", "code"], name="counts_scan_code"),
            models.Index(fields=["count", "place", "-id"], name="counts_scan_room"),
        ]

    def __str__(self) -> str:
        return self.code or self.words
