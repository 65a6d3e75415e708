"""Work for the night."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import daily

from . import services


@daily("03:30", "files.sweep", _("清理没有归属的文件"), one_transaction=False)
def clear_stray_files(now: datetime) -> int:
    """Clear away bytes that belong to nothing; returns how many files went."""
    return services.sweep(now=now)
