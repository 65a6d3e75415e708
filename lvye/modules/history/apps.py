"""History as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """modules.history"""

    name = "lvye.modules.history"
    label = "history"
    verbose_name = _("往年材料")
