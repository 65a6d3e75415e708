"""Security's work by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties.api import Duty, missed_mark
from lvye.kernel.jobs.api import daily, every

from . import services
from .services.gates import DUTY


@every(5, "security.gates", _("看门岗有没有人报到"), one_transaction=False)
def gates(now: datetime) -> int:
    """Hours of the gates nobody showed himself; returns how many. Sooner than the other checks are called missed."""
    if not Duty.objects.filter(code=DUTY, status=Duty.Status.ON).exists():
        return 0
    return missed_mark(now=now, actor=system_user())


@daily("06:40", "security.pledges", _("催签安全责任书"))
def pledges(now: datetime) -> int:
    """Letters for newcomers, reminders for the late; returns how many."""
    return services.pledges_follow(now=now, actor=system_user())


@daily("18:30", "security.visits", _("核对没有登记离开的来访"))
def visits(now: datetime) -> int:
    """Visitors not seen leaving; returns how many."""
    return services.visits_left_behind(now=now, actor=system_user())
