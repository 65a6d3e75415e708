"""What a person cannot do, and what he would rather do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .fields import WEEKDAYS
from .kind import Kind

SERVING = ~Q(kind="student")


class Why(models.TextChoices):
    """Why a person cannot serve."""

    LEAVE = "leave", _("请假")
    TRIP = "trip", _("公差外出")
    EXEMPT = "exempt", _("免值")
    BUSY = "busy", _("有事不能值")


# What the school itself gave: such days are not caught up later. A private errand is.
EXCUSED = (Why.LEAVE, Why.TRIP, Why.EXEMPT)


class AbsenceStatus(models.TextChoices):
    """Whether it holds."""

    ASKED = "asked", _("待同意")
    AGREED = "agreed", _("已同意")
    REFUSED = "refused", _("没同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Absence(Record):
    """A person cannot serve from a day to a day, both included. Without a kind: no duty at all."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="absences", verbose_name=_("谁"), limit_choices_to=SERVING
    )
    begins_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"))
    why = models.CharField(_("为什么"), max_length=6, choices=Why.choices, default=Why.LEAVE)
    kind = models.ForeignKey(
        Kind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("只限"),
        help_text=_("不选就是哪一类值班都不能值。"),
    )  # fmt: skip
    note = models.CharField(_("说明"), max_length=200, blank=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=9, choices=AbsenceStatus.choices, default=AbsenceStatus.ASKED, editable=False
    )

    flow = Flow(
        Step("agree", _("同意"), {AbsenceStatus.ASKED}, AbsenceStatus.AGREED, tone="main"),
        Step("refuse", _("不同意"), {AbsenceStatus.ASKED}, AbsenceStatus.REFUSED, fields=("answer",), tone="no"),
        Step("withdraw", _("撤回"), {AbsenceStatus.ASKED, AbsenceStatus.AGREED}, AbsenceStatus.WITHDRAWN),
        final={AbsenceStatus.REFUSED, AbsenceStatus.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {
        AbsenceStatus.ASKED: "soon", AbsenceStatus.AGREED: "done", AbsenceStatus.REFUSED: "late",
        AbsenceStatus.WITHDRAWN: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("不能值班")
        verbose_name_plural = _("不能值班")
        constraints = [
            models.CheckConstraint(
                name="rosters_absence_period",
                condition=Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("结束日期不能早于开始日期。"),
            )
        ]
        indexes = [models.Index(fields=["person", "status", "begins_on"], name="rosters_absence_person")]

    def __str__(self) -> str:
        return f"{self.begins_on} — {self.ends_on}"


class Liking(models.TextChoices):
    """Rather, or rather not."""

    RATHER = "rather", _("最好排")
    RATHER_NOT = "not", _("最好不排")


class Wish(Record):
    """A wish of a person for a kind: on a day of the week, or on a date. It is followed where fairness lets it."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="roster_wishes", verbose_name=_("谁"), limit_choices_to=SERVING
    )
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="wishes", verbose_name=_("值班类型"))
    liking = models.CharField(_("意愿"), max_length=6, choices=Liking.choices, default=Liking.RATHER_NOT)
    weekday = models.PositiveSmallIntegerField(_("周几"), choices=WEEKDAYS, null=True, blank=True)
    on = models.DateField(_("哪一天"), null=True, blank=True)
    is_open = models.BooleanField(_("还要"), default=True)

    class Meta:
        verbose_name = _("值班意愿")
        verbose_name_plural = _("值班意愿")
        constraints = [
            models.CheckConstraint(
                name="rosters_wish_when",
                condition=Q(weekday__isnull=False, on__isnull=True) | Q(weekday__isnull=True, on__isnull=False),
                violation_error_message=_("请选周几，或者选一个日期，只选一样。"),
            )
        ]
        indexes = [models.Index(fields=["person", "kind"], name="rosters_wish_person")]

    def __str__(self) -> str:
        return str(self.get_weekday_display() if self.weekday is not None else self.on)
