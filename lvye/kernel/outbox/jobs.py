"""Work for the night."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("03:50", "outbox.clear", _("清理收到的表单编号"))
def clear_deliveries(now: datetime) -> int:
    """Forget which forms arrived long ago."""
    return services.clear(now)
