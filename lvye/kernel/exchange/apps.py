"""Exchange as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """kernel.exchange"""

    name = "lvye.kernel.exchange"
    label = "exchange"
    verbose_name = _("导入导出")
