"""Times that were not done: missed by themselves, excused by right, given to another person."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.events import Missed
from lvye.kernel.duties.models import Duty, Instance, Status
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.kit.events import tell

AT_ONCE = 900


def missed_mark(*, now: datetime, actor: User) -> int:
    """漏检: every open time whose window and grace have passed. Each duty's trail keeps how many, and which."""
    passed: dict[int, list[int]] = defaultdict(list)
    rows = Instance.objects.filter(status=Status.DUE, closes_at__lt=now).order_by("duty_id", "pk")
    for duty_id, number in rows.values_list("duty_id", "pk"):
        passed[duty_id].append(number)
    duties = Duty.objects.in_bulk(passed)
    return sum(_missed(duties[duty_id], numbers, actor) for duty_id, numbers in passed.items())


def _missed(duty: Duty, numbers: list[int], actor: User) -> int:
    marked: list[int] = []
    with records.deed():
        for at in range(0, len(numbers), AT_ONCE):
            part = Instance.objects.select_for_update().filter(pk__in=numbers[at : at + AT_ONCE], status=Status.DUE)
            open_now = list(part.values_list("pk", flat=True))
            rows = Instance.objects.filter(pk__in=open_now)
            rows.update(status=Status.MISSED)  # house: thousands in a night, by the clock; the duty's trail keeps them
            marked += open_now
        if marked:
            changes: dict[str, list[Any]] = {
                "missed": [None, len(marked)],
                "instances": [None, [marked[0], marked[-1]]],
            }
            audit.note(duty, "miss", actor=actor, changes=changes)
            tell(Missed(duty.pk, duty.code, tuple(marked)))
    return len(marked)


def instance_excuse(instance: Instance, *, reason: str, actor: User) -> Instance:
    """免检, with its reason, by who has the right (停电, 停课, 设备送修). Raises ValidationError without a reason."""
    refuse_closed(instance.day)
    if not reason.strip():
        raise ValidationError({"why": _("免检要写明原因。")})
    return records.take(instance, "excuse", actor=actor, why=reason.strip()[:200])


def instance_assign(instance: Instance, *, person: Person | None, actor: User) -> Instance:
    """Give one time to a named person; without one it is again for the post, or the roster."""
    if not instance.is_open:
        raise ValidationError(_("已经做过的不用再派人。"))
    return records.amend(instance, actor=actor, verb="assign", person=person)
