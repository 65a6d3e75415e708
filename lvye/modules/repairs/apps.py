"""Repairs as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepairsConfig(AppConfig):
    """modules.repairs"""

    name = "lvye.modules.repairs"
    label = "repairs"
    verbose_name = _("报修维修")
