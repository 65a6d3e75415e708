"""What runs by itself: sending, and clearing away what is old."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily, every

from . import sending, services


# Not one transaction: nobody may wait for the database while we wait for a mail server.
@every(1, "notices.send", _("发送消息"), one_transaction=False)
def send_notices(now: datetime) -> int:
    """Send what is due: urgent ones at once, each user's daily mail at its time, what failed once more."""
    return sending.send(now=now)


@daily("03:40", "notices.trim", _("清理早已看过的消息"))
def trim_notices(now: datetime) -> int:
    """Clear away what was read long ago."""
    return services.trim(now=now)
