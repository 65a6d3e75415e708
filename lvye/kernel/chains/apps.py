"""The chain of records as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    """kernel.chains"""

    name = "lvye.kernel.chains"
    label = "chains"
    verbose_name = _("来龙去脉")
