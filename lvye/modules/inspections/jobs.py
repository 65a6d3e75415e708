"""The inspections' work by the clock: what is late goes up, reports are drafted, areas are reminded."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily, every

from . import services


@every(30, "inspections.unwarned", _("没有立警示的隐患上报"))
def unwarned(now: datetime) -> int:
    """Pass up dangers without a warning; returns how many."""
    return services.hazards_warn_late(now=now, actor=system_user())


@daily("06:10", "inspections.escalate", _("逾期隐患逐级上报"))
def escalate(now: datetime) -> int:
    """Pass up what is not judged or not mended in time; returns how many."""
    return services.hazards_escalate(now=now, actor=system_user())


@daily("06:20", "inspections.months", _("拟上月校舍安全月报"))
def months(now: datetime) -> int:
    """Draft last month's report on the buildings; returns how many."""
    return services.months_draft(now=now, actor=system_user())


@daily("06:30", "inspections.areas", _("催报大排查区域"))
def areas(now: datetime) -> int:
    """Remind the areas that have not answered; returns how many."""
    return services.areas_remind(now=now, actor=system_user())
