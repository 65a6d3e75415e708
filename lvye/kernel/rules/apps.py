"""Rules as a Django app. The declarations in every package's `thresholds.py` are loaded by kernel.registers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RulesConfig(AppConfig):
    """kernel.rules"""

    name = "lvye.kernel.rules"
    label = "rules"
    verbose_name = _("标准与阈值")
