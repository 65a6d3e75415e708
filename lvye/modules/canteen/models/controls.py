"""日管控, 周排查, 月调度: three kinds of record, each written also when nothing was found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step


class Control(Record):
    """One record of one of the three kinds. begins_on … ends_on: the day, week or month it is about.

    marks: item of the daily list → "ok", "bad" or "none" (not there today). is_zero: nothing was found, and says so.
    gaps: school days without a daily record (in a weekly one), weeks without theirs (in a monthly one), and why.
    """

    class Kind(models.TextChoices):
        """Which of the three; with the name of its paper."""

        DAILY = "daily", _("每日食品安全检查记录")
        WEEKLY = "weekly", _("每周食品安全排查治理报告")
        MONTHLY = "monthly", _("每月食品安全调度会议纪要")

    extra_verbs: ClassVar[tuple[str, ...]] = ("weekly", "monthly")
    verbs: ClassVar[dict[str, object]] = {"weekly": _("写周排查"), "monthly": _("写月调度")}

    kind = models.CharField(_("哪种"), max_length=8, choices=Kind.choices)
    begins_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"))
    marks = models.JSONField(_("检查项"), default=dict, blank=True)
    text = models.TextField(_("情况"), max_length=2000, blank=True)
    decided = models.TextField(_("下一步"), max_length=2000, blank=True)
    present = models.CharField(_("参加的人"), max_length=200, blank=True)
    gaps = models.CharField(_("缺了哪些、为什么"), max_length=300, blank=True)
    is_zero = models.BooleanField(_("没有发现问题"), editable=False)
    is_late = models.BooleanField(_("补记"), default=False, editable=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("谁记的"))
    written_at = models.DateTimeField(_("记录时间"), editable=False)

    class Meta:
        verbose_name = _("日管控、周排查、月调度")
        verbose_name_plural = _("日管控、周排查、月调度")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "begins_on"],
                name="canteen_control_once",
                violation_error_message=_("这一天（周、月）的已经记过了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="canteen_control_days",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begins_on}"


class FindingStatus(models.TextChoices):
    """Whether it is put right."""

    OPEN = "open", _("待整改")
    DONE = "done", _("已整改")


class Finding(Record):
    """One thing found: by one of the three records, an accompanying meal or an inspection of the authority.

    handed: the record of another desk that takes care of it ("repairs.job"), handed_id its number.
    """

    Status = FindingStatus

    control = models.ForeignKey(
        Control, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("哪次检查")
    )
    visit = models.ForeignKey(
        "canteen.Visit", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("哪次上级检查")
    )
    company = models.ForeignKey(
        "canteen.Accompany", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("哪次陪餐")
    )
    what = models.CharField(_("问题"), max_length=200)
    measure = models.CharField(_("怎么改"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁改")
    )
    found_on = models.DateField(_("发现日期"), editable=False)
    due_on = models.DateField(_("最迟哪天"))
    done_on = models.DateField(_("整改日期"), null=True, blank=True, editable=False)
    done_note = models.CharField(_("改成什么样"), max_length=200, blank=True)
    handed = models.CharField(max_length=60, blank=True, editable=False)
    handed_id = models.BigIntegerField(null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=4, choices=FindingStatus.choices, default=FindingStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("settle", _("改好了"), {FindingStatus.OPEN}, FindingStatus.DONE, fields=("done_note",), tone="main"),
        final={FindingStatus.DONE},
    )
    tones: ClassVar[dict[str, str]] = {FindingStatus.OPEN: "soon", FindingStatus.DONE: "done"}
    verbs: ClassVar[dict[str, object]] = {"hand": _("转出去办")}

    class Meta:
        verbose_name = _("食品安全问题")
        verbose_name_plural = _("食品安全问题")
        constraints = [
            models.CheckConstraint(
                condition=Q(control__isnull=False, visit=None, company=None)
                | Q(control=None, visit__isnull=False, company=None)
                | Q(control=None, visit=None, company__isnull=False),
                name="canteen_finding_of_one",
                violation_error_message=_("问题要写明是哪次检查发现的。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=FindingStatus.DONE) | (Q(done_on__isnull=False) & ~Q(done_note="")),
                name="canteen_finding_done",
                violation_error_message=_("改成什么样写一句。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="canteen_finding_due")]

    def __str__(self) -> str:
        return self.what
