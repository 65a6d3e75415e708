"""What runs by itself: those who let others wait are reminded."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import every
from lvye.kernel.terms.api import is_worktime

from . import services


@every(30, "approvals.remind", _("催办审批"))
def remind_late(now: datetime) -> int:
    """Remind whose turn is past its time; working hours only, so nobody is woken."""
    return services.remind(now=now) if is_worktime(now) else 0
