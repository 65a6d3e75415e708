"""我的班: what I serve and when, what others ask of me, what I cannot do and would rather do."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rosters import queries
from lvye.kernel.rosters.models import Absence, AbsenceStatus, Assignment, Swap, SwapStatus, Wish

RIGHT = "rosters.view_roster"
AHEAD = timedelta(days=200)
MOST = 60


@needs(RIGHT)
@require_safe
def mine(request: AuthedRequest) -> HttpResponse:
    """One's own duties, the next first."""
    person, today = person_of(request.user), timezone.localdate()
    return render(request, "rosters/mine.html", context(person, today) if person else {"person": None})


def context(person: Person, today: date) -> dict[str, object]:
    """What the page shows."""
    coming = weeks_once(list(queries.assigned(person, today, today + AHEAD)[:MOST]))
    return {
        "person": person, "today": today, "coming": coming, "next": coming[0] if coming else None,
        "waiting": queries.waiting_swaps(person),
        "asked": Swap.objects.filter(asker=person, status=SwapStatus.ASKED).select_related("other"),
        "absences": Absence.objects.filter(
            person=person, ends_on__gte=today, status__in=(AbsenceStatus.ASKED, AbsenceStatus.AGREED)
        ).select_related("kind").order_by("begins_on"),
        "wishes": Wish.objects.filter(person=person, is_open=True).select_related("kind").order_by("pk"),
    }  # fmt: skip


def weeks_once(rows: list[Assignment]) -> list[Assignment]:
    """A week that one serves as a whole stands there once, on its first day."""
    seen: set[tuple[int, str]] = set()
    found = []
    for one in rows:
        key = (one.slot.roster_id, one.slot.block)
        if one.slot.block and key in seen:
            continue
        seen.add(key)
        found.append(one)
    return found
