"""A roster: its days, how it was made, and who serves."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .kind import Kind, Seat, Shift


class Status(models.TextChoices):
    """Where a roster stands."""

    DRAFT = "draft", _("待排")
    QUEUED = "queued", _("等待排班")
    SOLVING = "solving", _("排班中")
    READY = "ready", _("排好待发布")
    FAILED = "failed", _("排不出")
    PUBLISHED = "published", _("已发布")
    DROPPED = "dropped", _("已作废")


class Roster(Record):
    """A roster (值班表) of one kind from a day to a day, both included.

    seconds: how long the solver may take. result: what it says of its work (see solver.Outcome.told); reasons: why
    there is none, and what would help, in words. step_words, step_at: how far it is while it works.
    """

    extra_verbs: ClassVar[tuple[str, ...]] = ("plan",)
    verbs: ClassVar[dict[str, object]] = {"plan": _("排班和手工改")}

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="rosters", verbose_name=_("值班类型"))
    name = models.CharField(_("名称"), max_length=60, blank=True, help_text=_("不填就用类型和日期。"))
    begins_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"))
    seconds = models.PositiveSmallIntegerField(_("排班时限（秒）"), default=10, editable=False)
    result = models.JSONField(_("排班结果"), default=dict, blank=True, editable=False)
    reasons = models.JSONField(_("排不出的原因"), default=dict, blank=True, editable=False)
    step_words = models.CharField(_("进度"), max_length=100, blank=True, editable=False)
    step_at = models.DateTimeField(_("进度时间"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("发布人"),
    )  # fmt: skip
    why_recalled = models.CharField(_("撤回的原因"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=9, choices=Status.choices, default=Status.DRAFT, editable=False)

    flow = Flow(
        Step("ask", _("排班"), {Status.DRAFT, Status.READY, Status.FAILED}, Status.QUEUED, tone="main"),
        Step("begin", _("开始排"), {Status.QUEUED, Status.SOLVING}, Status.SOLVING),
        Step("ready", _("排好"), {Status.SOLVING}, Status.READY),
        Step("fail", _("排不出"), {Status.SOLVING}, Status.FAILED),
        Step("stop", _("不排了"), {Status.QUEUED, Status.SOLVING}, Status.DRAFT),
        Step("publish", _("发布"), {Status.READY}, Status.PUBLISHED, tone="main"),
        Step("recall", _("撤回发布"), {Status.PUBLISHED}, Status.READY, fields=("why_recalled",), tone="no"),
        Step("drop", _("作废"), {Status.DRAFT, Status.READY, Status.FAILED}, Status.DROPPED, tone="no"),
        final={Status.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        Status.DRAFT: "soon", Status.QUEUED: "going", Status.SOLVING: "going", Status.READY: "soon",
        Status.FAILED: "late", Status.PUBLISHED: "done", Status.DROPPED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("值班表")
        verbose_name_plural = _("值班表")
        constraints = [
            models.CheckConstraint(
                name="rosters_roster_period",
                condition=Q(ends_on__gte=F("begins_on")),
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                name="rosters_roster_published",
                condition=~Q(status="published") | Q(published_at__isnull=False, published_by__isnull=False),
                violation_error_message=_("发布的值班表要有发布人和时间。"),
            ),
        ]
        indexes = [models.Index(fields=["kind", "status", "begins_on"], name="rosters_roster_kind")]

    def __str__(self) -> str:
        return self.name


class Slot(Record):
    """One shift on one day. block: slots with the same block are served by the same people (a week).

    weight: what it counts in the sharing of the load, weekends and holidays included.
    """

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="slots", verbose_name=_("值班表"))
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="+", verbose_name=_("班次"))
    on = models.DateField(_("日期"))
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    block = models.CharField(_("同一班人"), max_length=20, blank=True)
    weight = models.DecimalField(_("分值"), max_digits=5, decimal_places=1)

    removable = True  # of a draft whose calendar or shifts changed; never of a published roster

    class Meta:
        verbose_name = _("值班日")
        verbose_name_plural = _("值班日")
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "shift", "on"],
                name="rosters_slot_once",
                violation_error_message=_("这一天的这个班次已经在表里了。"),
            ),
            models.CheckConstraint(
                name="rosters_slot_time",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("结束时间必须在开始时间之后。"),
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="rosters_slot_time")]

    def __str__(self) -> str:
        return f"{self.on} {timezone.localtime(self.starts_at):%H:%M}"


class Origin(models.TextChoices):
    """How a person came onto the roster."""

    SOLVER = "solver", _("自动排")
    HAND = "hand", _("手工改")
    SWAP = "swap", _("换班")


class Assignment(Record):
    """A person in a seat of a slot. despite: why a rule was set aside by hand."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="assignments", verbose_name=_("值班日"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("席位"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="duties_assigned", verbose_name=_("值班人"))
    origin = models.CharField(_("来源"), max_length=6, choices=Origin.choices, default=Origin.SOLVER)
    despite = models.CharField(_("不按规则的理由"), max_length=200, blank=True)

    removable = True  # of a draft that is made anew; never of a published roster
    verbs: ClassVar[dict[str, object]] = {"hand": _("手工改"), "swap": _("换班")}
    tones: ClassVar[dict[str, str]] = {}

    class Meta:
        verbose_name = _("值班安排")
        verbose_name_plural = _("值班安排")
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "person"],
                name="rosters_assignment_once",
                violation_error_message=_("这个人已经在这一班里了。"),
            )
        ]
        indexes = [models.Index(fields=["person", "slot"], name="rosters_assignment_person")]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}"
