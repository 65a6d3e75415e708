"""Sending a count's form to the authority, noted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.modules.counts.models import Count, CountStatus, Sending


def sending_note(
    *, count: Count, to: str, on: date, number: str = "", note: str = "", today: date, actor: User
) -> Sending:
    """The form went up. Raises ValidationError: the counting still runs, or a day to come."""
    if count.status not in (CountStatus.COUNTED, CountStatus.CLOSED):
        raise ValidationError({"count": _("盘点还没有完，不能上报。")})
    if on > today:
        raise ValidationError({"on": _("上报日期不能在将来。")})
    return records.create(
        Sending, actor=actor, count=count, to=to.strip(), on=on, number=number.strip(), note=note.strip(),
        by=person_of(actor),
    )  # fmt: skip
