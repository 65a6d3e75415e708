"""Which recurring duty a drill that was held fulfils, and with what answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Instance, Result, Sent, Status, instance_do
from lvye.kernel.records import api as records

from .models import Drill

DRILL = "evacuation_drill"


def duty_fulfil(drill: Drill, *, actor: User) -> Result | None:
    """A drill that was held is the month's drill duty done, where that is switched on and this user may do it."""
    rows = Instance.objects.filter(
        duty__code=DRILL, status__in=(Status.DUE, Status.MISSED), opens_at__lte=drill.held_at
    ).select_related("duty")
    instance = rows.order_by("-due_at").first()
    if instance is None or drill.held_at is None:
        return None
    answers = {
        "drill": {"value": str(drill)},
        "people": {"value": str(drill.people)},
        "slowest": {"value": str(drill.slowest)},
    }
    sent = Sent(key=uuid4(), device_at=drill.held_at, off=timedelta(0))
    try:
        with records.attempt():
            return instance_do(instance, answers=answers, sent=sent, now=drill.held_at, actor=actor)
    except ValidationError:
        return None
