"""Stores as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoresConfig(AppConfig):
    """modules.stores"""

    name = "lvye.modules.stores"
    label = "stores"
    verbose_name = _("物资")
