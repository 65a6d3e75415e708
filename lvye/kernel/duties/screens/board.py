"""The desk's board: one week, duty by duty and day by day; what is 应检, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.duties import sight
from lvye.kernel.duties.cadence import monday_of
from lvye.kernel.duties.models import Area, Duty, Fault, Status, Suspicion
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import day_name, is_school_day, week_number
from lvye.kit import say
from lvye.kit.days import read_day

ASKED = (Status.DONE, Status.LATE, Status.MISSED, Status.EXCUSED)


@dataclass
class Tally:
    """Counts by status: 应检 is what they add up to, without what is still open."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> int:
        """应检: done, late, missed and excused."""
        return sum(self.counts[status] for status in ASKED)

    @property
    def wanted(self) -> int:
        """What the rate is taken over: 应检 without 免检."""
        return self.asked - self.counts[Status.EXCUSED]

    @property
    def done(self) -> int:
        """In time."""
        return self.counts[Status.DONE]

    @property
    def late(self) -> int:
        """After the window."""
        return self.counts[Status.LATE]

    @property
    def missed(self) -> int:
        """Not at all."""
        return self.counts[Status.MISSED]

    @property
    def excused(self) -> int:
        """By right."""
        return self.counts[Status.EXCUSED]

    @property
    def due(self) -> int:
        """Still open."""
        return self.counts[Status.DUE]

    @property
    def rate(self) -> str:
        """The rate with what it is taken over: "92.5% (37/40)"; a dash where nothing was wanted yet."""
        return f"{say.share(self.done, self.wanted)}（{self.done}/{self.wanted}）" if self.wanted else "—"

    @property
    def percent(self) -> str:
        """The rate alone, for where its parts stand beside it."""
        return say.share(self.done, self.wanted)

    @property
    def tone(self) -> str:
        """How it looks: late where something was missed, soon where entered late, done, going, or nothing."""
        if self.missed:
            return "late"
        if self.late:
            return "soon"
        if self.due:
            return "going"
        return "done" if self.done else "idle"


@dataclass
class Row:
    """One duty in the week."""

    duty: Duty
    cells: list[tuple[date, Tally, str]]
    total: Tally
    url: str


@needs(sight.ALL)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """The week that is asked for, of all areas or one."""
    now = timezone.now()
    today = timezone.localdate(now)
    monday = monday_of(_day(request.GET.get("week", ""), today))
    days = [monday + timedelta(days=number) for number in range(7)]
    area = request.GET.get("area", "")
    rows, total = _rows(request, days, area if area in Area.values else "")
    context = {
        "rows": rows,
        "total": total,
        "days": [(day, _head(day), day == today) for day in days],
        "week": _week(monday),
        "before": _address(monday - timedelta(days=7), area),
        "after": _address(monday + timedelta(days=7), area) if days[-1] < today + timedelta(days=210) else "",
        "this": "" if monday == monday_of(today) else _address(today, area),
        "areas": [("", _("全部"), _address(monday, ""))]
        + [(str(key), word, _address(monday, str(key))) for key, word in Area.choices if key in _areas()],
        "area": area,
        "faults": Fault.objects.filter(status=Fault.Status.OPEN).count(),
        "odd": list(Suspicion.objects.filter(status=Suspicion.Status.NEW).select_related("duty", "person", "spot")[:8]),
        "may_judge": request.user.has_perm("duties.view_suspicion"),
    }
    return render(request, "duties/board.html", context)


def _day(text: str, today: date) -> date:
    found = read_day(text)
    return found if found is not None and abs((found - today).days) < 4000 else today


def _week(monday: date) -> str:
    number = week_number(monday + timedelta(days=4)) or week_number(monday)
    dates = say.period(monday, monday + timedelta(days=6))
    return _("第 %(n)s 周 · %(dates)s") % {"n": number, "dates": dates} if number else dates


def _head(day: date) -> str:
    return "" if is_school_day(day) else day_name(day) or _("休")


def _areas() -> set[str]:
    return set(Duty.objects.filter(status=Duty.Status.ON).values_list("area", flat=True).distinct())


def _address(day: date, area: str) -> str:
    return f"?{urlencode({'week': day.isoformat()} | ({'area': area} if area else {}))}"


def _rows(request: AuthedRequest, days: list[date], area: str) -> tuple[list[Row], Tally]:
    seen = registers["duties.instance"].rows(request.user).order_by()
    found = seen.filter(day__range=(days[0], days[-1]), **({"duty__area": area} if area else {}))
    counted: dict[int, dict[date, Tally]] = defaultdict(lambda: defaultdict(Tally))
    for duty_id, day, status, count in found.values_list("duty", "day", "status").annotate(count=Count("pk")):
        counted[duty_id][day].counts[status] += count
    duties = Duty.objects.filter(pk__in=counted).select_related("post", "person").order_by("area", "name")
    rows = [_row(duty, days, counted[duty.pk]) for duty in duties]
    return rows, _sum(row.total for row in rows)


def _row(duty: Duty, days: list[date], by_day: dict[date, Tally]) -> Row:
    cells = [(day, by_day[day], list_url(duty=duty.pk, day=day) if by_day[day].counts else "") for day in days]
    return Row(duty, cells, _sum(by_day.values()), reverse("duties.duty:detail", args=[duty.pk]))


def _sum(tallies: Any) -> Tally:
    total = Tally()
    for tally in tallies:
        total.counts.update(tally.counts)
    return total


def list_url(*, duty: int, day: date) -> str:
    """The list of checks narrowed to one duty on one day."""
    return f"{reverse('duties.instance:list')}?{urlencode({'duty': str(duty), 'day': day.isoformat()})}"
