"""The diary of runs is kept short."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .schedule import daily
from .services import prune


@daily("03:40", "jobs.prune", _("清理任务运行记录"))
def prune_runs(now: datetime) -> int:
    """Forget what nobody will ask for."""
    return prune(now)
