"""Money as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    """modules.finance"""

    name = "lvye.modules.finance"
    label = "finance"
    verbose_name = _("经费")
