"""What 今日 shows of the grounds: today's round and what was low, and the areas of a campaign one answers for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.terms.api import is_workday

from .models import Call, CallStatus, DriveStatus, Score, Work, Zone


def round_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Zones scored of all, the low ones by name, and where one must keep away."""
    today = timezone.localdate(now)
    zones = Zone.objects.filter(is_open=True).count()
    away = list(Work.objects.filter(safe_at__gt=now).select_related("place", "plot").order_by("safe_at")[:3])
    if not away and (not zones or not is_workday(today)):
        return None
    scores = Score.objects.filter(on=today)
    low = list(scores.filter(is_low=True).select_related("zone").order_by("points", "pk")[:5])
    return {"zones": zones, "scored": scores.count(), "low": low, "away": away, "url": reverse("grounds:board")}


def drive_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The areas the user answers for and has not; None where there are none."""
    person = person_of(user)
    if person is None:
        return None
    rows = Call.objects.filter(person=person, status=CallStatus.DUE, drive__status=DriveStatus.OPEN)
    calls = list(rows.select_related("drive", "zone").order_by("drive__ends_on", "pk")[:8])
    if not calls:
        return None
    return {"calls": calls, "today": timezone.localdate(now), "count": len(calls), "kind": "soon"}
