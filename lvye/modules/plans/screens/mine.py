"""What is mine: items by their day, meetings I am asked to, what meetings gave me to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.plans import services
from lvye.modules.plans.models import Attendance, Decision, DecisionStatus, ItemStatus, Meeting, PlanItem, PlanStatus
from lvye.modules.plans.sight import own_items
from lvye.modules.plans.standing import Standing, rows_with_all, standings

SOON = 14
MOST = 200


@needs("plans.view_planitem")
def mine(request: AuthedRequest) -> HttpResponse:
    """My items, meetings and decisions."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = own_standings(request.user, today)
    groups = [
        (_("过期了"), [one for one in found if not one.is_over and one.days_left < 0]),
        (_("两周内"), [one for one in found if not one.is_over and 0 <= one.days_left <= SOON]),
        (_("以后"), [one for one in found if not one.is_over and one.days_left > SOON]),
        (_("做完的"), [one for one in found if one.is_over]),
    ]
    context = {
        "groups": [(label, rows) for label, rows in groups if rows],
        "open": sum(not one.is_over for one in found),
        "invitations": [(one, services.may_sign_now(one.meeting, now)) for one in invitations(request.user, today)],
        "decisions": own_decisions(request.user),
    }
    return render(request, "plans/mine.html", context)


def own_standings(user: User, today: date) -> list[Standing]:
    """The items of running plans somebody answers for or helps with."""
    rows = PlanItem.objects.filter(own_items(user), plan__status=PlanStatus.AGREED)
    return standings(rows_with_all(rows.order_by("due_on", "pk")[:MOST]), today=today)


def open_count(user: User, today: date) -> int:
    """How many of them are not finished, by the kept states."""
    rows = PlanItem.objects.filter(own_items(user), plan__status=PlanStatus.AGREED, status=ItemStatus.KEPT)
    return rows.filter(due_on__lte=today + timedelta(days=SOON)).exclude(state=PlanItem.State.DONE).count()


def invitations(user: User, today: date) -> list[Attendance]:
    """The meetings of today and the next two weeks somebody is asked to."""
    person = person_of(user)
    if person is None:
        return []
    rows = Attendance.objects.filter(
        person=person, meeting__status__in=[Meeting.Status.CALLED, Meeting.Status.HELD],
        meeting__starts_at__date__gte=today, meeting__starts_at__date__lte=today + timedelta(days=SOON),
    )  # fmt: skip
    return list(rows.select_related("meeting").order_by("meeting__starts_at"))


def own_decisions(user: User) -> list[Any]:
    """What meetings gave him to do that is no item of a plan."""
    person = person_of(user)
    if person is None:
        return []
    rows = Decision.objects.filter(person=person, status=DecisionStatus.OPEN, item=None)
    return list(rows.select_related("meeting").order_by("due_on", "pk")[:MOST])
