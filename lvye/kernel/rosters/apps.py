"""Rosters as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    """kernel.rosters"""

    name = "lvye.kernel.rosters"
    label = "rosters"
    verbose_name = _("值班排班")
