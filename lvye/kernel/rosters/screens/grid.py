"""The month as the office sees it: who serves when, changed by dragging or by the keyboard, checked at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, varied, wants_part
from lvye.kernel.rosters import queries
from lvye.kernel.rosters.days import is_heavy
from lvye.kernel.rosters.models import Assignment, Roster, Seat, Slot, Status
from lvye.kernel.rosters.pool import seats_of, weekday
from lvye.kernel.rosters.services.changing import CHANGEABLE
from lvye.kernel.rosters.words import result_words
from lvye.kernel.terms.api import day_name, week_number
from lvye.kit import say

DAY = timedelta(days=1)
WORKING = (Status.QUEUED, Status.SOLVING)


@dataclass
class Row:
    """One seat of a shift on a day: who is there, and how many are lacking."""

    slot: Slot
    seat: Seat
    people: list[Assignment]

    @property
    def lacking(self) -> int:
        """Places nobody is in."""
        return max(0, self.seat.count - len(self.people))


@dataclass
class Cell:
    """A day of the month."""

    on: date
    inside: bool
    is_today: bool
    rows: list[Row] = field(default_factory=list)

    @property
    def heavy(self) -> bool:
        """Weekend or holiday."""
        return is_heavy(self.on)

    @property
    def name(self) -> str:
        """What the calendar calls it."""
        return day_name(self.on)

    @property
    def weekday(self) -> str:
        """周一 to 周日."""
        return weekday(self.on)


@dataclass(frozen=True)
class Week:
    """A row of the grid, with the teaching week."""

    number: int | None
    cells: list[Cell]


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A roster: its month, its fairness, how it was made; while it is being made, how far that is."""
    roster: Roster = get_object_or_404(reg.rows(request.user).select_related("kind", "published_by"), pk=pk)
    if wants_part(request):
        return part(request, roster)
    context = detail_context(reg, roster, request.user) | grid_context(request, roster)
    if request.GET.get("as") == "print":
        return render(request, "registers/print_detail.html", context)
    return varied(render(request, "rosters/roster.html", context))


def part(request: AuthedRequest, roster: Roster, *, status: int = 200) -> HttpResponse:
    """What htmx asks for: the grid, or, while the solver works, how far it is."""
    if roster.status in WORKING:
        return varied(render(request, "rosters/_progress.html", {"roster": roster}))
    if request.GET.get("watch"):
        answer = HttpResponse(status=204)
        answer.headers["HX-Refresh"] = "true"
        return varied(answer)
    return varied(render(request, "rosters/_grid.html", grid_context(request, roster), status=status))


def grid_context(request: AuthedRequest, roster: Roster) -> dict[str, Any]:
    """All the page shows; the number of queries does not depend on the number of days."""
    today = timezone.localdate()
    months = list(_months(roster))
    month = _month(request, roster, today)
    month_weeks = weeks(roster, month, today)
    may = request.user.has_perm(queries.ALL) and roster.status in CHANGEABLE
    return {
        "roster": roster, "weeks": month_weeks, "months": months, "month": month, "may_change": may,
        "needs_reason": roster.status == Status.PUBLISHED, "working": roster.status in WORKING,
        "made": result_words(roster.result) if roster.result.get("value") is not None else "",
        "one_shift": len({row.slot.shift_id for week in month_weeks for cell in week.cells for row in cell.rows}) == 1,
        "shares": shares(roster) if may or request.user.has_perm(queries.ALL) else [],
        "here": f"{reverse('rosters.roster:detail', args=[roster.pk])}?month={month:%Y-%m}",
    }  # fmt: skip


def _months(roster: Roster) -> Iterator[date]:
    day = roster.begins_on.replace(day=1)
    while day <= roster.ends_on:
        yield day
        day = (day + 31 * DAY).replace(day=1)


def _month(request: AuthedRequest, roster: Roster, today: date) -> date:
    """The month asked for, else the present one, as far as the roster goes."""
    try:
        wanted = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        wanted = today.replace(day=1)
    return min(max(wanted, roster.begins_on.replace(day=1)), roster.ends_on.replace(day=1))


def weeks(roster: Roster, month: date, today: date) -> list[Week]:
    """The weeks of the month, Monday to Sunday."""
    first = month - DAY * month.weekday()
    last = (month + 31 * DAY).replace(day=1) - DAY
    last += DAY * (6 - last.weekday())
    rows = _rows(roster, first, last)
    made = []
    for monday in range(0, (last - first).days + 1, 7):
        days = [first + DAY * (monday + n) for n in range(7)]
        cells = [
            Cell(day, day.month == month.month and roster.begins_on <= day <= roster.ends_on, day == today, rows[day])
            for day in days
        ]
        if any(cell.inside for cell in cells):
            made.append(Week(week_number(days[0]) or week_number(days[4]), cells))
    return made


def _rows(roster: Roster, first: date, last: date) -> dict[date, list[Row]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats_of(roster.kind):
        seats[seat.shift_id].append(seat)
    found: dict[date, list[Row]] = defaultdict(list)
    slots = roster.slots.filter(on__range=(first, last)).select_related("shift", "roster__kind")
    for slot in slots.prefetch_related("assignments__person").order_by("starts_at", "pk"):
        there: dict[int, list[Assignment]] = defaultdict(list)
        for one in sorted(slot.assignments.all(), key=lambda one: one.pk):
            there[one.seat_id].append(one)
        found[slot.on] += [Row(slot, seat, there[seat.pk]) for seat in seats[slot.shift_id]]
    return found


@dataclass(frozen=True)
class Share:
    """What one person carries on this roster."""

    person: Any
    times: int
    points: Decimal
    heavy: int

    @property
    def text(self) -> str:
        """The points without zeros behind."""
        return say.qty(self.points)


def shares(roster: Roster) -> list[Share]:
    """Everybody on the roster, who carries most first."""
    points: dict[Any, list[tuple[Decimal, date]]] = defaultdict(list)
    rows = Assignment.objects.filter(slot__roster=roster).select_related("person")
    for one in rows.select_related("slot"):
        points[one.person].append((one.slot.weight, one.slot.on))
    made = [
        Share(person, len(got), sum((weight for weight, _on in got), Decimal(0)), sum(is_heavy(on) for _w, on in got))
        for person, got in points.items()
    ]
    return sorted(made, key=lambda one: (-one.points, one.person.pk))
