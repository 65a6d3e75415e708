"""The hazard: one danger from its finding to its 销号, and the trace each deed leaves on it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.repairs.api import Job

from .campaign import Area
from .kind import Kind, MajorItem
from .patrol import Patrol


class Status(models.TextChoices):
    """Where a hazard stands. `checked` was found well by somebody else; a 重大 one still waits for its 销号."""

    NEW = "new", _("待核定")
    ASSIGNED = "assigned", _("待整改")
    DOING = "doing", _("整改中")
    REFERRED = "referred", _("书面上报")
    MENDED = "mended", _("待复查")
    CHECKED = "checked", _("待销号")
    CLOSED = "closed", _("已销号")
    DROPPED = "dropped", _("不成立")


class Level(models.TextChoices):
    """安全生产法 divides hazards into these two."""

    GENERAL = "general", _("一般")
    MAJOR = "major", _("重大")


class Source(models.TextChoices):
    """How it came to be known."""

    SNAP = "snap", _("随手拍")
    PATROL = "patrol", _("巡查")
    CAMPAIGN = "campaign", _("大排查")
    DUTY = "duty", _("例行检查")
    REPAIR = "repair", _("报修转来")
    LOG = "log", _("工作日志转来")
    ABOVE = "above", _("上级检查")
    DESK = "desk", _("来人来电")


class Way(models.TextChoices):
    """整改方式."""

    NOW = "now", _("立即整改")
    DATED = "dated", _("限期整改")


class DropWhy(models.TextChoices):
    """Why it was no hazard. Both stay visible: the rectification rate says how many were set aside."""

    NONE = "none", _("核实不是隐患")
    SAME = "same", _("和另一处重复")


S = Status
OPEN = (S.NEW, S.ASSIGNED, S.DOING, S.REFERRED, S.MENDED, S.CHECKED)
UNMENDED = (S.NEW, S.ASSIGNED, S.DOING, S.REFERRED)


class Hazard(Record):
    """A danger and what was done about it.

    building: fact at the time of finding, for lists. warned_at: since when a warning stands, with its photo on the
    trace. due_on: until when it is to be mended; first_due_on: what was set first, which an extension does not move.
    mended_by, checked_by, closed_by: three who answer for it; the first is never one of the others. about, about_id:
    the record it grew out of. job: the repair that mends it. same_as: of which it is a double.
    """

    Status, Level, Source, Way, DropWhy = Status, Level, Source, Way, DropWhy

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("部位"))
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": "building"},
    )  # fmt: skip
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("类别"))
    what = models.CharField(_("隐患描述"), max_length=200)
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices, default=Source.SNAP, editable=False)
    finder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("发现人")
    )
    finder_name = models.CharField(_("发现人姓名"), max_length=40, blank=True)
    found_at = models.DateTimeField(_("发现时间"), editable=False)
    found_on = models.DateField(_("发现日期"), editable=False)
    needs_warning = models.BooleanField(_("会伤到人，先立警示"), default=False)
    warned_at = models.DateTimeField(_("警示立起时间"), null=True, blank=True, editable=False)

    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=S.NEW, editable=False)
    is_open = models.GeneratedField(
        expression=Case(When(status__in=[*OPEN], then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(), db_persist=True, verbose_name=_("未销号"),
        choices=[(True, _("未销号")), (False, _("已了结"))],
    )  # fmt: skip
    level = models.CharField(_("等级"), max_length=8, choices=Level.choices, default=Level.GENERAL)
    major_item = models.ForeignKey(
        MajorItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("依据哪一条判定重大")
    )
    measure = models.CharField(_("整改措施"), max_length=300, blank=True)
    way = models.CharField(_("整改方式"), max_length=6, choices=Way.choices, default=Way.DATED)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("整改时限"), null=True, blank=True)
    first_due_on = models.DateField(_("最初时限"), null=True, blank=True, editable=False)
    extended_count = models.PositiveSmallIntegerField(_("延期次数"), default=0, editable=False)
    funds = models.DecimalField(_("资金（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    interim = models.CharField(_("整改前怎样管住"), max_length=300, blank=True)
    assigned_at = models.DateTimeField(_("派整改时间"), null=True, blank=True, editable=False)
    assigned_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("派整改的人")
    )
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("报修单")
    )
    done_note = models.CharField(_("整改情况"), max_length=300, blank=True)
    mended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("整改人")
    )
    mended_on = models.DateField(_("整改日期"), null=True, blank=True, editable=False)
    check_note = models.CharField(_("复查意见"), max_length=300, blank=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("复查人")
    )
    checked_on = models.DateField(_("复查日期"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("销号人")
    )
    closed_on = models.DateField(_("销号日期"), null=True, blank=True, editable=False)
    failed_count = models.PositiveSmallIntegerField(_("复查不合格次数"), default=0, editable=False)
    escalated_level = models.PositiveSmallIntegerField(_("已上报级别"), default=0, editable=False)
    dropped_on = models.DateField(_("核实日期"), null=True, blank=True, editable=False)
    drop_why = models.CharField(_("为什么不成立"), max_length=6, choices=DropWhy.choices, blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("和哪一处重复"),
        limit_choices_to={"is_open": True},
    )  # fmt: skip
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, editable=False, related_name="hazards",
        verbose_name=_("大排查区域"),
    )  # fmt: skip
    patrol = models.ForeignKey(
        Patrol, models.PROTECT, null=True, blank=True, editable=False, related_name="hazards", verbose_name=_("巡查")
    )
    about = models.CharField(max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, blank=True, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step(
            "assign", _("定级派整改"), {S.NEW}, S.ASSIGNED, tone="main",
            fields=("level", "major_item", "measure", "way", "responsible", "due_on", "funds", "interim"),
        ),
        Step("reassign", _("改派"), {S.ASSIGNED, S.DOING, S.REFERRED}, S.ASSIGNED, fields=("responsible", "measure")),
        Step("start", _("开始整改"), {S.ASSIGNED}, S.DOING, tone="main"),
        Step("refer", _("学校整改不了，书面上报"), {S.ASSIGNED, S.DOING}, S.REFERRED, fields=("interim",)),
        Step("mend", _("整改好了"), {S.ASSIGNED, S.DOING, S.REFERRED}, S.MENDED, fields=("done_note",), tone="main"),
        Step("recheck", _("复查合格"), {S.MENDED}, S.CHECKED, fields=("check_note",), tone="main"),
        Step("fail", _("复查不合格"), {S.MENDED, S.CHECKED}, S.ASSIGNED, fields=("check_note",), tone="no"),
        Step("close", _("销号"), {S.CHECKED}, S.CLOSED, tone="main"),
        Step("drop", _("不成立"), {S.NEW, S.ASSIGNED}, S.DROPPED, fields=("drop_why", "same_as"), tone="no"),
        final={S.CLOSED, S.DROPPED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        S.NEW: "soon", S.ASSIGNED: "going", S.DOING: "going", S.REFERRED: "soon", S.MENDED: "going",
        S.CHECKED: "going", S.CLOSED: "done", S.DROPPED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, object]] = {
        "warn": _("立警示"), "extend": _("延期"), "escalate": _("逾期上报"), "job": _("转报修"),
        "danger": _("要不要警示"),
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "report", "warn", "extend", "judge")

    class Meta:
        verbose_name = _("隐患")
        verbose_name_plural = _("隐患台账")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[S.NEW, S.DROPPED])
                | (~Q(measure="") & Q(responsible__isnull=False, due_on__isnull=False, first_due_on__isnull=False)),
                name="inspections_hazard_assigned",
                violation_error_message=_("派整改要写明措施、责任人和时限。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.ASSIGNED, S.DOING, S.REFERRED, S.MENDED, S.CHECKED, S.CLOSED])
                | Q(needs_warning=False) | Q(warned_at__isnull=False),
                name="inspections_hazard_warned_first",
                violation_error_message=_("会伤到人的隐患先立警示、拍照，再做别的。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.CHECKED, S.CLOSED]) | Q(checked_by__isnull=False, mended_by__isnull=False),
                name="inspections_hazard_checked",
                violation_error_message=_("销号前要有整改人和复查人。"),
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(mended_by__isnull=True) | ~Q(checked_by=F("mended_by")),
                name="inspections_hazard_two_people",
                violation_error_message=_("整改的人不能自己复查，请换一个人。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.CLOSED) | (Q(closed_on__isnull=False) & ~Q(closed_by=F("mended_by"))),
                name="inspections_hazard_closed",
                violation_error_message=_("整改的人不能自己销号，请换一个人。"),
            ),
            models.CheckConstraint(
                condition=~Q(level=Level.MAJOR) | Q(status__in=[S.NEW, S.DROPPED])
                | (~Q(interim="") & Q(funds__isnull=False, needs_warning=True)),
                name="inspections_hazard_major",
                violation_error_message=_("重大隐患要五落实：责任、措施、资金、时限、整改前怎样管住。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.DROPPED)
                | Q(drop_why=DropWhy.NONE, same_as__isnull=True, dropped_on__isnull=False)
                | Q(drop_why=DropWhy.SAME, same_as__isnull=False, dropped_on__isnull=False),
                name="inspections_hazard_dropped",
                violation_error_message=_("请选为什么不成立；重复的要选和哪一处重复。"),
            ),
            models.CheckConstraint(
                condition=Q(funds__isnull=True) | Q(funds__gte=0), name="inspections_hazard_funds",
                violation_error_message=_("金额不能小于零。"),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["status", "-id"], name="inspections_hazard_status"),
            models.Index(fields=["due_on", "id"], condition=Q(is_open=True), name="inspections_hazard_open_due"),
            models.Index(fields=["place", "kind", "found_on"], name="inspections_hazard_again"),
            models.Index(fields=["found_on", "status"], name="inspections_hazard_found"),
            models.Index(fields=["closed_on"], condition=Q(closed_on__isnull=False), name="inspections_hazard_gone"),
            models.Index(
                fields=["about", "about_id"], condition=Q(about_id__isnull=False), name="inspections_hazard_about"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def search_source(self) -> list[str]:
        """Number, words, place, kind, who found it."""
        return [self.number, self.what, self.place.full_name, self.kind.name, self.finder_name, self.measure]

    @property
    def waits_for_warning(self) -> bool:
        """It can hurt somebody and no warning stands yet: nothing else is done before."""
        return self.needs_warning and self.warned_at is None and self.status not in {S.CLOSED, S.DROPPED}

    def is_late(self, today: date) -> bool:
        """Not mended by its day."""
        return self.status in UNMENDED and self.due_on is not None and self.due_on < today


class Trace(Record):
    """One deed on a hazard, in words, with the photos that prove it. Written with the deed, never changed."""

    class Kind(models.TextChoices):
        """What was done."""

        FOUND = "found", _("发现")
        WARN = "warn", _("立警示")
        ASSIGN = "assign", _("定级派整改")
        START = "start", _("开始整改")
        JOB = "job", _("转报修")
        REFER = "refer", _("书面上报")
        ANSWER = "answer", _("上级回执")
        MEND = "mend", _("整改")
        PASS = "pass", _("复查合格")
        FAIL = "fail", _("复查不合格")
        CLOSE = "close", _("销号")
        DROP = "drop", _("不成立")
        EXTEND = "extend", _("延期")
        ESCALATE = "escalate", _("逾期上报")

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="traces", verbose_name=_("隐患"))
    kind = models.CharField(_("做了什么"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁"))
    by_name = models.CharField(_("姓名"), max_length=40)
    words = models.CharField(_("说明"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("隐患经过")
        verbose_name_plural = _("隐患经过")
        indexes = [models.Index(fields=["hazard", "id"], name="inspections_trace_hazard")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.by_name}"
