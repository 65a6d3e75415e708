"""Fire's work by the clock: dates follow the rules that hold."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily

from . import services


@daily("05:40", "fire.dates", _("重算器材维修、报废日期"))
def dates(now: datetime) -> int:
    """Compute every date by the rules of today; returns how many devices moved."""
    return services.dates_refresh(today=timezone.localdate(now), actor=system_user())
