"""隐患台: everything not yet gone, by where it stands, the late and the dangerous first; and where it heaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.figures.api import one as figure
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import current, period_of
from lvye.kit import say
from lvye.modules.inspections.models import OPEN, Hazard, Level, Status
from lvye.modules.inspections.sight import ALL

MOST = 40  # cards a column holds before it sends on to the list
COLUMNS = (
    ("new", (Status.NEW,)),
    ("doing", (Status.ASSIGNED, Status.DOING)),
    ("referred", (Status.REFERRED,)),
    ("mended", (Status.MENDED, Status.CHECKED)),
)


@needs(ALL)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """The board. `?building=`, `?kind=`: only those; `?level=major`: only the 重大 ones."""
    today = timezone.localdate()
    rows = registers["inspections.hazard"].rows(request.user).filter(is_open=True)
    every = list(rows.select_related("place", "kind", "responsible", "building").order_by("due_on", "pk"))
    shown = [one for one in every if _fits(one, request)]
    labels = {"new": _("待核定"), "doing": _("整改中"), "referred": _("书面上报"), "mended": _("待复查、待销号")}
    columns = [
        {"name": name, "label": labels[name], **_column([one for one in shown if one.status in inside], today)}
        for name, inside in COLUMNS
    ]
    context = {
        "columns": columns, "total": len(shown), "late": sum(1 for one in shown if one.is_late(today)),
        "unwarned": sum(1 for one in shown if one.waits_for_warning),
        "major": sum(1 for one in shown if one.level == Level.MAJOR), "chips": _chips(every, request),
        "glance": glance(today),
    }  # fmt: skip
    return render(request, "inspections/board.html", context)


def _fits(hazard: Hazard, request: AuthedRequest) -> bool:
    building, level = request.GET.get("building", ""), request.GET.get("level", "")
    return (not building or str(hazard.building_id) == building) and (not level or hazard.level == level)


def _column(found: list[Hazard], today: date) -> dict[str, Any]:
    first = sorted(found, key=lambda one: (not one.waits_for_warning, one.level != Level.MAJOR, not one.is_late(today)))
    return {"count": len(found), "cards": [card(one, today) for one in first[:MOST]], "more": len(found) - MOST}


def card(hazard: Hazard, today: date) -> dict[str, Any]:
    """One hazard as boards and lists show it: what is urgent about it in words."""
    late = hazard.is_late(today)
    if hazard.waits_for_warning:
        kind, words = "late", _("先立警示")
    elif late and hazard.due_on:
        kind, words = "late", _("逾期 %(n)s 天") % {"n": (today - hazard.due_on).days}
    elif hazard.due_on and hazard.status in {Status.ASSIGNED, Status.DOING, Status.REFERRED}:
        kind = "soon" if hazard.due_on - today <= timedelta(days=2) else "going"
        words = _("%(day)s前") % {"day": say.date(hazard.due_on)}
    elif hazard.status == Status.NEW:
        kind, words = "soon", _("%(day)s发现") % {"day": say.date(hazard.found_on)}
    else:
        kind, words = "going", str(hazard.get_status_display())
    return {"hazard": hazard, "kind": kind, "words": words, "is_major": hazard.level == Level.MAJOR}


def _chips(every: Iterable[Hazard], request: AuthedRequest) -> list[dict[str, Any]]:
    """Buildings that have something, the most first, and the 重大 ones."""
    here = reverse("inspections:board")
    building, level = request.GET.get("building", ""), request.GET.get("level", "")
    counts: dict[tuple[str, str], int] = {}
    majors = 0
    for one in every:
        majors += one.level == Level.MAJOR
        if one.building is not None:
            key = (str(one.building_id), one.building.name)
            counts[key] = counts.get(key, 0) + 1
    chips = [{"label": _("全部"), "url": here, "on": not building and not level, "n": 0}]
    if majors:
        chips.append({"label": _("重大"), "url": f"{here}?level=major", "on": level == Level.MAJOR, "n": majors})
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    return chips + [
        {"label": name, "url": f"{here}?building={pk}", "on": building == pk, "n": n} for (pk, name), n in ranked
    ]


def glance(today: date) -> dict[str, Any]:
    """The term in numbers, the rate with its denominator beside it."""
    term = current(today)
    if term is None:
        return {}
    period = period_of(term)
    found, rate = figure("inspections.found", period), figure("inspections.rate", period)
    closed = found.rows and round(rate.value * found.rows / 100)
    return {
        "found": found.rows, "closed": closed, "rate": say.share(closed, found.rows) if found.rows else "",
        "dropped": figure("inspections.dropped", period).rows, "term": term.name,
    }  # fmt: skip


@needs(ALL)
@require_safe
def heat(request: AuthedRequest) -> HttpResponse:
    """Where it heaps: building by floor within the rule's days, and what comes back at the same spot."""
    today = timezone.localdate()
    since = today - timedelta(days=int(rules.value("inspections.again_days", today)))
    rows = registers["inspections.hazard"].rows(request.user).filter(found_on__gte=since)
    found = list(rows.exclude(status=Status.DROPPED).select_related("place", "building", "kind"))
    buildings = _heat(found)
    context = {
        "buildings": buildings, "clean": [one["name"] for one in buildings if not one["total"]],
        "grounds": _grounds(found), "again": recurring(since),
        "since": since, "total": len(found),
    }  # fmt: skip
    return render(request, "inspections/heat.html", context)


def _heat(found: list[Hazard]) -> list[dict[str, Any]]:
    """Each building with its floors, from the top down, and how many were found on each."""
    floors = {p.pk: p for p in Place.objects.filter(kind="floor", status="open").order_by("-sort", "-pk")}
    counts: dict[tuple[int, int], list[Hazard]] = {}
    for one in found:
        if one.building_id is not None:
            inside = [int(part) for part in (one.place.path or "").split("/") if part]
            floor = next((pk for pk in inside if pk in floors), 0)
            counts.setdefault((one.building_id, floor), []).append(one)
    most = max((len(some) for some in counts.values()), default=1)
    made = []
    for building in Place.objects.filter(kind="building", status="open").order_by("sort", "pk"):
        own = [floor for floor in floors.values() if floor.building_id == building.pk]
        cells = [_cell(floor.name, counts.get((building.pk, floor.pk), []), most, floor.pk) for floor in own]
        if rest := counts.get((building.pk, 0), []):
            cells.append(_cell(_("整栋、屋面"), rest, most, building.pk))
        total = sum(cell["n"] for cell in cells)
        made.append({"name": building.name, "pk": building.pk, "cells": cells, "total": total})
    return sorted(made, key=lambda one: -one["total"])


def _cell(name: str, some: list[Hazard], most: int, pk: int) -> dict[str, Any]:
    level = 0 if not some else min(4, 1 + (len(some) - 1) * 4 // max(most, 1))
    is_open = sum(1 for one in some if one.status in OPEN)
    return {"name": name, "n": len(some), "open": is_open, "level": level, "pk": pk}


def _grounds(found: list[Hazard]) -> list[dict[str, Any]]:
    """What lies outside of buildings, by place, the most first."""
    counts: dict[int, list[Hazard]] = {}
    for one in found:
        if one.building_id is None:
            counts.setdefault(one.place_id, []).append(one)
    made = [
        {"place": some[0].place, "n": len(some), "open": sum(1 for one in some if one.status in OPEN)}
        for some in counts.values()
    ]
    return sorted(made, key=lambda one: -one["n"])


def recurring(since: date) -> list[dict[str, Any]]:
    """The same kind at the same spot, as often as the rule says or more: mending it does not help, its cause does."""
    times = int(rules.value("inspections.again_times"))
    rows = (
        Hazard.objects.filter(found_on__gte=since)
        .exclude(status=Status.DROPPED)
        .order_by()
        .values("place", "place__full_name", "kind", "kind__name")
        .annotate(n=Count("pk"), last=Max("found_on"), is_open=Count("pk", filter=Q(is_open=True)))
        .filter(n__gte=times)
    )
    found: list[dict[str, Any]] = [dict(one) for one in rows]
    return sorted(found, key=lambda one: (-one["n"], one["place"]))[:30]
