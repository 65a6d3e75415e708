"""谁记了什么: a week of everybody's log, for who answers for the office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lvye.kernel.people.api import Person, users_with
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit import say
from lvye.modules.worklog import queries
from lvye.modules.worklog.sight import ALL

from .pages import DAY, NAMES, WEEK, _week_words, monday_asked

DAILY = "worklog.daily_entry"
NEWEST = 30


@needs(ALL)
def staff(request: AuthedRequest) -> HttpResponse:
    """Who logged on which day, what it comes to, and who of those who log daily has not yet."""
    today = timezone.localdate()
    monday = monday_asked(request, today)
    ends = monday + DAY * 6
    rows = registers["worklog.entry"].rows(request.user)
    told = queries.told_by(rows, monday, ends)
    days = _days(rows, monday, ends)
    lines = registers["worklog.line"].rows(request.user).filter(done_on__range=(monday, ends))
    context = _week_words(monday) | {
        "people": [
            {
                "who": one.person, "entries": one.entries, "time": say.minutes(one.minutes) if one.minutes else "",
                "days": [days[one.person.pk].get(monday + DAY * at, 0) for at in range(7)],
            }
            for one in told
        ],
        "names": NAMES,
        "count": sum(one.entries for one in told),
        "silent": _silent({one.person.pk for one in told}, today),
        "tallies": queries.tallies(lines)[:20],
        "entries": list(queries.entries_between(rows, monday, ends)[:NEWEST]),
        "monday": monday.isoformat(),
        "sunday": ends.isoformat(),
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat() if monday + WEEK <= today else "",
    }  # fmt: skip
    return render(request, "worklog/staff.html", context)


def _days(rows: Any, monday: date, ends: date) -> dict[int, dict[date, int]]:
    """person → day → how many entries."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    kept = rows.filter(queries.KEPT, done_on__range=(monday, ends)).order_by()
    for row in kept.values("person", "done_on").annotate(n=Count("pk")):
        found[row["person"]][row["done_on"]] = row["n"]
    return found


def _silent(told: set[int], today: date) -> list[Person]:
    """Who logs daily by post, and has told nothing in this week."""
    users = [user.pk for user in users_with(DAILY, today)]
    return list(Person.objects.filter(user__in=users).exclude(pk__in=told).order_by("name"))
