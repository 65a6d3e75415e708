"""Work by the clock: surveys close by themselves."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily

from . import services


@daily("00:20", "meals.surveys", _("满意度测评到期截止"))
def close_surveys(now: datetime) -> int:
    """Surveys past their last day take no more answers."""
    return services.surveys_close(today=timezone.localdate(now), actor=system_user())
