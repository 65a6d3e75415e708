"""Deadlines as a Django app (no tables of its own)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    """kernel.deadlines"""

    name = "lvye.kernel.deadlines"
    label = "deadlines"
    verbose_name = _("期限")
