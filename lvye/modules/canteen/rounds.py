"""Which recurring duties of the library a record of the canteen fulfils, so that nobody writes the same thing twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Instance, Result, Sent, instance_do
from lvye.kernel.records import api as records


def duty_fulfil(
    code: str, *, on: date, until: date | None = None, note: str, now: datetime, actor: User
) -> Result | None:
    """Do the due instance of a duty of these days, where there is one the user may do; what was found stands here.

    None where none is due, it is somebody else's, or wants a proof the record does not have: the record counts by
    itself.
    """
    rows = Instance.objects.filter(
        duty__code=code, day__range=(on, until or on), status__in=["due", "missed"], opens_at__lte=now, spot=None
    )
    instance = rows.select_related("duty").order_by("-due_at").first()
    if instance is None or instance.duty.version is None:
        return None
    words = _("见%(note)s") % {"note": note}
    answers = {item.code: _answer(item.kind, words) for item in instance.duty.version.checklist}
    sent = Sent(key=uuid4(), device_at=now, off=timedelta(0))
    try:
        with records.attempt():
            return instance_do(instance, answers=answers, sent=sent, note=note[:200], now=now, actor=actor)
    except ValidationError:
        return None


def _answer(kind: str, words: str) -> dict[str, Any]:
    return {"key": "ok"} if kind == "tick" else {"key": "cannot", "note": words}
