"""A meeting's page: who comes, what was decided last time, what is said, what is decided now; on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notice_seen
from lvye.kernel.papers.api import answer
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, needs, registers, steps_for, story
from lvye.kit import say
from lvye.modules.plans import documents, services
from lvye.modules.plans.followed import decisions_of, earlier_decisions
from lvye.modules.plans.models import Attendance, Meeting, MeetingStatus, Presence

from .common import meeting_of, people_rows
from .meeting_form import PeopleForm

M = MeetingStatus
CHANGE = "plans.change_meeting"


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """One meeting; ?as=print its minutes on paper."""
    meeting = meeting_of(request, pk)
    if request.GET.get("as") == "print":
        return answer(documents.minutes_file(meeting, kind="pdf"), f"{meeting.title}.pdf")
    notice_seen(request.user, meeting, now=timezone.now())
    return page(request, meeting)


def page(
    request: AuthedRequest,
    meeting: Meeting,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The meeting's page, with a refusal where there is one."""
    reg, user, person = registers["plans.meeting"], request.user, person_of(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    attendances = list(meeting.attendances.select_related("person", "person__department").order_by("pk"))
    keeps = user.has_perm(CHANGE)
    begun = timezone.localdate(meeting.starts_at) <= today
    own = next((one for one in attendances if person is not None and one.person_id == person.pk), None)
    alive = meeting.status in (M.PLANNED, M.CALLED, M.HELD)
    context = {
        "reg": reg, "meeting": meeting, "problem": problem, "typed": typed or {},
        "when": say.moment(meeting.starts_at), "steps": _steps(request, meeting, now), "story": story(reg, meeting),
        "attendances": attendances if _sees_list(request, meeting) else [], "own": own if alive else None,
        "sign_now": services.may_sign_now(meeting, now),
        "sign_from": say.moment(services.sign_opens(meeting)),
        "counts": _counts(attendances), "keeps": keeps, "alive": alive, "begun": begun,
        "may_sign": keeps and alive and begun, "may_write": keeps and alive and begun,
        "earlier": earlier_decisions(meeting, today=today), "decisions": decisions_of(meeting, today=today),
        "may_plan": user.has_perm("plans.add_planitem"), "people": people_rows(user) if keeps and alive else [],
        "invite": PeopleForm(user=user) if keeps and alive else None,
        "may_export": user.has_perm(reg.permission("export")),
        "may_edit": keeps and meeting.status not in meeting.flow.final,
    }  # fmt: skip
    return render(request, "plans/meeting.html", context, status=status)


def _steps(request: AuthedRequest, meeting: Meeting, now: datetime) -> list[dict[str, Any]]:
    """What is possible at this hour: no notice of what has passed, no end of what has not begun."""
    begun = timezone.localdate(meeting.starts_at) <= timezone.localdate(now)
    hidden = {"call"} if meeting.starts_at < now else set() if begun else {"hold"}
    steps = steps_for(registers["plans.meeting"], meeting, request.user)
    return [step for step in steps if step["name"] not in hidden]


def _sees_list(request: AuthedRequest, meeting: Meeting) -> bool:
    """Who keeps meetings, leads, chairs or records sees the list; others see the numbers."""
    person = person_of(request.user)
    own = person is not None and person.pk in (meeting.host_id, meeting.recorder_id)
    return own or request.user.has_perm("plans.all_meeting")


def _counts(found: list[Attendance]) -> dict[str, int]:
    return {"all": len(found)} | {str(one): sum(row.status == one for row in found) for one in Presence}


@needs("plans.view_meeting")
def paper(request: AuthedRequest, pk: int, kind: str) -> HttpResponseBase:
    """The minutes as a file: everybody who was asked may have them."""
    meeting = meeting_of(request, pk)
    return answer(documents.minutes_file(meeting, kind=kind), f"{meeting.title} {_('会议纪要')}.{kind}")


def url(meeting: Meeting, part: str = "") -> str:
    """Where the meeting is read."""
    return reverse("plans.meeting:detail", args=[meeting.pk]) + part
