"""Summaries as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SummariesConfig(AppConfig):
    """modules.summaries"""

    name = "lvye.modules.summaries"
    label = "summaries"
    verbose_name = _("总结")
