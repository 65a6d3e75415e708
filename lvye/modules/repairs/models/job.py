"""The job: one fault, from the report to the figure. One record all its life; nothing is copied into another."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.assets.api import Asset

from .catalogue import Category, Contractor, Worker
from .planned import PlannedWork


def make_token() -> str:
    """The secret of one status page: 96 bits."""
    return secrets.token_urlsafe(12)


class Status(models.TextChoices):
    """Where a job stands. `finished` is done by the worker, `closed` is accepted."""

    NEW = "new", _("待派")
    ASSIGNED = "assigned", _("已派")
    DOING = "doing", _("处理中")
    HELD = "held", _("等配件")
    FINISHED = "finished", _("待验收")
    CLOSED = "closed", _("已办结")
    CANCELLED = "cancelled", _("作废")
    JOINED = "joined", _("并入")


OPEN = (Status.NEW, Status.ASSIGNED, Status.DOING, Status.HELD)
S = Status


class Job(Record):
    """A fault and what was done about it.

    place_text: the place as a brought-in sheet wrote it. building, top: facts at the time of the report, for lists.
    case_count: how many repairs this entry stands for: 1, except a line of a brought-in tally (is_approx: 余, 多).
    old_number: what a brought-in sheet called it.
    respond_by, finish_by: until when it must be begun and done. minutes, held_minutes: work, and working time waited.
    saved_amount: outside quote less own cost (yuan). confirmed_how: who accepted it. token: secret of its status page.
    asset: the thing it is about, where its label was scanned or somebody looked it up.
    first_asked: 首问责任人, who took the report and answers for it until the reporter has his answer.
    """

    Status = Status

    class Source(models.TextChoices):
        """How the fault became known. scan: by a place's code, without account; signed: under one's own name."""

        PHONE = "phone", _("电话报修")
        SCAN = "scan", _("扫码报修")
        SIGNED = "signed", _("手机报修")
        DESK = "desk", _("当面报修")
        PATROL = "patrol", _("自巡检修")
        DORMITORY = "dormitory", _("宿舍维修")
        CANTEEN = "canteen", _("食堂维修")
        PLANNED = "planned", _("计划维修")
        ADHOC = "adhoc", _("临时任务")
        IMPORTED = "import", _("导入")

    class Urgency(models.TextChoices):
        """What goes first; how long each may take is a rule."""

        TEACHING = "teaching", _("影响教学")
        URGENT = "urgent", _("紧急")
        NORMAL = "normal", _("一般")
        LOW = "low", _("不急")

    class Hold(models.TextChoices):
        """Why a job waits, in words the reporter reads."""

        PARTS = "parts", _("等配件")
        CONTRACTOR = "contractor", _("等外修单位")
        ROOM = "room", _("教室有课，等空出来")
        WEATHER = "weather", _("等天气")
        APPROVAL = "approval", _("等领导答复")
        OTHER = "other", _("其他原因")

    class How(models.TextChoices):
        """Who accepted the work. `timeout` says nobody did: it stays unrated."""

        REPORTER = "reporter", _("报修人确认")
        DESK = "desk", _("总务代为确认")
        VISIT = "visit", _("回访确认")
        TIMEOUT = "timeout", _("到期自动办结")
        IMPORTED = "import", _("导入的历史记录")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    token = models.CharField(max_length=24, unique=True, default=make_token, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    asset = models.ForeignKey(
        Asset, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("哪件东西")
    )
    place_text = models.CharField(_("地点原文"), max_length=80, blank=True)
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        db_index=False, limit_choices_to={"kind": "building"},
    )  # fmt: skip
    top = models.ForeignKey(
        Category, models.PROTECT, editable=False, related_name="+", verbose_name=_("大类"), db_index=False
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("故障类别"), db_index=False)
    what = models.CharField(_("故障"), max_length=200, blank=True)
    source = models.CharField(_("来源"), max_length=10, choices=Source.choices, default=Source.DESK)
    urgency = models.CharField(_("缓急"), max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    reporter = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报修人")
    )
    reporter_name = models.CharField(_("报修人姓名"), max_length=40, blank=True)
    reporter_phone = models.CharField(_("报修人电话"), max_length=30, blank=True)
    first_asked = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("首问责任人")
    )
    reported_at = models.DateTimeField(_("报修时间"), editable=False)
    reported_on = models.DateField(_("报修日期"), editable=False)
    case_count = models.PositiveIntegerField(_("件数"), default=1, editable=False)
    is_approx = models.BooleanField(_("件数是约数"), default=False, editable=False)
    old_number = models.CharField(_("原编号"), max_length=30, blank=True, editable=False)

    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.NEW, editable=False)
    is_open = models.GeneratedField(
        expression=Case(When(status__in=[*OPEN], then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("在办"),
        choices=[(True, _("在办")), (False, _("不在办"))],
    )
    worker = models.ForeignKey(
        Worker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("维修工"), db_index=False
    )
    contractor = models.ForeignKey(
        Contractor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("外修单位")
    )
    respond_by = models.DateTimeField(_("最迟到场"), editable=False)
    finish_by = models.DateTimeField(_("最迟修好"), editable=False)
    assigned_at = models.DateTimeField(_("派工时间"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("开工时间"), null=True, blank=True, editable=False)
    held_at = models.DateTimeField(_("开始等待"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("修好时间"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True, editable=False)
    done_on = models.DateField(_("完成日期"), null=True, blank=True, editable=False)

    hold_reason = models.CharField(_("等什么"), max_length=12, choices=Hold.choices, blank=True)
    hold_note = models.CharField(_("说明（报修人看得到）"), max_length=200, blank=True)
    expected_on = models.DateField(_("预计哪天能继续"), null=True, blank=True)
    held_minutes = models.PositiveIntegerField(_("等待时间（分钟）"), default=0, editable=False)
    promised_on = models.DateField(_("答应哪天修好"), null=True, blank=True)
    promise_note = models.CharField(_("答复"), max_length=200, blank=True)
    joined_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("并入哪一张"),
        limit_choices_to={"is_open": True},
    )

    minutes = models.PositiveIntegerField(_("用时（分钟）"), null=True, blank=True)
    material_cost = models.DecimalField(_("材料费（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    outside_quote = models.DecimalField(_("外请报价（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    saved_amount = models.DecimalField(_("节约（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    done_note = models.CharField(_("处理结果"), max_length=300, blank=True)
    why = models.CharField(_("原因（报修人看得到）"), max_length=200, blank=True)
    reopened_count = models.PositiveSmallIntegerField(_("返修次数"), default=0, editable=False)
    same_count = models.PositiveSmallIntegerField(_("又有几人报"), default=0, editable=False)
    urged_count = models.PositiveSmallIntegerField(_("催单次数"), default=0, editable=False)
    last_urged_at = models.DateTimeField(_("最近催单"), null=True, blank=True, editable=False)
    escalated_level = models.PositiveSmallIntegerField(_("已上报级别"), default=0, editable=False)
    confirmed_how = models.CharField(_("怎样验收"), max_length=10, choices=How.choices, blank=True, editable=False)
    planned = models.ForeignKey(
        PlannedWork, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("计划维修"),
    )  # fmt: skip
    search_text = SearchField()

    flow = Flow(
        # Taking and changing hands are two steps, so that of two who take a new job at once the second is told.
        Step("assign", _("派工"), {S.NEW}, S.ASSIGNED, fields=("worker",), tone="main"),
        Step("reassign", _("改派"), {S.ASSIGNED, S.DOING, S.HELD}, S.ASSIGNED, fields=("worker",)),
        Step("start", _("开始处理"), {S.ASSIGNED}, S.DOING, tone="main"),
        Step("hold", _("等一等"), {S.ASSIGNED, S.DOING}, S.HELD, fields=("hold_reason", "hold_note", "expected_on")),
        Step("resume", _("继续处理"), {S.HELD}, S.DOING, tone="main"),
        Step(
            "finish", _("修好了"), {S.ASSIGNED, S.DOING, S.HELD}, S.FINISHED, tone="main",
            fields=("done_note", "minutes", "material_cost", "outside_quote"),
        ),
        Step("confirm", _("确认修好"), {S.FINISHED}, S.CLOSED, tone="main"),
        Step("reopen", _("没修好，返修"), {S.FINISHED, S.CLOSED}, S.ASSIGNED, fields=("why",), tone="no"),
        Step(
            "correct", _("更正登记"), {S.CLOSED}, S.CLOSED,
            fields=("done_note", "minutes", "material_cost", "outside_quote", "saved_amount"),
        ),
        Step("cancel", _("作废"), {S.NEW, S.ASSIGNED}, S.CANCELLED, fields=("why",), tone="no"),
        Step("join", _("并入同一故障"), {S.NEW, S.ASSIGNED}, S.JOINED, fields=("joined_to",)),
        final={S.CANCELLED, S.JOINED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        S.NEW: "idle", S.ASSIGNED: "going", S.DOING: "going", S.HELD: "soon", S.FINISHED: "going",
        S.CLOSED: "done", S.CANCELLED: "idle", S.JOINED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, object]] = {
        "urge": _("催单"), "promise": _("答复"), "rate": _("评价"), "escalate": _("超时上报"), "photo": _("照片"),
        "joined": _("又有人报同一故障"), "hand_over": _("转交首问责任"), "timeout": _("到期自动办结"),
        "link": _("外修链接"), "about": _("认出是哪件东西"),
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "report", "dispatch", "work", "urge", "promise", "rate", "refer")

    class Meta:
        verbose_name = _("报修单")
        verbose_name_plural = _("报修")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[S.FINISHED, S.CLOSED]) | Q(done_on__isnull=False),
                name="repairs_job_done_has_day",
                violation_error_message=_("修好的报修单要有完成日期。"),
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=True) | Q(contractor__isnull=True),
                name="repairs_job_one_owner",
                violation_error_message=_("一张报修单同一时间只能由一方负责：维修工或外修单位。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.JOINED) | Q(joined_to__isnull=False),
                name="repairs_job_joined_to",
                violation_error_message=_("请选择并入哪一张报修单。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.HELD) | ~Q(hold_reason=""),
                name="repairs_job_hold_reason",
                violation_error_message=_("请选择等什么。"),
            ),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
                    name=f"repairs_job_{field}",
                    violation_error_message=_("金额不能小于零。"),
                )
                for field in ("material_cost", "outside_quote", "saved_amount")
            ],
        ]
        indexes = [
            # Lists: each filter with the newest first, and with what is due first.
            models.Index(fields=["status", "-id"], name="repairs_job_status"),
            models.Index(fields=["finish_by", "id"], condition=Q(is_open=True), name="repairs_job_open_due"),
            # Few jobs are open among a million: each filter beside "open" has a small index of its own.
            *[
                models.Index(fields=[name, "-id"], condition=Q(is_open=True), name=f"repairs_job_open_{name}")
                for name in ("urgency", "building", "top", "worker", "source")
            ],
            models.Index(fields=["status", "finish_by", "id"], name="repairs_job_status_due"),
            models.Index(fields=["building", "-id"], name="repairs_job_building"),
            models.Index(fields=["top", "-id"], name="repairs_job_top"),
            models.Index(fields=["category", "place", "reported_on"], name="repairs_job_category"),
            models.Index(fields=["worker", "-id"], name="repairs_job_worker"),
            models.Index(fields=["source", "-id"], name="repairs_job_source"),
            models.Index(fields=["urgency", "-id"], name="repairs_job_urgency"),
            models.Index(fields=["finish_by", "id"], name="repairs_job_due"),
            # Figures: one term's rows side by side.
            models.Index(
                fields=["promised_on"], condition=Q(promised_on__isnull=False), name="repairs_job_promised_on"
            ),
            models.Index(fields=["done_on", "status"], name="repairs_job_done_on"),
            models.Index(fields=["reported_on", "status"], name="repairs_job_reported_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}".strip()

    def search_source(self) -> list[str]:
        """Number, words, place, kind of fault, and who reported it."""
        return [
            self.number,
            self.what,
            self.where,
            self.top.name,
            self.category.name,
            self.reporter_name,
            self.old_number,
        ]

    @property
    def where(self) -> str:
        """The place in words; where a brought-in sheet named one nobody knows, as the sheet wrote it."""
        return self.place_text or self.place.full_name

    @property
    def is_going(self) -> bool:
        """Whether somebody works on it or is about to."""
        return self.status in {S.ASSIGNED, S.DOING, S.HELD}

    def is_late(self, now: datetime) -> bool:
        """Open past the time it should have been done. Waiting with a day named is not late before that day."""
        if self.status not in OPEN or self.finish_by >= now:
            return False
        if self.status != S.HELD or self.expected_on is None:
            return True
        return self.expected_on < timezone.localdate(now)
