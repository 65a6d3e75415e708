"""Procurement as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """modules.procurement"""

    name = "lvye.modules.procurement"
    label = "procurement"
    verbose_name = _("采购")
