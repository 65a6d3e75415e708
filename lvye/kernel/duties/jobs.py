"""What runs by itself: times are made ahead, those that passed are missed, patterns are looked for."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily, every

from . import services


@daily("00:20", "duties.generate", _("排出检查任务"), one_transaction=False)
def make_ahead(now: datetime) -> int:
    """Make the times of the coming days, and move those the calendar has moved."""
    done = services.generate(now=now, actor=system_user())
    return done.made + done.dropped


@every(10, "duties.missed", _("标出漏检"), one_transaction=False)
def mark_missed(now: datetime) -> int:
    """Call missed what nobody did in time."""
    return services.missed_mark(now=now, actor=system_user())


@daily("02:40", "duties.suspicions", _("查找可疑的检查记录"))
def look_for_invented(now: datetime) -> int:
    """Look for readings and times that look invented."""
    return services.suspicions_find(now=now, actor=system_user())
