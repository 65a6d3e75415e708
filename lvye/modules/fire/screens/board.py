"""消防台: the round in numbers, the building as a picture, and what has to go to the firm."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.modules.fire import checking
from lvye.modules.fire.models import Device, DeviceStatus, Kind
from lvye.modules.fire.picture import strips

VIEW = "fire.view_device"
MOST = 40


@needs(VIEW)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """One building at a time (`?building=`), the one that wants most first."""
    now = timezone.now()
    rows = registers["fire.device"].rows(request.user).exclude(status=DeviceStatus.SCRAPPED)
    devices = list(rows.select_related("place", "building").order_by("place__path", "pk"))
    stands = checking.standing(devices, now)
    sites = _sites(devices, stands)
    asked = request.GET.get("building", "")
    chosen = next((one for one in sites if str(one["place"].pk) == asked), sites[0] if sites else None)
    floors = strips(chosen["place"], chosen["devices"], stands) if chosen else []
    context = {
        "sites": sites, "chosen": chosen, "floors": floors, "glance": checking.glance(now), "total": len(devices),
        "late": sum(1 for one in stands.values() if one.kind == "late"), "kinds": Kind.choices,
        "may_order": request.user.has_perm("fire.add_upkeep"), **_due(devices, timezone.localdate(now)),
    }  # fmt: skip
    return render(request, "fire/board.html", context)


def _sites(devices: list[Device], stands: dict[int, checking.Stand]) -> list[dict[str, Any]]:
    """The buildings and grounds with devices; those with most that want somebody first."""
    found: dict[int, dict[str, Any]] = {}
    for device in devices:
        place: Place = device.building or device.place
        site = found.setdefault(place.pk, {"place": place, "devices": [], "late": 0, "left": 0})
        site["devices"].append(device)
        site["late"] += stands[device.pk].kind == "late"
        site["left"] += stands[device.pk].kind == "going"
    return sorted(found.values(), key=lambda one: (-one["late"], one["place"].sort, one["place"].pk))


def _due(devices: list[Device], today: date) -> dict[str, Any]:
    """What has to be scrapped, and what has to be serviced or tested, within the days of the rule."""
    until = today + timedelta(days=int(rules.value("fire.warn_days", today)))
    here = [one for one in devices if one.status == DeviceStatus.HERE]
    scrap = [(one.scrap_due_on, one) for one in here if one.scrap_due_on and one.scrap_due_on <= until]
    gone = {one.pk for _day, one in scrap}
    service = [
        (one.service_due_on, one)
        for one in here
        if one.pk not in gone and one.service_due_on and one.service_due_on <= until
    ]
    parts = {"scrap": scrap, "service": service}
    ordered = {name: sorted(rows, key=lambda row: (row[0], row[1].pk))[:MOST] for name, rows in parts.items()}
    return {**ordered, "today": today}
