"""How far a device's clock is from ours, as it says with what it sends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .once import FILLED

HEADER = "X-Lvye-Clock"


def clock_off(request: HttpRequest, now: datetime) -> timedelta | None:
    """Our time less the device's at the moment of sending; None where the device does not say."""
    found = _moment(request.headers.get(HEADER, ""))
    return now - found if found is not None else None


def device_time(request: HttpRequest) -> datetime | None:
    """When the form was filled in as the device's clock has it, right or wrong; None where it does not say."""
    return _moment(request.POST.get(FILLED, ""))


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    return None if found is None or timezone.is_naive(found) else found
