"""Meetings: who was asked, who came, what was said, what was decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .item import PlanItem


class MeetingKind(models.TextChoices):
    """What kind of meeting; decisions are followed from one to the next of its kind."""

    WEEKLY = "weekly", _("后勤例会")
    OPENING = "opening", _("学期会")
    SAFETY = "safety", _("安全工作会")
    HAZARD = "hazard", _("隐患排查会")
    CANTEEN = "canteen", _("食堂工作会")
    OTHER = "other", _("其他会议")


class MeetingStatus(models.TextChoices):
    """Where it stands."""

    PLANNED = "planned", _("未通知")
    CALLED = "called", _("已通知")
    HELD = "held", _("待写纪要")
    FILED = "filed", _("纪要已定")
    CANCELLED = "cancelled", pgettext_lazy("state", "取消")


M = MeetingStatus


class Meeting(Record):
    """One meeting. Its minutes are plain text, a paragraph a line; final once filed."""

    Kind = MeetingKind
    Status = MeetingStatus

    kind = models.CharField(_("种类"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.WEEKLY)
    title = models.CharField(_("会议"), max_length=80)
    starts_at = models.DateTimeField(_("时间"))
    where = models.CharField(_("地点"), max_length=60)
    host = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主持人"))
    recorder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("记录人")
    )
    agenda = models.TextField(_("议题"), max_length=2000, blank=True)
    minutes = models.TextField(_("会议纪要"), max_length=20000, blank=True)
    status = models.CharField(
        _("状态"), max_length=10, choices=MeetingStatus.choices, default=M.PLANNED, editable=False
    )
    why = models.CharField(_("取消的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("title", "agenda", "minutes")
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, object]] = {
        "all": _("看全部会议"), "invite": _("请人参加"), "write": _("写纪要"),
    }  # fmt: skip
    flow = Flow(
        Step("call", _("发通知"), {M.PLANNED}, M.CALLED, tone="main"),
        Step("hold", _("会开完了"), {M.PLANNED, M.CALLED}, M.HELD, tone="main"),
        Step("file", _("纪要定稿"), {M.HELD}, M.FILED, tone="main"),
        Step("cancel", _("不开了"), {M.PLANNED, M.CALLED}, M.CANCELLED, fields=("why",), tone="no"),
        final={M.FILED, M.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {
        M.PLANNED: "idle", M.CALLED: "going", M.HELD: "soon", M.FILED: "done", M.CANCELLED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("会议")
        verbose_name_plural = _("会议")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=M.FILED) | ~Q(minutes=""),
                name="plans_meeting_minutes",
                violation_error_message=_("还没有写纪要，不能定稿。"),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="plans_meeting_starts")]

    def __str__(self) -> str:
        return self.title


class Presence(models.TextChoices):
    """Whether somebody who was asked came."""

    INVITED = "invited", _("未签到")
    PRESENT = "present", _("已到")
    LEAVE = "leave", _("请假")
    ABSENT = "absent", _("缺席")


P = Presence


class Attendance(Record):
    """One person asked to one meeting."""

    Status = Presence

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("会议"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁"))
    status = models.CharField(_("到会"), max_length=10, choices=Presence.choices, default=P.INVITED, editable=False)
    why = models.CharField(_("请假事由"), max_length=100, blank=True)
    signed_at = models.DateTimeField(_("签到时间"), null=True, blank=True, editable=False)
    is_by_desk = models.BooleanField(_("代签"), default=False, editable=False)

    removable: ClassVar[bool] = True  # asked by mistake; the service sees that the meeting was not held
    flow = Flow(
        Step("sign", _("签到"), {P.INVITED, P.LEAVE, P.ABSENT}, P.PRESENT, tone="main"),
        Step("excuse", _("请假"), {P.INVITED, P.ABSENT}, P.LEAVE, fields=("why",)),
        Step("miss", _("缺席"), {P.INVITED}, P.ABSENT, tone="no"),
    )
    tones: ClassVar[dict[str, str]] = {P.INVITED: "idle", P.PRESENT: "done", P.LEAVE: "soon", P.ABSENT: "late"}

    class Meta:
        verbose_name = _("到会情况")
        verbose_name_plural = _("到会情况")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="plans_attendance_once",
                violation_error_message=_("这个人已经在名单里了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=P.LEAVE) | ~Q(why=""),
                name="plans_attendance_leave_why",
                violation_error_message=_("请假要写事由。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())


class DecisionStatus(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("在办")
    DONE = "done", _("已办")
    DROPPED = "dropped", _("不办了")


D = DecisionStatus


class Decision(Record):
    """What a meeting decided: what, who, until when. One that became an item of a plan stands as that item does."""

    Status = DecisionStatus

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions", verbose_name=_("会议"))
    what = models.CharField(_("决定什么"), max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁办"))
    due_on = models.DateField(_("办到哪天"))
    decided_on = models.DateField(_("哪天决定的"), editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=DecisionStatus.choices, default=D.OPEN, editable=False)
    result = models.CharField(_("结果"), max_length=200, blank=True)
    done_on = models.DateField(_("办完日期"), null=True, blank=True, editable=False)
    item = models.OneToOneField(
        PlanItem, models.PROTECT, null=True, blank=True, editable=False, related_name="decision",
        verbose_name=_("列入的计划事项"),
    )  # fmt: skip
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("what", "result")
    verbs: ClassVar[dict[str, object]] = {"item": _("列入计划")}
    flow = Flow(
        Step("finish", _("办完了"), {D.OPEN}, D.DONE, fields=("result",), tone="main"),
        Step("drop", _("不办了"), {D.OPEN}, D.DROPPED, fields=("result",), tone="no"),
        Step("reopen", _("还要办"), {D.DONE, D.DROPPED}, D.OPEN),
    )
    tones: ClassVar[dict[str, str]] = {D.OPEN: "going", D.DONE: "done", D.DROPPED: "idle"}

    class Meta:
        verbose_name = _("会议决定")
        verbose_name_plural = _("会议决定")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=D.DONE) | Q(done_on__isnull=False),
                name="plans_decision_done_has_day",
                violation_error_message=_("办完的决定要有日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=D.DROPPED) | ~Q(result=""),
                name="plans_decision_dropped_why",
                violation_error_message=_("不办了要写明原因。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="plans_decision_due")]

    def __str__(self) -> str:
        return self.what
