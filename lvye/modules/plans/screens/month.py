"""The month: what is due, the meetings, and what kind of day each is."""

from __future__ import annotations

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import day_name, is_workday, month_period, term_on, week_number
from lvye.kit import say
from lvye.modules.plans.models import MeetingStatus, PlanStatus
from lvye.modules.plans.sight import own_items, own_meetings
from lvye.modules.plans.standing import rows_with_all, standings

MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
IN_A_DAY = 4
MOST = 400


@needs("plans.view_planitem")
def month(request: AuthedRequest, code: str = "") -> HttpResponse:
    """One month; ?who=me only one's own."""
    today = timezone.localdate()
    if code and not MONTH.fullmatch(code):
        raise Http404(_("月份应该像 2026-11 这样写。"))
    year, number = (int(part) for part in code.split("-")) if code else (today.year, today.month)
    span = month_period(year, number)
    only_own = request.GET.get("who") == "me"
    entries = _entries(request.user, span.begins_on, span.ends_on, today=today, only_own=only_own)
    weeks = [
        [_day(day, number, today, entries.get(day, [])) for day in week]
        for week in Calendar(firstweekday=0).monthdatescalendar(year, number)
    ]
    context = {
        "label": span.label,
        "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
        "weeks": [{"number": week_number(days[0]["date"]), "days": days} for days in weeks],
        "days": [day for week in weeks for day in week if day["inside"] and (day["entries"] or day["name"])],
        "before": _code(span.begins_on - timedelta(days=1)), "after": _code(span.ends_on + timedelta(days=1)),
        "this": _code(today), "code": _code(span.begins_on), "only_own": only_own,
        "count": sum(len(found) for day, found in entries.items() if span.holds(day)),
        "may_add": request.user.has_perm("plans.add_planitem"), "may_meet": request.user.has_perm("plans.add_meeting"),
    }  # fmt: skip
    return render(request, "plans/month.html", context)


def _code(day: date) -> str:
    return f"{day:%Y-%m}"


def _entries(user: User, first: date, last: date, *, today: date, only_own: bool) -> dict[date, list[dict[str, Any]]]:
    """What stands on each day."""
    found: dict[date, list[dict[str, Any]]] = defaultdict(list)
    meetings = registers["plans.meeting"].rows(user).exclude(status=MeetingStatus.CANCELLED)
    meetings = meetings.filter(own_meetings(user)) if only_own else meetings
    begin = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    for one in meetings.filter(starts_at__gte=begin, starts_at__lt=end).order_by("starts_at")[:MOST]:
        at = timezone.localtime(one.starts_at)
        tone = {MeetingStatus.FILED: "done", MeetingStatus.HELD: "soon"}.get(MeetingStatus(one.status), "going")
        found[at.date()].append({
            "kind": "meeting", "tone": tone, "title": one.title, "small": f"{at:%H:%M} {one.where}",
            "word": str(one.get_status_display()), "url": reverse("plans.meeting:detail", args=[one.pk]),
        })  # fmt: skip
    for one in _items(user, first, last, today=today, only_own=only_own):
        found[one.item.due_on].append({
            "kind": "item", "tone": one.tone, "title": one.item.what, "small": one.item.whose, "word": one.word,
            "url": reverse("plans.planitem:detail", args=[one.item.pk]),
        })  # fmt: skip
    return found


def _items(user: User, first: date, last: date, *, today: date, only_own: bool) -> Iterable[Any]:
    rows = registers["plans.planitem"].rows(user).filter(due_on__range=(first, last))
    rows = rows.filter(own_items(user)) if only_own else rows
    rows = rows.filter(~Q(plan__status=PlanStatus.DRAFT) | Q(plan__author=user.pk))
    return standings(rows_with_all(rows).order_by("due_on", "pk")[:MOST], today=today)


def _day(day: date, number: int, today: date, entries: list[dict[str, Any]]) -> dict[str, Any]:
    term = term_on(day)
    name = day_name(day)
    if term is not None and day == term.begins_on:
        name = f"{name} {_('开学')}".strip()
    elif term is not None and day == term.ends_on:
        name = f"{name} {_('放假')}".strip()
    return {
        "date": day, "n": day.day, "inside": day.month == number, "today": day == today, "off": not is_workday(day),
        "name": name, "entries": entries, "shown": entries[:IN_A_DAY], "more": max(0, len(entries) - IN_A_DAY),
        "said": say.date(day),
    }  # fmt: skip
