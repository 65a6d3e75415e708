"""The health campaign (爱国卫生运动): areas are called upon, and each answers for itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .plots import Unit, Work
from .zones import Zone


class DriveStatus(models.TextChoices):
    """A campaign is closed by a person, not by its last day."""

    OPEN = "open", _("进行中")
    DONE = "done", _("已结束")


class CallStatus(models.TextChoices):
    """What an area has said. Missed: it had not when the campaign was closed."""

    DUE = "due", _("没报")
    ANSWERED = "answered", _("已报")
    EXCUSED = "excused", _("免做")
    MISSED = "missed", _("没有回音")


class Drive(Record):
    """One campaign: why, until when, and what it is to look like afterwards."""

    Status = DriveStatus

    name = models.CharField(_("名称"), max_length=60)
    occasion = models.CharField(_("随哪次卫生运动"), max_length=100, blank=True)
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("最迟报的日期"))
    standard = models.CharField(_("做到什么样"), max_length=300)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("牵头人"))
    photo_wanted = models.BooleanField(_("每个区域要拍一张"), default=True)
    closing = models.CharField(_("小结"), max_length=300, blank=True)
    done_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=4, choices=DriveStatus.choices, default=DriveStatus.OPEN, editable=False
    )
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("name", "occasion")

    flow: ClassVar[Flow] = Flow(
        Step("finish", _("结束"), {DriveStatus.OPEN}, DriveStatus.DONE, fields=("closing",), tone="main"),
        final={DriveStatus.DONE},
    )
    tones: ClassVar[dict[str, str]] = {DriveStatus.OPEN: "going", DriveStatus.DONE: "done"}

    class Meta:
        verbose_name = _("爱国卫生运动")
        verbose_name_plural = _("爱国卫生运动")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="grounds_drive_days",
                violation_error_message=_("最迟报的日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_on__isnull=False), name="grounds_drive_done",
                violation_error_message=_("结束要有日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Call(Record):
    """One area called upon, and its answer. work: the work its answer became."""

    Status = CallStatus

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="calls", verbose_name=_("卫生运动"))
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="calls", verbose_name=_("保洁区域"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁来报"))
    people = models.PositiveSmallIntegerField(_("几个人做"), null=True, blank=True)
    qty = models.DecimalField(_("清了多少"), max_digits=8, decimal_places=1, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=6, choices=Unit.choices, default=Unit.BAGS)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    answered_on = models.DateField(_("报的日期"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("谁报的")
    )
    work = models.OneToOneField(
        Work, models.PROTECT, null=True, blank=True, editable=False, related_name="call", verbose_name=_("作业")
    )
    status = models.CharField(
        _("状态"), max_length=8, choices=CallStatus.choices, default=CallStatus.DUE, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step(
            "answer", _("报做完了"), {CallStatus.DUE}, CallStatus.ANSWERED, fields=("people", "qty", "unit", "words"),
            tone="main",
        ),
        Step("excuse", _("免做"), {CallStatus.DUE}, CallStatus.EXCUSED, fields=("words",), tone="no"),
        Step("miss", _("没有回音"), {CallStatus.DUE}, CallStatus.MISSED),
        final={CallStatus.ANSWERED, CallStatus.EXCUSED, CallStatus.MISSED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        CallStatus.DUE: "soon", CallStatus.ANSWERED: "done", CallStatus.EXCUSED: "idle", CallStatus.MISSED: "late",
    }  # fmt: skip

    class Meta:
        verbose_name = _("卫生运动区域")
        verbose_name_plural = _("卫生运动区域")
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "zone"], name="grounds_call_once",
                violation_error_message=_("这个区域在这次卫生运动里已经有了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | Q(answered_on__isnull=False, qty__gt=0, people__gt=0),
                name="grounds_call_answer",
                violation_error_message=_("报做完了要写几个人做、清了多少。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="excused") | ~Q(words=""), name="grounds_call_excuse",
                violation_error_message=_("免做要写原因。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.words}".strip()
