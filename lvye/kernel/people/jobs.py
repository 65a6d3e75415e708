"""Work for the night."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("03:20", "people.signins", _("清理过期的登录和登录记录"))
def forget_signins(now: datetime) -> int:
    """Forget sessions that lapsed, and who signed in long ago."""
    return services.signins_forget(now)
