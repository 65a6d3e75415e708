"""The property's work by the clock: borrowers and those who look after things are reminded."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("06:40", "assets.loans", _("提醒借用到期和过期的"))
def loans(now: datetime) -> int:
    """Tell borrowers before and after the day; returns of how many loans."""
    return services.loans_remind(today=timezone.localdate(now))


@daily("06:45", "assets.upkeeps", _("提醒到期的保养"))
def upkeeps(now: datetime) -> int:
    """Tell who is to do it; returns of how many."""
    return services.upkeeps_remind(today=timezone.localdate(now))
