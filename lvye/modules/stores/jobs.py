"""The stores' work by the clock: hand-outs laid out ahead, and who is to be reminded of what."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily

from . import services


@daily("06:40", "stores.supplies", _("排出定期发放、提醒今天要发的"))
def supplies(now: datetime) -> int:
    """Lay out the weeks to come; returns how many are new or are reminded of."""
    return services.supplies_remind(now=now, actor=system_user())


@daily("06:50", "stores.loans_due", _("提醒借用到期"))
def loans_due(now: datetime) -> int:
    """Returns how many loans were reminded of."""
    return services.loans_remind(now=now)


@daily("06:55", "stores.lots_lapsing", _("提醒物资快过期"))
def lots_lapsing(now: datetime) -> int:
    """Returns how many lots were told of."""
    return services.lots_remind(now=now)
