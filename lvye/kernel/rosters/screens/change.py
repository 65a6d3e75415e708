"""Changing by hand: who else could serve, and what stands in the way of the others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, varied, wants_part
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.checks import candidates
from lvye.kernel.rosters.models import Assignment, Roster, Seat, Slot, Status
from lvye.kernel.rosters.pool import slot_words

from .grid import part, shares


@needs(queries.ALL)
@require_http_methods(["GET", "POST"])
def who(request: AuthedRequest, pk: int) -> HttpResponse:
    """Somebody else for one place (`person`), or two who change places (`other`: another's place)."""
    rows = Assignment.objects.select_related("slot__shift", "slot__roster__kind", "seat__department", "person")
    one = get_object_or_404(rows, pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    other = rows.filter(pk=_number(given.get("other")), slot__roster=one.slot.roster).first()
    person = Person.objects.filter(pk=_number(given.get("person"))).first()
    if request.method == "POST" and (other or person):
        values = _values(request)
        try:
            with records.attempt():
                if other:
                    services.assignments_exchange(one, other, **values)
                elif person:
                    services.assignment_change(one, person, **values)
        except ValidationError as problem:
            return _choice(request, one.slot, one.seat, one, other, person, problem)
        return _after(request, one.slot.roster)
    return _choice(request, one.slot, one.seat, one, other, person, None)


@needs(queries.ALL)
@require_http_methods(["GET", "POST"])
def fill(request: AuthedRequest, pk: int, seat: int) -> HttpResponse:
    """Somebody for a place nobody is in."""
    slot = get_object_or_404(Slot.objects.select_related("shift", "roster__kind"), pk=pk)
    place = get_object_or_404(Seat.objects.select_related("department"), pk=seat, shift=slot.shift)
    given = request.POST if request.method == "POST" else request.GET
    person = Person.objects.filter(pk=_number(given.get("person"))).first()
    if request.method == "POST" and person:
        try:
            with records.attempt():
                services.assignment_fill(slot, place, person, **_values(request))
        except ValidationError as problem:
            return _choice(request, slot, place, None, None, person, problem)
        return _after(request, slot.roster)
    return _choice(request, slot, place, None, None, person, None)


def _values(request: AuthedRequest) -> dict[str, Any]:
    return {
        "now": timezone.now(), "actor": request.user, "reason": request.POST.get("reason", "").strip()[:200],
        "despite": request.POST.get("despite", "").strip()[:200],
    }  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0


def _after(request: AuthedRequest, roster: Roster) -> HttpResponse:
    """The grid as it is now; without a script the whole page."""
    fresh = Roster.objects.select_related("kind").get(pk=roster.pk)
    if wants_part(request):
        return part(request, fresh)
    return redirect(_page(fresh, request))


def _page(roster: Roster, request: AuthedRequest) -> str:
    month = request.GET.get("month", "")
    address = reverse("rosters.roster:detail", args=[roster.pk])
    return f"{address}?month={month}" if len(month) == 7 and month.replace("-", "").isdecimal() else address


def _choice(  # noqa: PLR0917 - what the dialog shows
    request: AuthedRequest, slot: Slot, seat: Seat, one: Assignment | None, other: Assignment | None,
    person: Person | None, problem: ValidationError | None,
) -> HttpResponse:  # fmt: skip
    """Whom to choose: those who can first; with a refusal, why, and what reason is asked for."""
    team = [each.slot for each in queries.team_of(one)] if one else queries.lacking_with(slot, seat) or [slot]
    leaving = [each.pk for each in queries.team_of(one)] if one else []
    load = {share.person.pk: share for share in shares(slot.roster)}
    found = [
        (candidate, load.get(candidate.person.pk))
        for candidate in candidates(team, seat, leaving=leaving)
        if one is None or candidate.person.pk != one.person_id
    ]
    found.sort(key=lambda pair: (not pair[0].can, not pair[0].can_with_reason, pair[1].points if pair[1] else 0))
    code = getattr(problem, "code", "") if problem else ""
    context = {
        "slot": slot, "seat": seat, "one": one, "other": other, "person": person, "candidates": found,
        "words": slot_words(slot), "problem": " ".join(problem.messages) if problem else "",
        "ask_despite": code == "reason", "needs_reason": slot.roster.status == Status.PUBLISHED,
        "reason": request.POST.get("reason", ""), "part": wants_part(request), "back": _page(slot.roster, request),
        "query": f"?month={request.GET['month'][:7]}" if request.GET.get("month") else "",
        "whole_week": len(team) > 1,
    }  # fmt: skip
    name = "rosters/_who.html" if context["part"] else "rosters/who.html"
    answer = render(request, name, context, status=409 if problem else 200)
    if problem and context["part"]:
        answer.headers["HX-Retarget"] = "#who-part"
        answer.headers["HX-Reswap"] = "innerHTML"
    return varied(answer)
