"""The partners' work by the clock: rents that are due or late."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("07:05", "partners.rents", _("提醒到期和过期的租金"))
def rents(now: datetime) -> int:
    """Tell who takes rents in; returns of how many."""
    return services.rents_remind(today=timezone.localdate(now))
