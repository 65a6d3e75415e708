"""One thing somebody did, in his own words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.repairs.api import Job

from .kind import Kind

MOST_WORDS = 500
MOST_PEOPLE = 300
MOST_MINUTES = 16 * 60


class Entry(Record):
    """What one person did, as he said it; its counted parts are `lines`. A sentence without numbers is work, too.

    person: who did it (and logged it); people: how many took part, himself included. 人次 is their sum over entries, so
    work done together is logged by one of them. minutes: how long it took. place: where, or where its first line was.
    job: the repair job the whole entry became; then the job tells it, and no figure of the log counts it.
    """

    class Status(models.TextChoices):
        """Whether it stands."""

        KEPT = "kept", _("已记")
        WITHDRAWN = "withdrawn", _("已撤回")

    class Origin(models.TextChoices):
        """How the work came up."""

        USUAL = "usual", _("日常")
        SUDDEN = "sudden", _("临时任务")
        PLANNED = "planned", _("计划内")

    extra_verbs: ClassVar[tuple[str, ...]] = ("log", "daily", "all")
    flow: ClassVar[Flow] = Flow(
        Step("withdraw", _("撤回"), {Status.KEPT}, Status.WITHDRAWN, fields=("why",), tone="no"),
        final={Status.WITHDRAWN},
    )
    tones: ClassVar[dict[str, str]] = {Status.KEPT: "done", Status.WITHDRAWN: "idle"}
    verbs: ClassVar[dict[str, Any]] = {"became_job": _("转为报修")}
    search_from: ClassVar[tuple[str, ...]] = ("said",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁做的"))
    done_on = models.DateField(_("哪天"))
    said = models.CharField(_("做了什么"), max_length=MOST_WORDS)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("类别"))
    origin = models.CharField(_("来由"), max_length=8, choices=Origin.choices, default=Origin.USUAL)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": PlaceKind.BUILDING},
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(_("用时（分钟）"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("几个人"), default=1)
    logged_at = models.DateTimeField(_("记录时间"), editable=False)
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("转成的报修")
    )
    why = models.CharField(_("撤回原因"), max_length=100, blank=True)
    status = models.CharField(_("状态"), max_length=9, choices=Status.choices, default=Status.KEPT, editable=False)
    search_text = SearchField()

    class Meta:
        verbose_name = _("工作日志")
        verbose_name_plural = _("工作日志")
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1) & Q(people__lte=MOST_PEOPLE),
                name="worklog_entry_people",
                violation_error_message=_("人数要在 1 到 300 之间。"),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | (Q(minutes__gte=1) & Q(minutes__lte=MOST_MINUTES)),
                name="worklog_entry_minutes",
                violation_error_message=_("用时要在 1 到 960 分钟之间。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(why=""),
                name="worklog_entry_why",
                violation_error_message=_("撤回要写明原因。"),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "done_on"], name="worklog_entry_own"),
            models.Index(fields=["done_on", "kind"], name="worklog_entry_day"),
            models.Index(fields=["status", "-id"], name="worklog_entry_status"),
            models.Index(fields=["kind", "-id"], name="worklog_entry_kind"),
        ]

    def __str__(self) -> str:
        return Truncator(self.said).chars(40)

    @property
    def is_kept(self) -> bool:
        """Whether it stands."""
        return self.status == self.Status.KEPT
