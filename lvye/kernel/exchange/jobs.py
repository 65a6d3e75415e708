"""Large sheets that wait, also those whose program was ended before it could begin."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lvye.kernel.jobs.api import every

from .background import run_waiting


@every(1, "exchange.sheets", _("导入大表格"), one_transaction=False)
def sheets(_now: datetime) -> int:
    """Try or bring in what waits; the import writes its own trail, so no rows are told here."""
    run_waiting()
    return 0
