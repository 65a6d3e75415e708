"""What is done on a meeting's page beside its steps: ask people, sign in, write, decide."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import AuthedRequest, needs, wants_part
from lvye.kit.days import read_day
from lvye.modules.plans import services
from lvye.modules.plans.models import Attendance

from .common import attendance_of, decision_of, meeting_of, people_rows, told
from .meeting import page, url
from .meeting_form import PeopleForm

CHANGE = "plans.change_meeting"


@needs(CHANGE)
@require_POST
def invite(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Ask more people."""
    meeting = meeting_of(request, pk)
    form = PeopleForm(request.POST, user=request.user)

    def deed() -> str:
        if not form.is_valid():
            raise ValidationError(_("请从列出的处室、岗位和人里选。"))
        people = form.invited(timezone.localdate(meeting.starts_at))
        added = services.meeting_invite(meeting, people, now=timezone.now(), actor=request.user)
        return _("请了 %(n)s 人。") % {"n": added} if added else _("选的人都已经在名单里了。")

    return told(request, url(meeting, "#people"), deed)


@needs(CHANGE)
@require_POST
def uninvite(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Somebody was asked by mistake."""
    attendance = attendance_of(request, pk)

    def deed() -> str:
        services.meeting_uninvite(attendance, actor=request.user)
        return ""

    return told(request, url(attendance.meeting, "#people"), deed)


def _own_or_keeper(request: AuthedRequest, attendance: Attendance) -> None:
    """For oneself, or for others by who keeps the list."""
    person = person_of(request.user)
    if (person is None or person.pk != attendance.person_id) and not request.user.has_perm(CHANGE):
        raise PermissionDenied


def _next(request: AuthedRequest, attendance: Attendance) -> str:
    return reverse("plans:mine") if request.POST.get("next") == "mine" else url(attendance.meeting, "#people")


@needs("plans.sign_attendance")
@require_POST
def sign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Sign in."""
    attendance = attendance_of(request, pk)
    _own_or_keeper(request, attendance)

    def deed() -> str:
        services.attendance_sign(attendance, now=timezone.now(), actor=request.user)
        return "" if request.user.has_perm(CHANGE) else _("签到了。")

    return told(request, _next(request, attendance), deed)


@needs("plans.excuse_attendance")
@require_POST
def excuse(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Ask for leave."""
    attendance = attendance_of(request, pk)
    _own_or_keeper(request, attendance)

    def deed() -> str:
        services.attendance_excuse(attendance, why=request.POST.get("why", "")[:100], actor=request.user)
        return _("记为请假了。")

    return told(request, _next(request, attendance), deed)


@needs(CHANGE)
@require_POST
def write(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Keep the minutes; `was` is how their writer last saw them."""
    meeting = meeting_of(request, pk)
    minutes = request.POST.get("minutes", "").replace("\r\n", "\n")
    try:
        with transaction.atomic():
            was = request.POST.get("was")
            if (
                was is not None
                and _plain(was) != _plain(meeting.minutes)
                and _plain(minutes) != _plain(meeting.minutes)
            ):
                raise ValidationError(_("纪要刚刚被别人改过。请把您写的复制下来，刷新页面再并进去。"))
            services.minutes_write(meeting, minutes, actor=request.user)
    except ValidationError as problem:
        if wants_part(request):
            return render(request, "plans/_saved.html", {"problem": " ".join(problem.messages)}, status=400)
        return page(request, meeting, problem=" ".join(problem.messages), typed={"minutes": minutes}, status=400)
    if wants_part(request):
        return render(request, "plans/_saved.html", {"at": timezone.localtime()})
    return redirect(url(meeting, "#minutes"))


def _plain(text: str) -> str:
    return " ".join(text.split())


@needs(CHANGE)
@require_POST
def decide(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Write down a decision."""
    meeting = meeting_of(request, pk)
    who, due = request.POST.get("person", ""), read_day(request.POST.get("due_on"))
    person = people_rows(request.user).filter(pk=int(who)).first() if who.isdecimal() and len(who) < 18 else None
    what = request.POST.get("what", "")[:120]
    try:
        with transaction.atomic():
            services.decision_add(meeting, what=what, person=person, due_on=due, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        typed = {"what": what, "person": who, "due_on": due.isoformat() if due else ""}
        return page(request, meeting, problem=" ".join(problem.messages), typed=typed, status=400)
    return redirect(url(meeting, "#decisions"))


@needs("plans.add_planitem")
@require_POST
def plan(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Make a decision an item of the running plan."""
    decision = decision_of(request, pk)

    def deed() -> str:
        item = services.decision_to_item(decision, today=timezone.localdate(), actor=request.user)
        return _("列进了“%(plan)s”。") % {"plan": item.plan.title}

    return told(request, url(decision.meeting, "#decisions"), deed)
