"""One time a duty is due."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step

from .duty import Duty, Spot


class Status(models.TextChoices):
    """How it stands. Every one of a past window is done, late, missed or excused: 应检 is their sum."""

    DUE = "due", _("待检")
    DONE = "done", _("已检")
    LATE = "late", _("补录")
    MISSED = "missed", _("漏检")
    EXCUSED = "excused", _("免检")


OPEN = (Status.DUE, Status.MISSED, Status.EXCUSED)


class Instance(Record):
    """One time a duty is due, at one spot or for the whole round. Made ahead, once.

    key_on, slot: which time it is, for ever; day: the day it is due on. closes_at: due_at and the duty's grace. person:
    who is to do it, where one is named for this time; else who holds the duty's post, or is on its roster.
    """

    flow: ClassVar[Flow] = Flow(
        Step("do", _("检查"), OPEN, Status.DONE, tone="main"),
        Step("do_late", _("补录"), OPEN, Status.LATE),
        Step("miss", _("漏检"), {Status.DUE}, Status.MISSED),
        Step("excuse", _("免检"), {Status.DUE, Status.MISSED}, Status.EXCUSED, fields=("why",), tone="no"),
        final={Status.DONE, Status.LATE},
    )
    tones: ClassVar[dict[str, str]] = {
        Status.DUE: "going", Status.DONE: "done", Status.LATE: "soon", Status.MISSED: "late", Status.EXCUSED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"all": _("看全部例行检查"), "assign": _("派人")}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    duty = models.ForeignKey(
        Duty, models.PROTECT, related_name="instances", verbose_name=_("事项"), editable=False, db_index=False
    )
    key_on = models.DateField(_("哪一期"), editable=False)
    slot = models.PositiveIntegerField(_("第几次"), default=0, editable=False)
    name = models.CharField(_("时段"), max_length=20, blank=True, editable=False)
    day = models.DateField(_("日期"), editable=False)
    opens_at = models.DateTimeField(_("可以开始"), editable=False)
    due_at = models.DateTimeField(_("应当做完"), editable=False)
    closes_at = models.DateTimeField(_("最晚"), editable=False)
    spot = models.ForeignKey(
        Spot, models.PROTECT, null=True, blank=True, related_name="instances", verbose_name=_("检查点"),
        editable=False, db_index=False,
    )  # fmt: skip
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由谁做"), db_index=False
    )
    status = models.CharField(_("状态"), max_length=7, choices=Status.choices, default=Status.DUE, editable=False)
    why = models.CharField(_("免检原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("检查任务")
        verbose_name_plural = _("检查任务")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "key_on", "slot", "spot"],
                condition=Q(spot__isnull=False),
                name="duties_instance_once_each",
                violation_error_message=_("这一次已经有了。"),
            ),
            models.UniqueConstraint(
                fields=["duty", "key_on", "slot"],
                condition=Q(spot=None),
                name="duties_instance_once",
                violation_error_message=_("这一次已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("due_at"), due_at__lte=F("closes_at")),
                name="duties_instance_window",
                violation_error_message=_("时段的开始要早于结束。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="excused") | ~Q(why=""),
                name="duties_instance_excused_why",
                violation_error_message=_("免检要写明原因。"),
            ),
        ]
        indexes = [
            models.Index(fields=["day", "status"], name="duties_instance_day"),
            models.Index(fields=["closes_at"], condition=Q(status="due"), name="duties_instance_open"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="duties_instance_own"),
            models.Index(fields=["spot", "day"], condition=Q(spot__isnull=False), name="duties_instance_spot"),
        ]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.duty.name, self.name, self.spot) if part)

    @property
    def place(self) -> Place | None:
        """Where it is done, when it is done at one spot."""
        return self.spot.place if self.spot else None

    @property
    def is_open(self) -> bool:
        """Whether a result is still taken."""
        return self.status in OPEN

    def is_in_time(self, moment: datetime) -> bool:
        """Whether a check at this moment is in time."""
        return self.opens_at <= moment <= self.closes_at
