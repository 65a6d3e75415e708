"""Which recurring duty a walk along a route fulfils, and with what answers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Fault, Instance, Result, Sent, fault_settle, instance_do
from lvye.kernel.records import api as records

from .models import Hazard, Patrol

# occasion of a route → duty of the library
DUTIES: dict[str, str] = {
    one: f"inspections-{one}" for one in ("daily", "wall", "friday", "monthly", "holiday", "weather")
}


def duty_fulfil(patrol: Patrol, hazards: list[Hazard], *, actor: User) -> Result | None:
    """Do today's check of the kind of this route, if one is due to the walker: what was found is on it, too.

    None where none is due, it is somebody else's, or it needs scans this walk does not have: the walk counts by itself.
    """
    rows = Instance.objects.filter(
        duty__code=DUTIES.get(patrol.route.occasion, "-"), spot=None, status__in=["due", "missed"],
        opens_at__lte=patrol.ended_at, day__gte=patrol.walked_on.replace(day=1),
    )  # fmt: skip
    instance = rows.select_related("duty").order_by("-due_at").first()
    if instance is None:
        return None
    found = {hazard.kind.code: hazard for hazard in hazards}
    version = instance.duty.versions.get(number=instance.duty.version_no)
    answers = {item.code: _answer(item.code, item.kind, found) for item in version.checklist}
    sent = Sent(key=uuid4(), device_at=patrol.ended_at, off=timedelta(0))
    try:
        with records.attempt():
            result = instance_do(
                instance, answers=answers, sent=sent, note=str(patrol.route), now=patrol.sent_at, actor=actor
            )
            for fault in Fault.objects.filter(result=result, item__in=list(found)):
                words = _("登记了隐患 %(number)s") % {"number": found[fault.item].number}
                fault_settle(fault, measure=words, actor=actor)
    except ValidationError:
        return None
    return result


def _answer(code: str, kind: str, found: dict[str, Hazard]) -> dict[str, str]:
    if kind != "tick":
        return {"key": "cannot", "note": _("按路线巡查")}
    return {"key": "bad", "note": found[code].what} if code in found else {"key": "ok"}
