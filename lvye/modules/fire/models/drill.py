"""Drills (演练): planned, held with a stop-watch, talked over; what went wrong becomes a task somebody answers for."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .plan import Plan


class DrillStatus(models.TextChoices):
    """Where a drill stands."""

    PLANNED = "planned", _("已安排")
    HELD = "held", _("待讲评")
    CLOSED = "closed", _("已讲评")
    CANCELLED = "cancelled", _("取消")


class Drill(Record):
    """One drill. people: how many took part; slowest: seconds of the building that took longest."""

    Status = DrillStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="held_drills", verbose_name=_("按哪份预案"),
        limit_choices_to={"status": "holds"},
    )  # fmt: skip
    name = models.CharField(_("名称"), max_length=80)
    planned_on = models.DateField(_("安排在哪天"))
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("总指挥"))
    with_brigade = models.BooleanField(_("消防部门到场"), default=False)
    roles = models.TextField(
        _("分工"), max_length=2000, blank=True, help_text=_("一行一项：哪层楼道谁护、谁清点、谁拉警报。")
    )
    held_at = models.DateTimeField(_("警报时间"), null=True, blank=True, editable=False)
    held_on = models.DateField(_("哪天举行"), null=True, blank=True, editable=False)
    people = models.PositiveIntegerField(_("参加人数"), null=True, blank=True, editable=False)
    slowest = models.PositiveIntegerField(_("最慢一栋（秒）"), null=True, blank=True, editable=False)
    summary = models.TextField(_("讲评"), max_length=2000, blank=True)
    closed_on = models.DateField(_("讲评日期"), null=True, blank=True, editable=False)
    cancel_why = models.CharField(_("为什么取消"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=9, choices=DrillStatus.choices, default=DrillStatus.PLANNED, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("hold", _("演练"), {DrillStatus.PLANNED}, DrillStatus.HELD, tone="main"),
        Step("close", _("讲评"), {DrillStatus.HELD}, DrillStatus.CLOSED, fields=("summary",), tone="main"),
        Step("cancel", _("取消"), {DrillStatus.PLANNED}, DrillStatus.CANCELLED, fields=("cancel_why",), tone="no"),
        final={DrillStatus.CLOSED, DrillStatus.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {
        DrillStatus.PLANNED: "going", DrillStatus.HELD: "soon", DrillStatus.CLOSED: "done",
        DrillStatus.CANCELLED: "idle",
    }  # fmt: skip
    search_from: ClassVar[tuple[str, ...]] = ("number", "name", "summary")

    class Meta:
        verbose_name = _("演练")
        verbose_name_plural = _("演练")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["held", "closed"])
                | Q(held_at__isnull=False, held_on__isnull=False, people__gt=0, slowest__gt=0),
                name="fire_drill_held",
                violation_error_message=_("演练要有警报时间、参加人数和用时。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (~Q(summary="") & Q(closed_on__isnull=False)),
                name="fire_drill_closed",
                violation_error_message=_("讲评要写下来。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancel_why=""), name="fire_drill_cancelled",
                violation_error_message=_("取消要写为什么。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def is_late(self, today: date) -> bool:
        """Its day has passed and it was not held."""
        return self.status == DrillStatus.PLANNED and self.planned_on < today


class DrillTime(Record):
    """How long one building took, in seconds from the alarm until the last was counted outside; against its limit."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="times", verbose_name=_("演练"), editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("楼栋"), editable=False)
    limit = models.PositiveSmallIntegerField(_("应在几秒内"))
    people = models.PositiveIntegerField(_("人数"), null=True, blank=True)
    seconds = models.PositiveIntegerField(_("用时（秒）"), null=True, blank=True)
    is_over = models.BooleanField(_("超时"), default=False, editable=False)
    verbs: ClassVar[dict[str, Any]] = {"time": _("记用时")}

    class Meta:
        verbose_name = _("各楼用时")
        verbose_name_plural = _("各楼用时")
        constraints = [
            models.UniqueConstraint(
                fields=["drill", "place"], name="fire_drilltime_once",
                violation_error_message=_("这栋楼已经在这次演练里了。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.drill.number} {self.place}"


class FindingStatus(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("待改进")
    HANDED = "handed", _("已转办")
    DONE = "done", _("改好了")


class Finding(Record):
    """One thing a drill showed: a task with who answers for it and until when, or handed to a repair or a hazard."""

    Status = FindingStatus

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="findings", verbose_name=_("演练"), editable=False)
    what = models.CharField(_("发现什么问题"), max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("在哪里"))
    measure = models.CharField(_("怎么改进"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁负责")
    )
    due_on = models.DateField(_("最迟哪天"), null=True, blank=True)
    found_on = models.DateField(_("发现日期"), editable=False)
    done_on = models.DateField(_("改好日期"), null=True, blank=True, editable=False)
    done_words = models.CharField(_("怎么改的"), max_length=200, blank=True)
    handed_as = models.CharField(_("转到"), max_length=60, blank=True, editable=False)
    target = models.CharField(_("台账"), max_length=60, blank=True, editable=False)
    target_id = models.BigIntegerField(_("编号"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=6, choices=FindingStatus.choices, default=FindingStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("finish", _("改好了"), {FindingStatus.OPEN}, FindingStatus.DONE, fields=("done_words",), tone="main"),
        Step("hand", _("转办"), {FindingStatus.OPEN}, FindingStatus.HANDED),
        final={FindingStatus.HANDED, FindingStatus.DONE},
    )
    tones: ClassVar[dict[str, str]] = {
        FindingStatus.OPEN: "going", FindingStatus.HANDED: "going", FindingStatus.DONE: "done",
    }  # fmt: skip

    class Meta:
        verbose_name = _("演练改进")
        verbose_name_plural = _("演练改进")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="handed", target_id__isnull=False)
                | (~Q(measure="") & Q(responsible__isnull=False, due_on__isnull=False)),
                name="fire_finding_task",
                violation_error_message=_("要么转办，要么写明怎么改进、谁负责、最迟哪天。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | (~Q(done_words="") & Q(done_on__isnull=False)),
                name="fire_finding_done",
                violation_error_message=_("改好了要写怎么改的。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what

    def is_late(self, today: date) -> bool:
        """Not put right by its day."""
        return self.status == FindingStatus.OPEN and self.due_on is not None and self.due_on < today
