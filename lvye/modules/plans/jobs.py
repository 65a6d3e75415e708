"""The plans' work by the clock: items are computed anew, and people reminded of what is due."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily, every

from . import services


@every(10, "plans.states", _("核对计划完成情况"))
def states(now: datetime) -> int:
    """Bring what lists and figures read up to the records; returns how many items had drifted."""
    return services.states_refresh(today=timezone.localdate(now))


@daily("07:10", "plans.remind", _("提醒到期的计划事项"))
def remind(now: datetime) -> int:
    """Tell people what is due soon or was due yesterday; returns how many items."""
    return services.items_remind(now=now)
