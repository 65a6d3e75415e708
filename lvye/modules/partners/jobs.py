"""The partners' work by the clock: rents and guarantees that are due or late."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("07:06", "partners.guarantees", _("提醒该退的保证金"))
def guarantees(now: datetime) -> int:
    """Tell who returns guarantees; returns of how many."""
    return services.guarantees_remind(today=timezone.localdate(now))


@daily("07:05", "partners.rents", _("提醒到期和过期的租金"))
def rents(now: datetime) -> int:
    """Tell who takes rents in; returns of how many."""
    return services.rents_remind(today=timezone.localdate(now))
