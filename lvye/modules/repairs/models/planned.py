"""Works with a day: overhaul before the term, holiday works, drain clearing, upkeep."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .catalogue import WorkItem


class PlannedStatus(models.TextChoices):
    """Where a planned work stands."""

    PLANNED = "planned", _("未开始")
    DOING = "doing", _("进行中")
    DONE = "done", _("完成")
    DROPPED = "dropped", _("取消")


P = PlannedStatus


class PlannedWork(Record):
    """One work of a list (batch: "2026年暑假维修"), with days, the one responsible and the one who supervises.

    opening_on: the day the school opens: what is not done by then is late whatever its own due day.
    outside: where it is done, when that is no place of this school (a village school of the same district).
    target_qty, done_qty in `unit`; budget in yuan.
    """

    class Kind(models.TextChoices):
        """Why it is planned."""

        OVERHAUL = "overhaul", _("开学前检修")
        HOLIDAY = "holiday", _("假期维修")
        DRAIN = "drain", _("清掏疏通")
        PAINT = "paint", _("粉刷除锈")
        WINTER = "winter", _("过冬准备")
        UPKEEP = "upkeep", _("日常保养")

    Status = PlannedStatus

    name = models.CharField(_("工作内容"), max_length=100)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    batch = models.CharField(_("所属清单"), max_length=40, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    outside = models.CharField(_("校外地点"), max_length=60, blank=True)
    begins_on = models.DateField(_("开始日期"))
    due_on = models.DateField(_("完成期限"))
    opening_on = models.DateField(_("开学日期"), null=True, blank=True)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    supervisor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监督人")
    )
    target_qty = models.DecimalField(_("计划数量"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    budget = models.DecimalField(_("预算（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=PlannedStatus.choices, default=P.PLANNED, editable=False
    )
    done_qty = models.DecimalField(_("完成数量"), max_digits=10, decimal_places=2, null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    result = models.CharField(_("完成情况"), max_length=300, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("name", "batch", "outside", "result")
    tones: ClassVar[dict[str, str]] = {P.PLANNED: "idle", P.DOING: "going", P.DONE: "done", P.DROPPED: "idle"}
    verbs: ClassVar[dict[str, object]] = {"job": _("开出维修单")}
    flow = Flow(
        Step("start", _("开始"), {P.PLANNED}, P.DOING, tone="main"),
        Step("finish", _("完成"), {P.PLANNED, P.DOING}, P.DONE, fields=("done_on", "done_qty", "result"), tone="main"),
        Step("drop", _("取消"), {P.PLANNED, P.DOING}, P.DROPPED, fields=("result",), tone="no"),
        final={P.DROPPED},
    )

    class Meta:
        verbose_name = _("计划维修")
        verbose_name_plural = _("计划维修")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("due_on")),
                name="repairs_plannedwork_days",
                violation_error_message=_("完成期限不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=P.DONE) | Q(done_on__isnull=False),
                name="repairs_plannedwork_done_has_day",
                violation_error_message=_("完成的工作要有完成日期。"),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="repairs_plannedwork_budget",
                violation_error_message=_("预算不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(outside="") | Q(place__isnull=True),
                name="repairs_plannedwork_one_place",
                violation_error_message=_("本校地点和校外地点只填一个。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="repairs_plannedwork_due"),
            models.Index(fields=["done_on"], name="repairs_plannedwork_done"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """The place in words: of this school, or outside."""
        return self.place.full_name if self.place else self.outside


class PlannedLine(Record):
    """动作 × 物件 × 数量 × 单位 within a planned work: what was cleared, painted, fitted, or given out (配发)."""

    work = models.ForeignKey(PlannedWork, models.PROTECT, related_name="lines", verbose_name=_("计划维修"))
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="+", verbose_name=_("维修项目"))
    action = models.CharField(_("动作"), max_length=20)
    object = models.CharField(_("物件"), max_length=40)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10)
    is_approx = models.BooleanField(_("约数"), default=False)
    done_on = models.DateField(_("完成日期"))

    class Meta:
        verbose_name = _("计划维修明细")
        verbose_name_plural = _("计划维修明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="repairs_plannedline_qty",
                violation_error_message=_("数量要大于零。"),
            ),
        ]
        indexes = [models.Index(fields=["done_on", "action", "object"], name="repairs_plannedline_done")]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
