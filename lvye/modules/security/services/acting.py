"""Who acts, and in which shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from lvye.kernel.people.api import Person
from lvye.kernel.rosters.api import slots_of

GATE = "gate"  # the kind of roster of the guards


def shift_at(at: datetime) -> tuple[str, list[Person]]:
    """The guards' shift of a moment and who serves in it, by the published roster; "" and nobody without one."""
    day = timezone.localdate(at)
    for slot in slots_of(GATE, day - timedelta(days=1), day):
        if slot.starts_at <= at < slot.ends_at:
            return slot.shift.name, [one.person for one in slot.assignments.all()]
    return "", []
