"""Who acts, and in which shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.rosters.api import slots_of

GATE = "gate"  # the kind of roster of the guards


def person_for(actor: User) -> Person:
    """The person behind an account. Raises ValidationError: whoever answers for a deed must be a person."""
    person = person_of(actor)
    if person is None:
        raise ValidationError(_("这个账号没有对应的人员，请用本人的账号。"), code="no_person")
    return person


def shift_at(at: datetime) -> tuple[str, list[Person]]:
    """The guards' shift of a moment and who serves in it, by the published roster; "" and nobody without one."""
    day = timezone.localdate(at)
    for slot in slots_of(GATE, day - timedelta(days=1), day):
        if slot.starts_at <= at < slot.ends_at:
            return slot.shift.name, [one.person for one in slot.assignments.all()]
    return "", []
