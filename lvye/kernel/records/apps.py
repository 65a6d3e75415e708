"""Records as a Django app (no tables of its own)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """kernel.records"""

    name = "lvye.kernel.records"
    label = "records"
    verbose_name = _("记录")
