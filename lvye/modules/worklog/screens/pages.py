"""我的一周 and 我的本学期: somebody's own log in sums and as a picture of his days; 谁记了什么 for who sees all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import Term, current, get, is_workday, terms, week_number
from lvye.kit import say
from lvye.modules.worklog import queries
from lvye.modules.worklog.sight import ALL, LOG

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LEVELS = 4  # shades of a day in the picture of a term
TALL, WIDE, GAP = 96, 34, 12  # the columns of a week, in the units of the picture
NAMES = ("一", "二", "三", "四", "五", "六", "日")  # house: short names of weekdays, read with 周


@dataclass(frozen=True)
class Column:
    """One day of a week as the picture draws it."""

    day: date
    label: str
    count: int
    x: int
    y: int
    height: int
    is_today: bool

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + WIDE // 2


def whose(request: AuthedRequest) -> Person | None:
    """Whose log is looked at: one's own, or for who sees all `?who=`."""
    who = request.GET.get("who", "")
    if who.isdecimal() and len(who) < 12 and request.user.has_perm(ALL):
        return get_object_or_404(Person, pk=int(who))
    return person_of(request.user)


def monday_asked(request: AuthedRequest, today: date) -> date:
    """The Monday of the week asked for; this week's for nonsense and for weeks to come."""
    try:
        asked = parse_date(request.GET.get("of", "")) or today
    except ValueError:
        asked = today
    if not date(2000, 1, 3) <= asked <= today:
        asked = today
    return asked - DAY * asked.weekday()


def _nobody(request: AuthedRequest) -> HttpResponse:
    return render(request, "worklog/nobody.html")


def _week_words(monday: date) -> dict[str, Any]:
    number = week_number(monday) or week_number(monday + DAY * 6)
    days = say.period(monday, monday + DAY * 6)
    return {"title": days, "number": number}


@needs(LOG, ALL)
def week(request: AuthedRequest) -> HttpResponse:
    """One week: a picture of its days, its sums, its entries day by day."""
    today = timezone.localdate()
    if (person := whose(request)) is None:
        return _nobody(request)
    monday = monday_asked(request, today)
    ends = monday + DAY * 6
    rows = registers["worklog.entry"].rows(request.user).filter(person=person)
    entries = list(queries.entries_between(rows, monday, ends))
    lines = registers["worklog.line"].rows(request.user).filter(person=person, done_on__range=(monday, ends))
    counts = {day: len(list(found)) for day, found in groupby(entries, key=lambda entry: entry.done_on)}
    context = _week_words(monday) | {
        "person": person,
        "own": person.user_id == request.user.pk,
        "columns": _columns(monday, counts, today),
        "wide": 7 * (WIDE + GAP) - GAP,
        "days": [
            (_day_words(day, today), day, list(found)) for day, found in groupby(entries, key=lambda one: one.done_on)
        ],
        "tallies": queries.tallies(lines),
        "count": len(entries),
        "time": queries.time_of(entries),
        "hands": sum(entry.people for entry in entries),
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat() if monday + WEEK <= today else "",
    }
    return render(request, "worklog/week.html", context)


def _day_words(day: date, today: date) -> str:
    name = _("周%(day)s") % {"day": NAMES[day.weekday()]}
    if day == today:
        return _("今天 %(name)s") % {"name": name}
    return f"{say.date(day)} {name}"


def _columns(monday: date, counts: dict[date, int], today: date) -> list[Column]:
    most = max(counts.values(), default=0) or 1
    made = []
    for at in range(7):
        day = monday + DAY * at
        count = counts.get(day, 0)
        height = max(round(TALL * count / most), 6) if count else 2
        made.append(Column(day, NAMES[at], count, at * (WIDE + GAP), 22 + TALL - height, height, day == today))
    return made


@needs(LOG, ALL)
def term(request: AuthedRequest) -> HttpResponse:
    """A term: totals, every day as a square, the sums by kind of work."""
    today = timezone.localdate()
    if (person := whose(request)) is None:
        return _nobody(request)
    chosen = _term_asked(request, today)
    if chosen is None:
        return render(request, "worklog/term.html", {"person": person, "own": person.user_id == request.user.pk})
    ends = min(chosen.ends_on, today)
    rows = registers["worklog.entry"].rows(request.user).filter(person=person)
    entries = list(queries.entries_between(rows, chosen.begins_on, chosen.ends_on))
    lines = registers["worklog.line"].rows(request.user)
    tallies = queries.tallies(lines.filter(person=person, done_on__range=(chosen.begins_on, chosen.ends_on)))
    counts = queries.day_counts(rows, chosen.begins_on, chosen.ends_on)
    context = {
        "person": person,
        "own": person.user_id == request.user.pk,
        "term": chosen,
        "terms": [one for one in reversed(terms()) if one.begins_on <= today][:4],
        "weeks": _weeks(chosen.begins_on, ends, counts),
        "days": len(counts),
        "count": len(entries),
        "time": queries.time_of(entries),
        "hands": sum(entry.people for entry in entries),
        "sudden": sum(entry.origin == entry.Origin.SUDDEN for entry in entries),
        "kinds": _by_kind(tallies),
    }
    return render(request, "worklog/term.html", context)


def _term_asked(request: AuthedRequest, today: date) -> Term | None:
    code = request.GET.get("term", "")
    if not code:
        return current(today)
    if all(one.code != code for one in terms()):
        raise Http404
    return get(code, today)


def _by_kind(tallies: list[queries.Tally]) -> list[tuple[str, list[queries.Tally]]]:
    """Sums under their kinds, the kind with most lines first."""
    names = sorted({one.kind for one in tallies}, key=lambda name: -sum(t.lines for t in tallies if t.kind == name))
    return [(name, [one for one in tallies if one.kind == name]) for name in names]


def _weeks(begins: date, ends: date, counts: dict[date, int]) -> list[dict[str, Any]]:
    """Weeks of seven squares; a square is the darker the more was told that day."""
    most = max(counts.values(), default=1)
    found = []
    monday = begins - DAY * begins.weekday()
    while monday <= ends:
        squares = []
        for at in range(7):
            day = monday + DAY * at
            count = counts.get(day, 0)
            level = -(-count * LEVELS // most)
            kind = "out" if not begins <= day <= ends else f"l{level}" if count else "" if is_workday(day) else "off"
            squares.append({"words": f"{say.date(day)} {count}", "kind": kind})
        number = week_number(max(monday, begins))
        found.append({"monday": monday.isoformat(), "number": number, "squares": squares, "day": say.date(monday)})
        monday += WEEK
    return found
