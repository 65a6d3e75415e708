"""Days and moments as forms and addresses send them, in the school's time."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

__all__ = ["at_hour", "read_day"]


def at_hour(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """The moment of a day at this time of the school's clock."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def read_day(text: str | None) -> dt.date | None:
    """A day as a browser sends it (2026-03-15); None for nothing and for what is no day."""
    try:
        return dt.date.fromisoformat((text or "").strip())
    except ValueError:
        return None
