"""What 今日 shows of the grounds: whether today's round has been made, and what was low."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.terms.api import is_workday

from .models import Score, Work, Zone


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
