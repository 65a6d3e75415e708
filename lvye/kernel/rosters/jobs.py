"""What runs by itself: rosters that were asked for are solved, swaps nobody answered are over."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import every

from . import services


@every(1, "rosters.solve", _("排值班表"), one_transaction=False)
def solve_asked(now: datetime) -> int:
    """Solve what waits; in transactions of its own, so that the pages see how far it is."""
    return services.rosters_solve(now, actor=system_user())


@every(15, "rosters.lapse", _("换班过期"))
def lapse_swaps(now: datetime) -> int:
    """Swaps that were not answered before the duty."""
    return services.swaps_lapse(now)
