"""Grounds as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroundsConfig(AppConfig):
    """modules.grounds"""

    name = "lvye.modules.grounds"
    label = "grounds"
    verbose_name = _("绿化保洁")
