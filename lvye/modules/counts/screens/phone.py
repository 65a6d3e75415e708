"""The phone: my counts, the rooms of one, and one room with what is still expected in it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.people.api import Person, person_of
from lvye.kernel.places.api import Place, code_in, code_of, resolve
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.counts import queries
from lvye.modules.counts.models import SEEN, Condition, Count, CountStatus, Scan, Seen
from lvye.modules.counts.sight import SCAN
from lvye.modules.counts.sight import mine as counted_by

KEPT_PAGES = 18  # rooms kept on the phone for times without network
MOST_ROWS = 500


def count_of(request: AuthedRequest, pk: int) -> Count:
    """The count, if this user may see it. Raises Http404."""
    found: Count = get_object_or_404(registers["counts.count"].rows(request.user), pk=pk)
    return found


def is_counter(count: Count, person: Person | None) -> bool:
    """Whether the count names this person."""
    return person is not None and count.counters.filter(person=person).exists()


@needs(SCAN)
@require_safe
def mine(request: AuthedRequest) -> HttpResponse:
    """The counts one takes part in; those that run stand first."""
    found = list(counted_by(request.user).exclude(status=CountStatus.DROPPED)[:30])
    found.sort(key=lambda one: one.status != CountStatus.RUNNING)
    rows = [(one, queries.rate(one) if one.book_count else None) for one in found]
    return render(request, "counts/mine.html", {"rows": rows})


@needs(SCAN)
@require_safe
def home(request: AuthedRequest, pk: int) -> HttpResponse:
    """The rooms, mine first. `?code=`: the label on a door was read."""
    count = count_of(request, pk)
    problem = ""
    if typed := request.GET.get("code", "").strip():
        found = resolve(code_in(typed))
        if found is not None and found.is_live:
            room = reverse("counts:room", args=[count.pk, found.place_id])
            return redirect(f"{room}#at={found.code}")
        problem = _("这不是房间的码。请扫贴在门上的标签，或者在下面点房间。")
    person = person_of(request.user)
    given = queries.places_of(count, person) if is_counter(count, person) and person is not None else None
    parts = queries.rooms(count)
    own = parts if given is None else [part for part in parts if part.what and _lies_in(part.what, given)]
    others = [] if given is None else [part for part in parts if part not in own]
    context = {
        "count": count, "rate": queries.rate(count), "own": _by_building(own), "others": _by_building(others),
        "problem": problem, "typed": typed, "may": is_counter(count, person), "running": _runs(count),
        "kept": [reverse("counts:room", args=[count.pk, part.what.pk]) for part in own if part.what][:KEPT_PAGES],
    }  # fmt: skip
    return render(request, "counts/home.html", context, status=404 if problem else 200)


@needs(SCAN)
@require_safe
def room(request: AuthedRequest, pk: int, place: int) -> HttpResponse:
    """What is expected here, big enough for a thumb."""
    return room_page(request, count_of(request, pk), get_object_or_404(Place, pk=place))


def room_page(
    request: AuthedRequest, count: Count, place: Place, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a room, also with a refusal on it."""
    lines = list(queries.in_room(count, place)[: MOST_ROWS + 1])
    waiting = [one for one in lines if one.place_id == place.pk and one.result not in SEEN]
    seen = [one for one in lines if one.result in SEEN and one.place_id == place.pk]
    strangers = [one for one in lines if one.place_id != place.pk]
    last = {
        scan.line_id: scan.pk
        for scan in Scan.objects.filter(
            count=count, line__in=[one.pk for one in (*seen, *strangers)], result__in=(Seen.FOUND, Seen.WRONG)
        ).order_by("pk")
    }
    expected = sum(one.is_expected for one in waiting)
    context: dict[str, Any] = {
        "count": count, "place": place, "rate": queries.Rate(len(seen), len(seen) + expected),
        "waiting": waiting[:MOST_ROWS], "seen": [(one, last.get(one.pk)) for one in seen],
        "strangers": [(one, last.get(one.pk)) for one in strangers], "too_many": len(lines) > MOST_ROWS,
        "unknown": Scan.objects.filter(count=count, place=place, result=Seen.UNKNOWN).order_by("-pk")[:20],
        "conditions": Condition.choices, "may": is_counter(count, person_of(request.user)), "running": _runs(count),
        "room_code": code_of(place), "problem": problem, "refused": request.method == "POST",
        "said": request.GET.get("said", ""), "what": request.GET.get("what", "")[:200],
        "words": Seen(request.GET["said"]).label if request.GET.get("said") in Seen.values else "",
    }  # fmt: skip
    return render(request, "counts/room.html", context, status=status)


def the_place(pk: int) -> Place:
    """A room by its number. Raises Http404."""
    found = Place.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _runs(count: Count) -> bool:
    return bool(count.status == CountStatus.RUNNING)


def _lies_in(place: Place, given: list[Place]) -> bool:
    return any(place.path.startswith(one.path) for one in given)


def _by_building(parts: list[queries.Part]) -> list[tuple[str, list[queries.Part]]]:
    def building(part: queries.Part) -> str:
        return part.what.full_name.split(part.what.name)[0].strip() if part.what else _("没写地点")

    return [(name, list(group)) for name, group in groupby(parts, building)]
