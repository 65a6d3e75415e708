"""The grounds' work by the clock: areas of a health campaign that have not answered are reminded."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily

from . import services


@daily("06:40", "grounds.calls", _("催报卫生运动区域"))
def calls(now: datetime) -> int:
    """Remind the areas that have not answered on the last day and after it; returns how many."""
    return services.drives_remind(now=now, actor=system_user())
