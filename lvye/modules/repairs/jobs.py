"""The repairs' work by the clock: what is late goes up, what nobody confirmed is closed, visits are drawn."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily, every

from . import services


@every(5, "repairs.escalate", _("超时报修逐级上报"))
def escalate(now: datetime) -> int:
    """Pass up what is not begun or not done in time; returns how many jobs went up."""
    return services.jobs_escalate(now=now, actor=system_user())


@daily("05:10", "repairs.time_out", _("到期报修自动办结"))
def time_out(now: datetime) -> int:
    """Close what nobody confirmed within the rule's workdays; returns how many."""
    return services.jobs_time_out(now=now, actor=system_user())


@daily("05:20", "repairs.draw_visits", _("抽取回访"))
def draw_visits(now: datetime) -> int:
    """Draw the rule's share of closed jobs for a return visit; returns how many."""
    return services.visits_draw(now=now, actor=system_user())
