"""Patrols: a route is an ordered list of places; a patrol is one walk along it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record

from .kind import Kind


class Route(Record):
    """A way round the school. is_active: it may be walked."""

    class Occasion(models.TextChoices):
        """On what occasion it is walked."""

        DAILY = "daily", _("每日巡查")
        WALL = "wall", _("围墙巡查")
        NIGHT = "night", _("夜间巡查")
        FRIDAY = "friday", _("周五全面检查")
        MONTHLY = "monthly", _("每月排查")
        HOLIDAY = "holiday", _("节假日前排查")
        WEATHER = "weather", _("恶劣天气检查")

    name = models.CharField(_("路线"), max_length=40, unique=True)
    occasion = models.CharField(_("类型"), max_length=8, choices=Occasion.choices, default=Occasion.DAILY)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("巡查路线")
        verbose_name_plural = _("巡查路线")

    def __str__(self) -> str:
        return self.name


class Stop(Record):
    """One place of a route, in its order."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="stops", verbose_name=_("路线"))
    order = models.PositiveSmallIntegerField(_("第几站"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    look_for = models.CharField(_("看什么"), max_length=200, blank=True)
    kind = models.ForeignKey(
        Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("一般是哪类隐患")
    )
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("路线上的点")
        verbose_name_plural = _("路线上的点")
        constraints = [
            models.UniqueConstraint(
                fields=["route", "order"],
                condition=Q(is_active=True),
                name="inspections_stop_order",
                violation_error_message=_("这条路线上已经有第这一站了，请改次序。"),
            ),
            models.UniqueConstraint(
                fields=["route", "place"],
                condition=Q(is_active=True),
                name="inspections_stop_once",
                violation_error_message=_("这个地点已经在这条路线上了。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.look_for}".strip()


class PatrolStatus(models.TextChoices):
    """A patrol that was broken off says so, and which stops were not seen."""

    DONE = "done", _("走完")
    BROKEN = "broken", _("未走完")


class Patrol(Record):
    """One walk. stop_count: how many stops the route had; seen_count, scanned_count: how many were seen, and proved
    by scanning; fault_count: at how many something was wrong. is_late: sent long after it (补录). is_hasty: from stop
    to stop faster than anybody walks, which the director is shown.
    """

    Status = PatrolStatus

    route = models.ForeignKey(Route, models.PROTECT, related_name="patrols", verbose_name=_("路线"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁巡查"))
    walked_on = models.DateField(_("日期"), editable=False)
    begun_at = models.DateTimeField(_("出发时间"), editable=False)
    ended_at = models.DateTimeField(_("结束时间"), editable=False)
    sent_at = models.DateTimeField(_("上传时间"), editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=PatrolStatus.choices, editable=False)
    stop_count = models.PositiveSmallIntegerField(_("应到"), editable=False)
    seen_count = models.PositiveSmallIntegerField(_("实到"), editable=False)
    scanned_count = models.PositiveSmallIntegerField(_("扫码到点"), editable=False)
    fault_count = models.PositiveSmallIntegerField(_("有问题"), editable=False)
    is_late = models.BooleanField(_("补录"), default=False, editable=False)
    is_hasty = models.BooleanField(_("走得太快"), default=False, editable=False)
    words = models.CharField(_("说明"), max_length=300, blank=True)

    tones: ClassVar[dict[str, str]] = {PatrolStatus.DONE: "done", PatrolStatus.BROKEN: "late"}

    class Meta:
        verbose_name = _("巡查记录")
        verbose_name_plural = _("巡查记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PatrolStatus.BROKEN, seen_count__lt=F("stop_count")) & ~Q(words="")
                | Q(status=PatrolStatus.DONE, seen_count=F("stop_count")),
                name="inspections_patrol_whole",
                violation_error_message=_("没走完要写明为什么。"),
            ),
            models.CheckConstraint(
                condition=Q(scanned_count__lte=F("seen_count"), fault_count__lte=F("seen_count")),
                name="inspections_patrol_counts",
                violation_error_message=_("到点的数目对不上。"),
            ),
        ]
        indexes = [models.Index(fields=["walked_on", "route"], name="inspections_patrol_walked")]

    def __str__(self) -> str:
        return f"{self.walked_on:%Y-%m-%d} {self.get_status_display()}"


class Visit(Record):
    """One stop of a patrol seen. seen_at: when the walker's phone says he stood there; sent_at: when it reached us."""

    class How(models.TextChoices):
        """What proves it."""

        SCAN = "scan", _("扫码")
        TAP = "tap", _("手点")

    patrol = models.ForeignKey(Patrol, models.PROTECT, related_name="visits", verbose_name=_("巡查"))
    stop = models.ForeignKey(Stop, models.PROTECT, related_name="+", verbose_name=_("哪一站"))
    seen_at = models.DateTimeField(_("到点时间"))
    sent_at = models.DateTimeField(_("上传时间"))
    how = models.CharField(_("凭什么"), max_length=4, choices=How.choices)
    is_fault = models.BooleanField(_("有问题"), default=False)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("到点记录")
        verbose_name_plural = _("到点记录")
        constraints = [
            models.UniqueConstraint(
                fields=["patrol", "stop"],
                name="inspections_visit_once",
                violation_error_message=_("这一站已经到过了。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.note}".strip()
