"""Counting property as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountsConfig(AppConfig):
    """modules.counts"""

    name = "lvye.modules.counts"
    label = "counts"
    verbose_name = _("资产盘点")
