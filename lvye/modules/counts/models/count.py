"""A count: what is counted, by whom, until when, and what the book said when it began."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.assets.api import AssetClass


class Scope(models.TextChoices):
    """What a count is about."""

    SCHOOL = "school", _("全校")
    PLACE = "place", _("一栋楼或一个房间")
    DEPARTMENT = "department", _("一个部门")
    CLASS = "class", _("一类资产")


class CountStatus(models.TextChoices):
    """Where a count stands."""

    PLANNED = "planned", _("待开始")
    RUNNING = "running", _("盘点中")
    COUNTED = "counted", _("待入账")
    CLOSED = "closed", _("已结束")
    DROPPED = "dropped", _("作废")


class Condition(models.TextChoices):
    """How a thing was found to be."""

    GOOD = "good", _("好")
    REPAIR = "repair", _("待修")
    SCRAP = "scrap", _("待报废")


C = CountStatus
OPEN = (C.PLANNED, C.RUNNING, C.COUNTED)


class Count(Record):
    """One count. book_count, book_value: how many cards the book held at the start, and their value in yuan.

    ended_on: the day the counting ended, which is the day its differences count for.
    """

    Status = CountStatus
    Scope = Scope

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("盘点名称"), max_length=60)
    scope = models.CharField(_("范围"), max_length=10, choices=Scope.choices, default=Scope.SCHOOL)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪栋楼、哪间房")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪个部门")
    )
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪类资产")
    )
    due_on = models.DateField(_("盘完的期限"))
    status = models.CharField(_("状态"), max_length=8, choices=C.choices, default=C.PLANNED, editable=False)
    begun_at = models.DateTimeField(_("开始时间"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("盘完日期"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    book_count = models.PositiveIntegerField(_("账面件数"), default=0, editable=False)
    book_value = models.DecimalField(_("账面价值（元）"), max_digits=16, decimal_places=2, default=0, editable=False)
    why = models.CharField(_("作废的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "name")
    flow: ClassVar[Flow] = Flow(
        Step("begin", _("开始盘点"), {C.PLANNED}, C.RUNNING, tone="main"),
        Step("finish", _("盘点完毕"), {C.RUNNING}, C.COUNTED, tone="main"),
        Step("close", _("结束盘点"), {C.COUNTED}, C.CLOSED, tone="main"),
        Step("drop", _("作废"), {C.PLANNED, C.RUNNING}, C.DROPPED, fields=("why",), tone="no"),
        final={C.CLOSED, C.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        C.PLANNED: "soon", C.RUNNING: "going", C.COUNTED: "soon", C.CLOSED: "done", C.DROPPED: "idle"
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("scan", "all")
    verbs: ClassVar[dict[str, Any]] = {"scan": _("盘点"), "all": _("看全部盘点"), "freeze": _("记下账面")}

    class Meta:
        verbose_name = _("资产盘点")
        verbose_name_plural = _("资产盘点")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope=Scope.SCHOOL)
                | Q(scope=Scope.PLACE, place__isnull=False)
                | Q(scope=Scope.DEPARTMENT, department__isnull=False)
                | Q(scope=Scope.CLASS, asset_class__isnull=False),
                name="counts_count_scope",
                violation_error_message=_("请写明盘哪栋楼、哪个部门或者哪类资产。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[C.RUNNING, C.COUNTED, C.CLOSED]) | Q(begun_at__isnull=False),
                name="counts_count_begun",
                violation_error_message=_("开始了的盘点要有开始时间。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[C.COUNTED, C.CLOSED]) | Q(ended_on__isnull=False),
                name="counts_count_ended",
                violation_error_message=_("盘完的盘点要有盘完日期。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="counts_count_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Counter(Record):
    """Somebody who counts, and where: a room, a whole building, or wherever he goes (no place)."""

    removable = True

    count = models.ForeignKey(Count, models.PROTECT, related_name="counters", verbose_name=_("盘点"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("盘点人"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责的地点"),
        help_text=_("楼、楼层或房间；不填就是哪里都可以盘。"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("盘点人")
        verbose_name_plural = _("盘点人")
        constraints = [
            models.UniqueConstraint(
                fields=["count", "person", "place"],
                name="counts_counter_once",
                violation_error_message=_("这位盘点人已经分了这个地点。"),
            ),
            models.UniqueConstraint(
                fields=["count", "person"],
                condition=Q(place__isnull=True),
                name="counts_counter_anywhere",
                violation_error_message=_("这位盘点人已经是哪里都可以盘。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
