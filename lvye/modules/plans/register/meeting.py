"""The registers of meetings, who came, and what was decided."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.plans import services
from lvye.modules.plans.models import Attendance, Decision, DecisionStatus, Meeting, MeetingKind, MeetingStatus
from lvye.modules.plans.screens import meeting, meeting_form
from lvye.modules.plans.sight import attendances_seen, decisions_seen, meetings_seen

from .posts import HEADS, LEADERS, STAFF

KEEPERS = (*HEADS, "desk")


def _change(made: Meeting, *, actor: User, **values: Any) -> Meeting:
    return services.meeting_change(made, now=timezone.now(), actor=actor, **values)


def _cancel(made: Meeting, *, actor: User, why: str = "") -> Meeting:
    return services.meeting_cancel(made, why=why, now=timezone.now(), actor=actor)


register(
    Register(
        model=Meeting,
        menu="plans",
        icon="people",
        columns=("title", "kind", "starts_at", "where", "host", "status"),
        fields=("kind", "title", "starts_at", "where", "host", "recorder", "agenda"),
        filters=("kind", "status"),
        sorts=("-starts_at", "-id"),
        views=(
            View("weekly", _("例会"), {"kind": MeetingKind.WEEKLY}),
            View("safety", _("安全会"), {"kind": MeetingKind.SAFETY}),
            View("minutes", _("待写纪要"), {"status": MeetingStatus.HELD}),
        ),
        create=services.meeting_plan,
        amend=_change,
        actions={
            "call": lambda made, *, actor: services.meeting_call(made, now=timezone.now(), actor=actor),
            "hold": lambda made, *, actor: services.meeting_hold(made, now=timezone.now(), actor=actor),
            "file": lambda made, *, actor: services.meeting_file(made, now=timezone.now(), actor=actor),
            "cancel": _cancel,
        },
        screens={"detail": meeting.detail, "new": meeting_form.new, "edit": meeting_form.edit},
        scope=meetings_seen,
        rights=rights(
            (KEEPERS, "view add change export call hold file cancel all"),
            (LEADERS, "view export all"),
            (("admin",), "view export all"),
            (STAFF, "view"),
        ),
        empty=_("还没有会议。安排一次，或者按校历一次排好整个学期的例会。"),
    )
)


def _excuse(one: Attendance, *, actor: User, why: str = "") -> Attendance:
    return services.attendance_excuse(one, why=why, actor=actor)


register(
    Register(
        model=Attendance,
        menu="more",
        icon="check",
        columns=("person", "meeting", "status", "why", "signed_at", "is_by_desk"),
        filters=("status", "person"),
        actions={
            "sign": lambda one, *, actor: services.attendance_sign(one, now=timezone.now(), actor=actor),
            "excuse": _excuse,
            "miss": services.attendance_miss,
        },
        scope=attendances_seen,
        rights=rights(
            (KEEPERS, "view export sign excuse miss"), (LEADERS, "view export sign excuse"),
            (("admin",), "view export"), (STAFF, "view sign excuse"),
        ),
        can_add=False,
        empty=_("谁该到会、谁到了、谁请了假。安排一次会议，请的人就列在这里。"),
    )
)  # fmt: skip


def _finish(one: Decision, *, actor: User, result: str = "") -> Decision:
    return services.decision_finish(one, result=result, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Decision,
        menu="more",
        icon="flag",
        columns=("what", "person", "due_on", "status", "meeting", "decided_on", "result"),
        filters=("status", "person", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("open", _("在办"), {"status": DecisionStatus.OPEN}),),
        actions={"finish": _finish, "drop": services.decision_drop, "reopen": services.decision_reopen},
        scope=decisions_seen,
        rights=rights(
            (KEEPERS, "view export finish drop reopen"), ((*LEADERS, "admin"), "view export"), (STAFF, "view finish"),
        ),
        can_add=False,
        empty=_("会上定下来的事：做什么、谁办、办到哪天。在会议的页面上记。"),
    )
)  # fmt: skip
